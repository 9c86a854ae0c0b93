/** What do the words of "similar, but ..." ask for, and what do they exclude? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBut } from '../../../src/core/similar/but.ts';

const read = (text: string) => {
  const { wanted, unwanted } = parseBut(text);
  return [wanted.words, unwanted.words];
};

test('words are wanted, those behind a negation are not, up to the next comma or "but"', () => {
  assert.deepEqual(read('asynchronous'), ['asynchronous', '']);
  assert.deepEqual(read('but with retries, not for files'), ['with retries', 'for files']);
  assert.deepEqual(read('not for files but streams'), ['streams', 'for files']);
  assert.deepEqual(read('retries without logging; no timer, cached'), ['retries cached', 'logging timer']);
  assert.deepEqual(read('except in tests'), ['', 'in tests']);
  assert.deepEqual(read('notes and knots'), ['notes and knots', ''], 'a word that only begins like one is none');
  assert.deepEqual(read('  '), ['', '']);
});

test('a language behind "in" is asked for as one, not as a word', () => {
  assert.deepEqual(parseBut('cached, in Python').wanted, { words: 'cached', languages: ['python'] });
  assert.deepEqual(parseBut('not in TypeScript').unwanted, { words: '', languages: ['typescript', 'typescriptreact'] });
  assert.deepEqual(parseBut('in C++').wanted.languages, ['cpp']);
  assert.deepEqual(parseBut('in memory').wanted, { words: 'in memory', languages: [] });
});
