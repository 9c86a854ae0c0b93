/** Does the bootstrap say how sure a mean is, and the same each time? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { estimate, randomNumbers } from '../../bench/quality/bootstrap.ts';

const coins = Array.from({ length: 400 }, (_, place) => place % 2);

test('the same values and seed give the same estimate, another seed a slightly different one', () => {
  assert.deepEqual(estimate(coins, 7), estimate(coins, 7));
  assert.notDeepEqual(estimate(coins, 7), estimate(coins, 8));
});

test('the error of a mean of 400 fair coins is near its textbook value, 0.5 / sqrt(400), and the interval near twice that either way', () => {
  const { mean, error, low, high } = estimate(coins);
  assert.equal(mean, 0.5);
  assert.ok(Math.abs(error - 0.025) < 0.002, String(error));
  assert.ok(Math.abs(low - 0.451) < 0.006 && Math.abs(high - 0.549) < 0.006, `${low} ${high}`);
});

test('equal values leave no doubt', () => {
  assert.deepEqual(estimate([0.25, 0.25, 0.25]), { mean: 0.25, error: 0, low: 0.25, high: 0.25 });
});

test('no values have no estimate', () => {
  assert.throws(() => estimate([]), RangeError);
});

test('the random numbers are uniform from 0 to 1 and fixed by their seed', () => {
  const random = randomNumbers(1);
  const drawn = Array.from({ length: 10_000 }, random);
  assert.ok(drawn.every((value) => value >= 0 && value < 1));
  const deciles = Array.from({ length: 10 }, (_, decile) => drawn.filter((value) => Math.floor(value * 10) === decile).length);
  assert.ok(deciles.every((count) => Math.abs(count - 1000) < 130), deciles.join());
  const again = randomNumbers(1);
  assert.equal(again(), drawn[0]);
});
