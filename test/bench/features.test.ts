/** Are the features what their names say? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { ranksOf } from '../../bench/quality/features/candidateFeatures.ts';
import { mergeTerms } from '../../bench/quality/features/wholeFiles.ts';
import { filesByBestChunk } from '../../bench/quality/systems/rankingSystem.ts';
import type { ChunkRow, FileRow } from '../../src/core/catalog/rows.ts';
import { packCounts } from '../../src/core/lexical/chunkTerms.ts';

test('ranks count from 1, and equal values share a place', () => {
  assert.deepEqual(ranksOf([0.2, 0.9, 0.9, 0.1]), [3, 1, 1, 4]);
});

test("a file's terms are those of its chunks, added up field by field", () => {
  const merged = mergeTerms([
    { ids: Uint32Array.of(2, 7), counts: Uint32Array.of(packCounts(1, 0, 3), packCounts(0, 0, 1)), lengths: { name: 1, context: 0, body: 4 } },
    { ids: Uint32Array.of(1, 2), counts: Uint32Array.of(packCounts(0, 2, 0), packCounts(1, 0, 2)), lengths: { name: 1, context: 2, body: 2 } },
  ]);
  assert.deepEqual([...merged.ids], [1, 2, 7]);
  assert.deepEqual([...merged.counts], [packCounts(0, 2, 0), packCounts(2, 0, 5), packCounts(0, 0, 1)]);
  assert.deepEqual(merged.lengths, { name: 2, context: 2, body: 6 });
});

test('a file stands where its best chunk stands, and shows its lines', () => {
  const chunk = (fileId: number, startLine: number): { chunk: ChunkRow; file: FileRow } => ({
    chunk: { id: startLine, fileId, shape: 'lines', symbol: null, contentKey: '', revision: 1, startLine, endLine: startLine + 9 },
    file: { id: fileId, root: '/r', path: `f${fileId}`, size: 1, mtimeMs: 1, state: 'indexed', reason: '', message: '', language: 'go', kind: 'code', contentKey: '' },
  });
  assert.deepEqual(filesByBestChunk([chunk(2, 50), chunk(1, 5), chunk(2, 1)]), [
    { path: 'f2', startLine: 50, endLine: 59 }, { path: 'f1', startLine: 5, endLine: 14 },
  ]);
});
