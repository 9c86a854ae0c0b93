/** Do terms keep their numbers? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';

test('a term keeps the id that it was given first, from 0 on without gaps', () => {
  const dictionary = new TermDictionary();
  assert.deepEqual(['a', 'b', 'a', 'c'].map((term) => dictionary.add(term)), [0, 1, 0, 2]);
  assert.equal(dictionary.size, 3);
  assert.equal(dictionary.termOf(1), 'b');
  assert.equal(dictionary.idOf('c'), 2);
});

test('unknown terms have the id -1, unknown ids throw', () => {
  const dictionary = new TermDictionary();
  assert.equal(dictionary.idOf('nothing'), -1);
  assert.throws(() => dictionary.termOf(0), RangeError);
});

test('names of object members are terms like any other', () => {
  const dictionary = new TermDictionary();
  for (const term of ['constructor', '__proto__', 'toString']) assert.equal(dictionary.termOf(dictionary.add(term)), term);
});

test('what was added since a size can be told, and rebuilds the same dictionary', () => {
  const dictionary = new TermDictionary();
  for (const term of ['x', 'y']) dictionary.add(term);
  const saved = dictionary.size;
  dictionary.add('z');
  assert.deepEqual(dictionary.termsFrom(saved), ['z']);
  const again = new TermDictionary();
  for (const term of dictionary.termsFrom(0)) again.add(term);
  assert.equal(again.idOf('z'), dictionary.idOf('z'));
});
