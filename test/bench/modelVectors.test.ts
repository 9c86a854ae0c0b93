/** Are vectors cut and turned into bits as the papers say? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { cut, signs } from '../../bench/quality/modelVectors.ts';

const vectors = { documents: new Map([[3, Float32Array.of(0.6, 0, 0.8, 0)]]), queries: [Float32Array.of(0.5, -0.5, 0.5, -0.5)] };

test('a cut vector keeps its first dimensions and is of unit length again', () => {
  const { documents, queries } = cut(vectors, 2);
  assert.deepEqual([...documents.get(3)!], [1, 0]);
  assert.equal(queries[0]!.length, 2);
  assert.ok(Math.abs(Math.hypot(...queries[0]!) - 1) < 1e-6);
});

test('of a binary vector only the signs are left, and a zero is neither', () => {
  const { documents, queries } = signs(vectors);
  assert.deepEqual([...documents.get(3)!].map((value) => Math.sign(value)), [1, 0, 1, 0]);
  assert.deepEqual([...queries[0]!], [0.5, -0.5, 0.5, -0.5]);
});
