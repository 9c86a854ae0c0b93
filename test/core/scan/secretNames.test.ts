/** Which files are left out for what they are known to hold, and how are they let in? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseIgnoreFile } from '../../../src/core/scan/gitignoreRules.ts';
import { compileSettings, decideEntry, noRules, rulesInside } from '../../../src/core/scan/scanRules.ts';
import { secretByName } from '../../../src/core/scan/secretNames.ts';
import { defaultScanSettings } from '../../../src/core/types.ts';

test('files that are known to hold secrets are named with their rule', () => {
  const rules = { '.env': '.env', '.env.production': '.env.*', 'prod.env': '*.env', 'server.PEM': '*.pem', id_rsa: 'id_rsa', '.netrc': '.netrc',
    'site.pfx': '*.pfx', 'app.jks': '*.jks', '.git-credentials': '.git-credentials', credentials: 'credentials', 'prod.tfstate': '*.tfstate' };
  for (const [name, rule] of Object.entries(rules)) assert.equal(secretByName(name, 'file'), rule);
  assert.equal(secretByName('.aws', 'directory'), 'folder .aws');
});

test('forms to be filled in, public keys and code are no secrets', () => {
  for (const name of ['.env.example', '.env.sample', '.env.template', 'example.env', 'id_rsa.pub', 'env.ts', 'credentials.ts', '.npmrc', 'keystore.go', 'environment.env.md']) {
    assert.equal(secretByName(name, 'file'), null, name);
  }
});

test('only the setting lets such a file in; the repository’s own .lodestoneignore does not', () => {
  const facts = { ignoreFile: null, ownIgnoreFile: parseIgnoreFile('!.env\n', false), isRepository: false, repositoryExclude: null, userExclude: null, marker: null };
  const decide = (allowSecretFiles: readonly string[]) =>
    decideEntry(rulesInside(noRules(compileSettings({ ...defaultScanSettings, allowSecretFiles })), { path: '' }, facts), '.env', 'file');
  assert.deepEqual(decide([]), { reason: 'secret', rule: 'built in: may hold secrets (.env)' });
  assert.equal(decide(['.env']), null);
});
