/** Does a hit's relevance follow its question's chance and its own score? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import model from '../../../src/core/search/answerability.json' with { type: 'json' };
import { answerDepth, answerInputs, answerLogit, hitRelevance } from '../../../src/core/search/answerability.ts';
import { verdictOf } from '../../../src/core/search/cutOff.ts';
import { features } from '../../../src/core/search/features/features.ts';

const names = features.map(({ name }) => name);
const row = (score: number, value: (place: number) => number) => ({ score, values: names.map((_, place) => value(place)) });

test('the inputs are those of the best hit, the most of the page, and how far the scores lie apart', () => {
  const page = [row(3, (place) => place), row(1, () => 5), row(0.5, () => -1)];
  const inputs = answerInputs(names, page);
  assert.equal(inputs.get(`best.${names[2]}`), 2);
  assert.equal(inputs.get(`most.${names[2]}`), 5);
  assert.equal(inputs.get(`most.${names[9]}`), 9);
  assert.deepEqual(['score', 'lead2', 'lead5', `lead${answerDepth}`].map((name) => inputs.get(name)), [3, 2, 2.5, 2.5]);
  assert.ok(model.features.every((name) => inputs.has(name)), 'the model looks at nothing else');
  assert.ok(Number.isFinite(answerLogit(names, page)));
});

test('relevance rises with the logit, falls with the lag behind the best hit, and stays a probability', () => {
  for (const logit of [-3, 0, 3]) {
    assert.ok(hitRelevance(logit, 0) > hitRelevance(logit, 0.5));
    assert.ok(hitRelevance(logit + 1, 0) > hitRelevance(logit, 0));
    assert.ok(hitRelevance(logit, 0) > 0 && hitRelevance(logit, 0) < 1);
  }
});

test('what shares neither meaning nor words is no answer, whatever the rest looks like', () => {
  const like = (similarity: number, coverage: number) => answerLogit(names, [{ score: 6, values: names.map((name) => (name === 'similarity' ? similarity : name === 'coverage' ? coverage : 1)) }]);
  assert.equal(verdictOf([hitRelevance(like(0.2, 0.1), 0)]), 'none');
  assert.equal(verdictOf([hitRelevance(like(0, 0.2), 0)]), 'none', 'without vectors');
  assert.ok(like(0.6, 0.9) > like(0.2, 0.1));
});

test('a verdict is that of the best hit', () => {
  assert.equal(verdictOf([]), 'none');
  assert.equal(verdictOf([0.001, 0.002]), 'none');
  assert.equal(verdictOf([0.001, 0.99]), 'strong');
});
