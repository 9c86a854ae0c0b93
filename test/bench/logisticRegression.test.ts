/** Does the logistic regression find the line that it should? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { randomNumbers } from '../../bench/quality/bootstrap.ts';
import { fitLogistic, probability } from '../../bench/quality/logisticRegression.ts';

test('the even point lies between two mirrored classes, and the input that says nothing gets no weight', () => {
  const positives = [[3, 1], [4, 1], [5, 1], [2, 1]];
  const negatives = [[1, 1], [0, 1], [-1, 1], [2, 1]];
  const model = fitLogistic(positives, negatives);
  assert.ok(Math.abs(probability(model, [2, 1]) - 0.5) < 1e-6);
  assert.ok(model.weights[0]! > 0.5);
  assert.equal(model.weights[1], 0);
});

test('weights are recovered from data that were drawn by them', () => {
  const random = randomNumbers(3);
  const rows = Array.from({ length: 20_000 }, () => [random() * 4 - 2, random() * 40 - 20]);
  const isPositive = (row: readonly number[]) => random() < 1 / (1 + Math.exp(-(1.5 * row[0]! - 0.1 * row[1]!)));
  const marked = rows.map((row) => ({ row, positive: isPositive(row) }));
  const model = fitLogistic(marked.filter(({ positive }) => positive).map(({ row }) => row), marked.filter(({ positive }) => !positive).map(({ row }) => row));
  assert.ok(Math.abs(model.weights[0]! - 1.5) < 0.1, String(model.weights[0]));
  assert.ok(Math.abs(model.weights[1]! + 0.1) < 0.01, String(model.weights[1]));
});

test('a class with few rows weighs as much as one with many', () => {
  const model = fitLogistic([[1]], Array.from({ length: 50 }, () => [-1]));
  assert.ok(Math.abs(probability(model, [0]) - 0.5) < 0.2, String(probability(model, [0])));
});
