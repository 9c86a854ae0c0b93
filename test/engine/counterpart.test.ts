/** Is the way from code to the documentation about it found, and back? By names, by paths, and by meaning where nothing is named. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { SimilarAnswer } from '../../src/core/search/answer.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, pathsOf } from '../support/testIndex.ts';

const files = {
  'src/keys/rotateKeys.ts': `/** Puts a new signing key in the place of the old one. */
export async function rotateKeys(vault: Vault, graceHours: number): Promise<void> {
  const fresh = await vault.create();
  await vault.retire(vault.current, graceHours);
  vault.current = fresh;
}
`,
  'src/keys/vault.ts': `export class Vault {
  current = '';
  create(): Promise<string> {
    return Promise.resolve(Math.random().toString(36).slice(2));
  }
  retire(key: string, hours: number): Promise<void> {
    setTimeout(() => this.drop(key), hours * 3_600_000);
    return Promise.resolve();
  }
  drop(key: string): void {
    console.log('dropped', key);
  }
}
`,
  'src/mail/run.ts': `export function run(letters: readonly string[]): void {
  for (const letter of letters) {
    const stamped = letter.trim() + ' *stamp*';
    console.log('posting', stamped, stamped.length, 'characters');
  }
}
`,
  'src/parcels/weigh.py': `def price_of(parcel_weight, zones_crossed):
    """What sending a parcel costs."""
    base = 3.5 if parcel_weight < 2 else 3.5 + (parcel_weight - 2) * 0.8
    surcharge = 1.2 * max(0, zones_crossed - 1)
    return round(base + surcharge, 2)
`,
  'docs/security.md': '# Changing the keys\n\nOnce a week the scheduler calls `rotateKeys`, which keeps the key before it for a day.\n',
  'docs/secrets.md': '# Where secrets are\n\nSecrets lie in the store of `src/keys/vault.ts` and nowhere else, so that a backup never holds them.\n',
  'docs/tariffs.md': '# Tariffs\n\nThe price of a parcel depends on its weight and on how many zones it crosses. Each kilogram above two costs extra, and so does each zone beyond the first.\n',
  'docs/running.md': '# Running the service\n\nTo run the tests, run the script, and then run it again in the container. In the long run this is what every run needs.\n',
};

async function indexed(t: TestContext) {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  return (file: string, startLine: number, counterpart: 'docs' | 'code'): Promise<SimilarAnswer> =>
    opened.index.similar({ file: path.join(root, file), startLine, enclosing: true, counterpart, limit: 10 });
}

test('the section that names a function is the documentation about it, and comes first', async (t) => {
  const find = await indexed(t);
  const answer = await find('src/keys/rotateKeys.ts', 3, 'docs');
  assert.deepEqual([answer.results[0]!.path, answer.results[0]!.symbol, answer.verdict], ['docs/security.md', 'Changing the keys', 'strong']);
  assert.ok(answer.results.every(({ kind }) => kind === 'docs'));
  assert.ok(answer.results[0]!.contributions['named']! > 0);
  assert.deepEqual([answer.source.symbol, answer.source.counterpart], ['rotateKeys', 'docs']);
});

test('a section that names the file is about what is in it', async (t) => {
  const find = await indexed(t);
  const answer = await find('src/keys/vault.ts', 2, 'docs');
  assert.deepEqual([answer.results[0]!.path, answer.results[0]!.symbol], ['docs/secrets.md', 'Where secrets are']);
  assert.ok(answer.results[0]!.contributions['named']! > 0);
  assert.ok(pathsOf(await find('docs/secrets.md', 3, 'code')).slice(0, 2).includes('src/keys/vault.ts'));
});

test('where nothing is named, meaning leads from one to the other', async (t) => {
  const find = await indexed(t);
  assert.equal(pathsOf(await find('src/parcels/weigh.py', 3, 'docs'))[0], 'docs/tariffs.md');
  const back = await find('docs/tariffs.md', 3, 'code');
  assert.equal(pathsOf(back)[0], 'src/parcels/weigh.py');
  assert.equal(back.results[0]!.contributions['named'], undefined);
});

test('a word of prose that is by chance the name of a function names nothing', async (t) => {
  const find = await indexed(t);
  for (const { contributions } of (await find('src/mail/run.ts', 2, 'docs')).results) assert.equal(contributions['named'], undefined);
  for (const { contributions } of (await find('docs/running.md', 3, 'code')).results) assert.equal(contributions['named'], undefined);
});

test('a section’s code is what it names, and scores are sums of their parts', async (t) => {
  const find = await indexed(t);
  const answer = await find('docs/security.md', 3, 'code');
  assert.equal(pathsOf(answer)[0], 'src/keys/rotateKeys.ts');
  for (const { score, contributions, kind } of answer.results) {
    assert.equal(kind, 'code');
    assert.equal(Object.values(contributions).reduce((sum, each) => sum + each, 0), score);
  }
});
