/** Are the files in a state listed by page, in order, and by the rule that decided? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog } from '../../../src/core/catalog/catalog.ts';
import { listFiles, listRules } from '../../../src/core/catalog/listFiles.ts';
import type { FileRow } from '../../../src/core/catalog/rows.ts';

const row = (path: string, parts: Pick<FileRow, 'state' | 'reason' | 'message'> & Partial<FileRow>) => ({ root: '/r', path, size: 0, mtimeMs: 0, isRecent: false, language: '', kind: 'code', contentKey: '', ...parts }) as const;
const skipped = (path: string, reason: string, rule: string) => row(path, { state: 'skipped', reason, message: rule });

function catalogOf(...rows: readonly ReturnType<typeof row>[]): Catalog {
  const catalog = new Catalog();
  catalog.apply({ revision: 1, newTerms: [], removedFileIds: [], chunks: [], removedChunkIds: [], contents: [], files: rows.map((each, id) => ({ id, ...each })) });
  return catalog;
}

const many = catalogOf(
  ...Array.from({ length: 250 }, (_, at) => skipped(`logs/${String(at).padStart(3, '0')}.log`, 'ignored', '.gitignore:2 *.log')),
  skipped('dist/', 'ignored', '.gitignore:1 dist/'), skipped('logo.png', 'binary', 'built in: binary file type .png'),
  row('b.ts', { state: 'indexed', reason: '', message: '', language: 'typescript' }), row('a.ts', { state: 'indexed', reason: '', message: 'invalid UTF-8 replaced', language: 'typescript' }),
  row('locked.ts', { state: 'failed', reason: 'unreadable', message: 'no permission' }), { ...row('a.ts', { state: 'indexed', reason: '', message: '', language: 'typescript' }), root: '/q' },
);

test('pages of a long list follow each other without a gap, and say how long the whole is', () => {
  const paths: string[] = [];
  for (let from = 0; from < 250; from += 100) {
    const { total, files } = listFiles({ state: 'skipped', group: 'ignored', rule: '.gitignore:2 *.log', from, limit: 100 }, many);
    assert.equal(total, 250);
    paths.push(...files.map(({ path }) => path));
  }
  assert.deepEqual([paths.length, paths[0], paths[249], new Set(paths).size], [250, 'logs/000.log', 'logs/249.log', 250]);
});

test('rules that decided on most files come first; each has its files alone', () => {
  assert.deepEqual(listRules({ reason: 'ignored', from: 0, limit: 10 }, many), { total: 2, rules: [{ rule: '.gitignore:2 *.log', files: 250 }, { rule: '.gitignore:1 dist/', files: 1 }] });
  assert.deepEqual(listRules({ reason: 'ignored', from: 1, limit: 10 }, many).rules.map(({ rule }) => rule), ['.gitignore:1 dist/']);
  assert.equal(listFiles({ state: 'skipped', group: 'ignored', rule: null, from: 0, limit: 1 }, many).total, 251);
  assert.deepEqual(listFiles({ state: 'skipped', group: 'ignored', rule: '.gitignore:1 dist/', from: 0, limit: 9 }, many).files, [{ root: '/r', path: 'dist/', why: '.gitignore:1 dist/' }]);
});

test('indexed files are listed by language, failed ones by code, roots apart', () => {
  const { files } = listFiles({ state: 'indexed', group: 'typescript', rule: null, from: 0, limit: 9 }, many);
  assert.deepEqual(files.map(({ root, path, why }) => [root, path, why]), [['/q', 'a.ts', ''], ['/r', 'a.ts', 'invalid UTF-8 replaced'], ['/r', 'b.ts', '']]);
  assert.deepEqual(listFiles({ state: 'failed', group: 'unreadable', rule: null, from: 0, limit: 9 }, many).files, [{ root: '/r', path: 'locked.ts', why: 'no permission' }]);
  assert.deepEqual(listFiles({ state: 'failed', group: 'diskFull', rule: null, from: 0, limit: 9 }, many), { total: 0, files: [] });
});
