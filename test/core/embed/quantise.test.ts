/** Does a quantised vector stay what it was, and is a damaged stored one refused? */
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { OnnxEmbedder } from '../../../src/adapters/onnxEmbedder.ts';
import { dequantise, quantise, readVector, writeVector } from '../../../src/core/embed/quantise.ts';
import { innerProduct, isZeroVector, lengthOf } from '../../../src/core/embed/unitVector.ts';
import { randomUnitVectors } from '../../support/randomVectors.ts';
import { realTexts } from '../../support/realTexts.ts';

const cosine = (a: Float32Array, b: Float32Array) => innerProduct(a, b) / (lengthOf(a) * lengthOf(b));

test('vectors of real texts keep their direction: cosine >= 0.9998 for 99 of 100, and >= 0.999 for all', async () => {
  const embedder = await OnnxEmbedder.open(path.resolve(import.meta.dirname, '../../../models/default'), { threads: 1 });
  const vectors = (await embedder.embed(realTexts(3000, 800), 'document')).filter((vector) => !isZeroVector(vector));
  await embedder.close();
  const cosines = vectors.map((vector) => cosine(vector, dequantise(quantise(vector)))).sort((a, b) => a - b);
  assert.ok(cosines.length > 2900);
  assert.ok(cosines[0]! >= 0.999, `worst ${cosines[0]}`);
  assert.ok(cosines[Math.floor(cosines.length / 100)]! >= 0.9998, `1st percentile ${cosines[Math.floor(cosines.length / 100)]}`);
});

test('a unit vector is one afterwards, whatever was rounded', () => {
  for (const vector of randomUnitVectors(200, 37)) assert.ok(Math.abs(lengthOf(dequantise(quantise(vector))) - 1) < 1e-6);
});

test('a vector that was quantised before comes back with the same bytes', () => {
  for (const vector of randomUnitVectors(200, 256)) {
    const once = writeVector(vector);
    assert.deepEqual(writeVector(readVector(once, 256)), once);
  }
});

test('the zero vector stays zero', () => {
  assert.deepEqual(readVector(writeVector(new Float32Array(8)), 8), new Float32Array(8));
});

test('a stored vector takes a byte a dimension and four more, and may lie anywhere in its buffer', () => {
  const vector = randomUnitVectors(1, 255)[0]!;
  const stored = writeVector(vector);
  assert.equal(stored.length, 259);
  const within = new Uint8Array(300);
  within.set(stored, 7);
  assert.deepEqual(readVector(within.subarray(7, 7 + 259), 255), dequantise(quantise(vector)));
});

test('stored bytes of another length, or with an impossible scale, are refused as damaged', () => {
  const stored = writeVector(randomUnitVectors(1, 16)[0]!);
  const withScale = (scale: number) => {
    const bytes = stored.slice();
    new DataView(bytes.buffer).setFloat32(16, scale, true);
    return bytes;
  };
  for (const bytes of [new Uint8Array(), stored.slice(1), new Uint8Array(21), withScale(NaN), withScale(-1), withScale(Infinity), withScale(3e38)]) {
    assert.throws(() => readVector(bytes, 16), { name: 'Failure', code: 'indexDamaged' });
  }
});
