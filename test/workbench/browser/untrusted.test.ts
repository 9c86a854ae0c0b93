/** Is nothing of an untrusted workspace's settings used, in a real VS Code that asks for trust? And what may be used once trust is given? */
import assert from 'node:assert/strict';
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, webview } from '../browser.ts';
import { hits, openLodestone, openPanel, shownFiles, typeQuery, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';
import { writeFiles } from '../../support/tempDirectory.ts';

/** `nodePath` is the user's alone: a program that the workspace would have run leaves a file behind. */
const settings = {
  'lodestone.nodePath': '${folder}/run.sh', 'lodestone.exclude': ['**/left-out/**'], 'lodestone.allowSecretFiles': ['**/.env'], 'lodestone.useIgnoreFiles': false, 'files.exclude': { '**/hidden': true },
};

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone(undefined, {
    trustIsAsked: true,
    prepare: (folder) => {
      writeFiles(folder, {
        '.vscode/settings.json': JSON.stringify(settings).replaceAll('${folder}', folder), '.env': 'GREETING=lighthouse\n', '.gitignore': 'ignored/\n',
        'left-out/a.md': '# Lighthouse left out\n', 'hidden/b.md': '# Lighthouse hidden\n', 'ignored/c.md': '# Lighthouse ignored\n', 'd.md': '# Lighthouse\n',
        'run.sh': `#!/bin/sh\necho run > '${folder}/was-run'\nexec '${process.execPath}' "$@"\n`,
      });
      chmodSync(path.join(folder, 'run.sh'), 0o755);
    },
  });
});
after(() => workbench?.close());

async function filesWith(word: string): Promise<string[]> {
  await typeQuery(workbench, '');
  await hits(workbench).first().waitFor({ state: 'detached' });
  await typeQuery(workbench, `"${word}"`);
  await hits(workbench).first().waitFor();
  return (await shownFiles(workbench)).toSorted();
}

/** The restart and the scan that follow a change of trust take their time. */
async function eventually(wanted: readonly string[]): Promise<void> {
  let found: string[] = [];
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
    found = await filesWith('lighthouse');
    if (found.join() === wanted.join()) return;
  }
  assert.deepEqual(found, wanted);
}

test('a workspace that is not trusted has no say: its program is not run, its globs do not hold, its secrets stay out', () => withPicture(workbench.page, 'untrusted', async () => {
  await openPanel(workbench);
  await eventually(['d.md', 'hidden/b.md', 'left-out/a.md']);
  assert.equal(existsSync(path.join(workbench.folder, 'was-run')), false);
}));

test('once it is trusted, its globs hold; a program of its choice is still not run', () => withPicture(workbench.page, 'trusted', async () => {
  const { page, folder } = workbench;
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page.locator('.workspace-trust-editor').getByRole('button', { name: /^Trust/ }).first().click();
  await webview(page).getByLabel('Search by meaning').waitFor();
  await eventually(['.env', 'd.md', 'ignored/c.md']);
  assert.equal(existsSync(path.join(folder, 'was-run')), false);
}));
