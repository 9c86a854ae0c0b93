/** Do the vectors of tokens become one as each pooling says? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { poolings, poolTokens, type Pooling } from '../../../src/core/embed/pooling.ts';

const tokens = Float32Array.of(1, -2, 3, 5, 0, 4, -6, 7, 1);

test('each pooling of three tokens of three values', () => {
  const expected: Readonly<Record<Pooling, readonly number[]>> = {
    mean: [0, 5 / 3, 8 / 3], cls: [1, -2, 3], max: [5, 7, 4], lastToken: [-6, 7, 1], weightedMean: [(1 + 10 - 18) / 6, (-2 + 21) / 6, (3 + 8 + 3) / 6],
  };
  for (const pooling of poolings) assert.deepEqual(poolTokens(tokens, 3, 3, pooling), Float32Array.from(expected[pooling]), pooling);
});

test('one token is its text\'s vector, and tokens beyond the count don\'t matter', () => {
  for (const pooling of poolings) assert.deepEqual(poolTokens(tokens, 1, 3, pooling), Float32Array.of(1, -2, 3), pooling);
});
