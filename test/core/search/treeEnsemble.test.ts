/** Is a row's sum that of its leaves, and divided among the features that led there? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import answerability from '../../../src/core/search/answerability.json' with { type: 'json' };
import ranker from '../../../src/core/search/ranker.json' with { type: 'json' };
import { attribute, type RegressionTree } from '../../../src/core/search/treeEnsemble.ts';
import { randomNumbers } from '../lexical/random.ts';

const sum = (parts: Float64Array): number => parts.reduce((total, part) => total + part, 0);

function leafOf({ features, thresholds, below, above, leaves }: RegressionTree, row: readonly number[]): number {
  if (features.length === 0) return leaves[0]!;
  let node = 0;
  while (node >= 0) node = row[features[node]!]! <= thresholds[node]! ? below[node]! : above[node]!;
  return leaves[-1 - node]!;
}

test('each step is due to the feature that is looked at', () => {
  const tree: RegressionTree = { features: [1, 0], thresholds: [0.5, 2], values: [1, 3], below: [-1, -2], above: [1, -3], leaves: [-1, 2, 6] };
  assert.deepEqual([...attribute([tree], [9, 0.5])], [0, -2, 1], 'at the threshold a row goes below');
  assert.deepEqual([...attribute([tree], [2, 0.6])], [-1, 2, 1]);
  assert.deepEqual([...attribute([tree, tree], [3, 0.6])], [6, 4, 2]);
});

test('a tree without a split gives its leaf to every row', () => {
  const stump: RegressionTree = { features: [], thresholds: [], values: [], below: [], above: [], leaves: [0.25] };
  assert.deepEqual([...attribute([stump], [1, 2])], [0, 0, 0.25]);
});

for (const [name, { trees, features }] of Object.entries({ ranker, answerability })) {
  test(`the parts of the shipped ${name} add up to the leaves that a row ends in`, () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 200; round++) {
      const row = features.map(() => random() * (round % 4 === 0 ? 10 : 1));
      const expected = trees.reduce((total, tree) => total + leafOf(tree, row), 0);
      assert.ok(Math.abs(sum(attribute(trees, row)) - expected) < 1e-9);
    }
  });
}

test('more similarity, more matching words and a better place never make the ranker score lower, a test or an example never higher', () => {
  const random = randomNumbers(11);
  const rises = ['similarityShare', 'lexicalShare', 'coverage', 'wholeShare', 'fileSimilarityThree', 'queryInSymbol', 'pathInQuery'];
  const places = [...rises, 'test', 'example'].map((name) => ranker.features.indexOf(name));
  assert.ok(places.slice(0, rises.length).every((place) => place >= 0));
  for (let round = 0; round < 300; round++) {
    const row = ranker.features.map(() => random());
    const before = sum(attribute(ranker.trees, row));
    places.forEach((place, index) => {
      if (place < 0) return; // never looked at by any tree
      const after = sum(attribute(ranker.trees, row.with(place, row[place]! + random())));
      assert.ok(index < rises.length ? after >= before - 1e-9 : after <= before + 1e-9, `${ranker.features[place]}: ${before} became ${after}`);
    });
  }
});
