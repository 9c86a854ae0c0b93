/** Is it said rightly what of a hit carries its similarity? */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { HitExplanation, MeaningExplanation } from '../../src/protocol/searchTypes.ts';
import { lineStrength, lineTitle, spokenExplanation, wordTitle } from '../../src/webview/meaningText.ts';

const meaning: MeaningExplanation = {
  method: 'words', similarity: 0.5, lines: [{ line: 12, share: 0.2 }, { line: 10, share: 0.08 }, { line: 11, share: 0.065 }],
  words: [{ line: 12, start: 0, end: 5, word: 'retry', share: 0.06, queryWord: 'again' }, { line: 12, start: 6, end: 9, word: 'Log', share: 0.05, queryWord: 'log' }],
  rest: { otherLines: 0.1, names: 0, path: 0.055 },
};
const compared: MeaningExplanation = { ...meaning, method: 'lines', lines: [{ line: 12, share: 0.42 }, { line: 10, share: 0.4 }, { line: 11, share: 0.2 }], words: [], rest: null };

test('shares are parts of the similarity, and a line is the stronger the more it adds', () => {
  assert.deepEqual(meaning.lines.map((line) => lineStrength(line, meaning)), [3, 2, 1]);
  assert.equal(lineTitle(meaning.lines[0]!, meaning), '40% of the similarity by meaning');
  assert.equal(wordTitle(meaning.words[0]!, meaning), 'retry \u2190 again: 12% of the similarity');
});

test('of a model that reads a text as a whole the lines\u2019 own similarities are said', () => {
  assert.deepEqual(compared.lines.map((line) => lineStrength(line, compared)), [3, 2, 1]);
  assert.equal(lineTitle(compared.lines[0]!, compared), 'Similarity of this line by itself: 0.42');
});

test('what is marked is said to those who do not see it, each word once', () => {
  const explanation: HitExplanation = { startLine: 10, endLine: 12, matchedWords: [], terms: null, meaning };
  const words = [{ line: 10, start: 0, end: 3, term: 'log' }, { line: 11, start: 0, end: 3, term: 'log' }];
  assert.equal(spokenExplanation(words, ['Log it', 'log'], 10, explanation),
    'Words found: log. Strongest by meaning: line 12, 40%; line 10, 16%; line 11, 13%. Words by meaning: retry for again');
  assert.equal(spokenExplanation([], [], 10, null), '');
});
