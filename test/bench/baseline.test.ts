/** Is a fall noticed, and noise let pass? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { fallsOf } from '../../bench/quality/baseline.ts';

test('a metric that fell by more than its noise is named, with both numbers', () => {
  assert.deepEqual(fallsOf({ a: { value: 0.7, noise: 0.01 } }, { a: { value: 0.8, noise: 0.05 } }), ['a fell from 0.8 to 0.7 (noise 0.05)']);
});

test('noise, gains and metrics that are new are let pass', () => {
  const before = { a: { value: 0.8, noise: 0.05 }, gone: { value: 1, noise: 0 } };
  assert.deepEqual(fallsOf({ a: { value: 0.76, noise: 0 }, b: { value: 0.1, noise: 0 } }, before), []);
  assert.deepEqual(fallsOf({ a: { value: 0.95, noise: 0 } }, before), []);
});
