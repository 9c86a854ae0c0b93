/** Are the words that a query found shown where they stand? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { countTerms } from '../../../src/core/lexical/chunkTerms.ts';
import { characteristicQuery } from '../../../src/core/lexical/characteristicQuery.ts';
import { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';
import { findAny, phraseFinder, wordFinder } from '../../../src/core/lexical/wordMatches.ts';

function indexOf(...texts: readonly string[]): LexicalIndex {
  const index = new LexicalIndex(new TermDictionary());
  texts.forEach((body, id) => index.add(id, countTerms({ name: '', context: '', body }), []));
  return index;
}

/** The marked parts of a line that is in the index, and the terms they stand for. */
function marked(query: string, line: string): string[] {
  return wordFinder(parseLexicalQuery(query, indexOf(line, 'something else altogether')))(line).map(({ start, end, term }) => `${line.slice(start, end)}:${term}`);
}

test('words are found in any form, and as parts of identifiers, of which only the part is marked', () => {
  assert.deepEqual(marked('retry failed attempts', 'if (attempt failing) retryPolicy.maxAttempts += 1; // Retries'),
    ['attempt:attempt', 'failing:fail', 'retry:retry', 'Attempts:attempt', 'Retries:retry']);
});

test('a whole identifier is marked whole, in any case convention', () => {
  assert.deepEqual(marked('retry_limit', 'const retryLimit = retry + other;'), ['retryLimit:retrylimit', 'retry:retry']);
});

test('misspelt words, beginnings, words typed together and short forms mark what they have found', () => {
  assert.deepEqual(marked('downlaod a file', 'download the file'), ['download:downlaod', 'file:file']);
  assert.deepEqual(marked('the dow', 'download it'), ['download:dow']);
  assert.deepEqual(marked('configfile path', 'the file of the config, and its path'), ['file:file', 'config:config', 'path:path']);
  assert.deepEqual(marked('configuration of it', 'const config = read()'), ['config:configuration']);
});

test('stop words are not marked, unless there is nothing else', () => {
  assert.deepEqual(marked('how is the file read', 'how is the file read'), ['file:file', 'read:read']);
  assert.deepEqual(marked('to be', 'to be or not'), ['to:to', 'be:be']);
});

test('in scripts without spaces pairs of letters are marked', () => {
  assert.deepEqual(marked('检索', '代码检索器').map((each) => each.split(':')[0]), ['检索']);
});

test('a phrase is marked wherever it stands, in any case unless it has an upper-case letter', () => {
  const found = (phrase: string, line: string) => phraseFinder(phrase)(line).map(({ start, end }) => line.slice(start, end));
  assert.deepEqual(found('longer after', 'Longer after, longer AFTER'), ['Longer after', 'longer AFTER']);
  assert.deepEqual(found('Longer', 'Longer longer'), ['Longer']);
  assert.deepEqual(found('x', 'İx'), [], 'where lower case is longer than what is written no place is given, rather than a wrong one');
});

test('of overlapping matches the first and longest is kept', () => {
  const line = 'retry limit reached';
  const find = findAny([phraseFinder('retry limit'), wordFinder(characteristicQuery('limit reached', indexOf(line)))]);
  assert.deepEqual(find(line).map(({ start, end }) => line.slice(start, end)), ['retry limit', 'reached']);
});

test('a query without words marks nothing', () => {
  assert.deepEqual(wordFinder({ terms: [] })('any line'), []);
});
