/** Is the cut-off judged as one would judge it by hand? */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Outcome } from '../../bench/quality/askQuestions.ts';
import { areaUnderCurve, developmentThreshold, reportVerdicts, shareBelow, thresholdKeeping } from '../../bench/quality/verdicts.ts';
import type { Verdict } from '../../src/core/search/answer.ts';

const outcome = (answerable: boolean, topRelevance: number, verdict: Verdict): Outcome => ({
  set: { id: 'package', language: 'go', split: 'development' },
  question: { query: 'q', kind: answerable ? 'behaviour' : 'unanswerable', answers: [] },
  topRelevance, verdict, scores: {}, rankings: {},
});

test('the threshold is the highest that keeps the share', () => {
  const values = Array.from({ length: 20 }, (_, place) => place / 20);
  assert.equal(thresholdKeeping(values, 0.95), 1 / 20);
  assert.equal(1 - shareBelow(values, 1 / 20), 0.95);
  assert.equal(thresholdKeeping(values, 1), 0);
  assert.throws(() => thresholdKeeping([], 0.95), RangeError);
});

test('the area under the curve is 1 for a clean cut, 0.5 for none, and counts ties half', () => {
  assert.equal(areaUnderCurve([3, 4], [1, 2]), 1);
  assert.equal(areaUnderCurve([1, 1], [1, 1]), 0.5);
  assert.equal(areaUnderCurve([1, 3], [2]), 0.5);
});

test('a report tells apart what should be answered and what should not', () => {
  const outcomes = [outcome(true, 0.9, 'strong'), outcome(true, 0.4, 'weak'), outcome(false, 0.1, 'none'), outcome(false, 0.5, 'strong')];
  const threshold = developmentThreshold(outcomes);
  assert.equal(threshold, 0.4);
  assert.deepEqual(reportVerdicts(outcomes, threshold), {
    answerable: { strong: 0.5, weak: 0.5, none: 0 }, unanswerable: { strong: 0.5, weak: 0, none: 0.5 },
    kept: 1, refused: 0.5, areaUnderCurve: 0.75,
  });
});

test('without unanswerable questions there is nothing to report', () => {
  assert.equal(reportVerdicts([outcome(true, 0.9, 'strong')], 0.5), null);
});
