/** Do the metrics give what one computes by hand? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { hitsOf, judge, scoresOf } from '../../bench/quality/metrics.ts';

const file = (path: string, startLine = 1, endLine = 10) => ({ path, startLine, endLine });
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, not ${expected}`);

test('a ranking with all relevant files first is perfect', () => {
  assert.deepEqual(scoresOf([true, true, false], 2), { ndcg10: 1, mrr10: 1, recall10: 1 });
});

test('a single relevant file in third place gains half, as 1 / log2(4)', () => {
  const { ndcg10, mrr10, recall10 } = scoresOf([false, false, true], 1);
  near(ndcg10, 0.5);
  near(mrr10, 1 / 3);
  near(recall10, 1);
});

test('places two and three of two relevant files gain (0.6309 + 0.5) of (1 + 0.6309)', () => {
  const { ndcg10, mrr10, recall10 } = scoresOf([false, true, true], 2);
  near(ndcg10, (1 / Math.log2(3) + 0.5) / (1 + 1 / Math.log2(3)));
  near(mrr10, 0.5);
  near(recall10, 1);
});

test('nothing found is nothing gained', () => {
  assert.deepEqual(scoresOf([false, false], 3), { ndcg10: 0, mrr10: 0, recall10: 0 });
  assert.deepEqual(scoresOf([], 1), { ndcg10: 0, mrr10: 0, recall10: 0 });
});

test('more relevant files than places make the ideal ten of them, and recall their share', () => {
  const { ndcg10, recall10 } = scoresOf(Array.from({ length: 10 }, () => true), 20);
  near(ndcg10, 1);
  near(recall10, 0.5);
});

test('a question without answers has no scores', () => {
  assert.throws(() => scoresOf([true], 0), RangeError);
});

test('a file that is listed again neither counts again nor takes a place', () => {
  const ranking = [file('a'), file('a'), file('b')];
  assert.deepEqual(hitsOf(ranking, [file('b')], 'file'), [false, true]);
});

test('only the first ten files are looked at', () => {
  const ranking = Array.from({ length: 11 }, (_, place) => file(`f${place}`));
  assert.equal(hitsOf(ranking, [file('f10')], 'file').length, 10);
  assert.equal(judge(ranking, [file('f10')]).file.recall10, 0);
});

test('by range, the shown lines must touch an answer in the same file', () => {
  const answers = [file('a', 20, 30), file('b', 1, 5)];
  assert.deepEqual(hitsOf([file('a', 10, 20), file('b', 6, 9)], answers, 'range'), [true, false]);
  assert.deepEqual(hitsOf([file('b', 20, 30)], [file('a', 20, 30)], 'range'), [false]);
});

test('two answers in one file are one file to find', () => {
  const { file: byFile } = judge([file('a')], [file('a', 1, 2), file('a', 8, 9)]);
  assert.deepEqual(byFile, { ndcg10: 1, mrr10: 1, recall10: 1 });
});
