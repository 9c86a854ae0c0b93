/** Does the catalog hold exactly what was committed, keep the ids of what stayed, and give free ones out again? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog } from '../../../src/core/catalog/catalog.ts';
import { planChange, toCatalogChange, type AnalysedFile } from '../../../src/core/catalog/planChange.ts';
import type { AnalysedChunk, FileAnalysis } from '../../../src/core/catalog/rows.ts';

const terms = { terms: [], counts: new Uint32Array(0), lengths: { name: 0, context: 0, body: 0 } };
const chunk = (key: string, startLine: number): AnalysedChunk => ({
  startLine, endLine: startLine + 4, shape: 'function', symbol: key, contentKey: Buffer.from(key).toString('hex').padEnd(32, '0'), terms, tokens: new Uint32Array(0),
});
const indexed = (...chunks: AnalysedChunk[]): FileAnalysis => ({
  outcome: 'indexed', stamp: { size: 1, mtimeMs: 1, isRecent: false }, language: 'go', kind: 'code', contentKey: 'k', chunks, problems: [],
});
const file = (path: string, analysis: FileAnalysis): AnalysedFile => ({ file: { root: '/r', path }, analysis });

function commit(catalog: Catalog, ...analysed: AnalysedFile[]) {
  const revision = catalog.revision + 1;
  const planned = planChange(catalog, analysed, revision);
  catalog.apply(toCatalogChange(planned, revision, [], []));
  return planned;
}

const listing = (catalog: Catalog, path: string) =>
  catalog.chunkIdsOf(catalog.file({ root: '/r', path })!.id).map((id) => [catalog.chunk(id)!.symbol, id, catalog.chunk(id)!.startLine, catalog.chunk(id)!.revision]);

test('chunks whose content stayed keep their ids and revisions, however they moved', () => {
  const catalog = new Catalog();
  commit(catalog, file('a.go', indexed(chunk('one', 1), chunk('two', 10), chunk('three', 20))));
  const planned = commit(catalog, file('a.go', indexed(chunk('three', 1), chunk('new', 10), chunk('one', 30))));
  assert.deepEqual(listing(catalog, 'a.go'), [['three', 2, 1, 1], ['new', 3, 10, 2], ['one', 0, 30, 1]]);
  assert.deepEqual(planned.removedChunkIds, [1]);
  assert.deepEqual(planned.chunks.filter(({ isNew }) => isNew).map(({ row }) => row.symbol), ['new']);
  assert.equal(catalog.chunkCount, 3);
});

test('of equal chunks in a file as many keep their ids as stay', () => {
  const catalog = new Catalog();
  commit(catalog, file('a.go', indexed(chunk('same', 1), chunk('same', 10), chunk('same', 20))));
  const planned = commit(catalog, file('a.go', indexed(chunk('same', 1), chunk('same', 15))));
  assert.deepEqual(listing(catalog, 'a.go').map(([, id]) => id), [0, 1]);
  assert.deepEqual(planned.removedChunkIds, [2]);
});

test('ids of removed chunks and files are given out again, with a newer revision', () => {
  const catalog = new Catalog();
  commit(catalog, file('a.go', indexed(chunk('one', 1))), file('b.go', indexed(chunk('two', 1))));
  commit(catalog, file('a.go', { outcome: 'vanished' }));
  assert.equal(catalog.file({ root: '/r', path: 'a.go' }), undefined);
  commit(catalog, file('c.go', indexed(chunk('three', 1))));
  assert.deepEqual([catalog.file({ root: '/r', path: 'c.go' })!.id, ...listing(catalog, 'c.go')[0]!], [0, 'three', 0, 1, 3]);
});

test('a change that is not committed gives its ids back', () => {
  const catalog = new Catalog();
  const planned = planChange(catalog, [file('a.go', indexed(chunk('one', 1)))], 1);
  planned.release();
  commit(catalog, file('b.go', indexed(chunk('two', 1))));
  assert.deepEqual([catalog.file({ root: '/r', path: 'b.go' })!.id, listing(catalog, 'b.go')[0]![1]], [0, 0]);
});

test('counts follow every change of state: indexed, skipped, failed, gone', () => {
  const catalog = new Catalog();
  const stamp = { size: 0, mtimeMs: 0, isRecent: false };
  commit(catalog, file('a.go', indexed(chunk('one', 1))), file('b', { outcome: 'skipped', stamp, reason: 'binary', rule: 'NUL' }), file('c', { outcome: 'failed', code: 'unreadable', message: 'no' }));
  assert.deepEqual([{ ...catalog.fileCounts }, [...catalog.skippedByReason], [...catalog.failedByCode], [...catalog.filesByLanguage]], [{ indexed: 1, skipped: 1, failed: 1 }, [['binary', 1]], [['unreadable', 1]], [['go', 1]]]);
  commit(catalog, file('a.go', { outcome: 'skipped', stamp, reason: 'empty', rule: 'empty' }), file('b', { outcome: 'vanished' }), file('c', indexed()));
  assert.deepEqual([{ ...catalog.fileCounts }, [...catalog.skippedByReason], [...catalog.failedByCode], [...catalog.filesByLanguage]], [{ indexed: 1, skipped: 1, failed: 0 }, [['empty', 1]], [], [['go', 1]]]);
  assert.equal(catalog.chunkCount, 0);
});

test('a file that is said to have vanished but was never known changes nothing', () => {
  const catalog = new Catalog();
  const planned = planChange(catalog, [file('ghost', { outcome: 'vanished' })], 1);
  assert.deepEqual([planned.files, planned.removedFileIds, planned.chunks], [[], [], []]);
});
