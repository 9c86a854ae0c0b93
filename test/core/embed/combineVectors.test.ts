/** Is the vector of a whole the weighted direction of its parts? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { combineVectors } from '../../../src/core/embed/combineVectors.ts';
import { isUnitVector, isZeroVector, normalise } from '../../../src/core/embed/unitVector.ts';

const east = Float32Array.of(1, 0);
const north = Float32Array.of(0, 1);

test('equal weights point half way, at unit length', () => {
  const middle = combineVectors([{ vector: east, weight: 2 }, { vector: north, weight: 2 }]);
  assert.ok(isUnitVector(middle) && Math.abs(middle[0]! - middle[1]!) < 1e-7);
});

test('weights shift the direction in proportion', () => {
  const shifted = combineVectors([{ vector: east, weight: 3 }, { vector: north, weight: 1 }]);
  assert.ok(Math.abs(shifted[0]! / shifted[1]! - 3) < 1e-5);
});

test('one part alone keeps its direction, and the parts themselves are left as they are', () => {
  const part = Float32Array.of(0.6, 0.8);
  assert.deepEqual(combineVectors([{ vector: part, weight: 5 }, { vector: north, weight: 0 }]), Float32Array.of(0.6, 0.8));
  assert.deepEqual([part, north], [Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)]);
});

test('parts that are zero, or cancel out, give the zero vector', () => {
  const zero = new Float32Array(2);
  assert.ok(isZeroVector(combineVectors([{ vector: zero, weight: 1 }])));
  assert.ok(isZeroVector(combineVectors([{ vector: east, weight: 1 }, { vector: Float32Array.of(-1, 0), weight: 1 }])));
  assert.ok(isZeroVector(normalise(zero)));
});

test('what holds NaN or infinity is no unit vector', () => {
  assert.deepEqual([Float32Array.of(NaN, 1), Float32Array.of(Infinity, 0), Float32Array.of(0.5, 0.5)].map(isUnitVector), [false, false, false]);
});
