/** Is a query understood as the person who typed it meant it? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { characteristicQuery } from '../../../src/core/lexical/characteristicQuery.ts';
import { countTerms } from '../../../src/core/lexical/chunkTerms.ts';
import { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import type { QueryTerm } from '../../../src/core/lexical/query.ts';
import { queryWords } from '../../../src/core/lexical/queryWords.ts';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';
import { randomInteger, randomNumbers } from './random.ts';

function indexOf(...bodies: readonly string[]): LexicalIndex {
  const index = new LexicalIndex(new TermDictionary());
  bodies.forEach((body, id) => index.add(id, countTerms({ name: '', context: '', body }), []));
  return index;
}

const found = (index: LexicalIndex, query: string): number[] => index.search(parseLexicalQuery(query, index), 10).map(({ id }) => id);

function termOf(index: LexicalIndex, query: string, text: string): QueryTerm {
  const term = parseLexicalQuery(query, index).terms.find((candidate) => candidate.text === text);
  assert.ok(term !== undefined, `${text} is a term of ${query}`);
  return term;
}

test('a query of an identifier prefers the identifier to its parts', () => {
  const index = indexOf('parse the query, parse the query, query', 'x = parseQuery()', 'query only');
  assert.deepEqual(found(index, 'parseQuery'), [1, 0, 2]);
  assert.ok(termOf(index, 'parseQuery', 'parse').weight < termOf(index, 'parseQuery', 'parsequery').weight);
});

test('parts of an identifier that the index does not hold count in full', () => {
  const index = indexOf('parse a query', 'unrelated text');
  assert.deepEqual(found(index, 'parse_query'), [0]);
  assert.equal(termOf(index, 'parse_query ', 'parse').weight, 1);
});

test('identifiers in any case find each other, and plain words find identifiers', () => {
  const index = indexOf('get_user_name', 'something else');
  for (const query of ['getUserName', 'GetUserName', 'get-user-name', 'get user name', 'user names', 'GETUSERNAME']) assert.deepEqual(found(index, query), [0], query);
});

test('words typed apart find their compound, and a compound typed as one finds its words', () => {
  const index = indexOf('the filename is wrong', 'the name of the file', 'unrelated');
  assert.deepEqual(found(index, 'file name ').toSorted(), [0, 1]);
  const compound = termOf(index, 'file name ', 'filename');
  assert.deepEqual([compound.source, compound.covers], ['compound', false]);
  const apart = indexOf('the config of the file', 'unrelated');
  assert.deepEqual(found(apart, 'configfile '), [0]);
});

test('a document with the compound is covered as one with the words', () => {
  const index = indexOf('filename', 'unrelated');
  assert.equal(index.search(parseLexicalQuery('file name ', index), 1)[0]!.coverage, 1);
});

test('a word finds its short form in code and the other way round, but itself first', () => {
  const index = indexOf('read the config', 'read the configuration', 'unrelated');
  assert.deepEqual(found(index, 'configuration '), [1, 0]);
  assert.deepEqual(found(index, 'config '), [0, 1]);
  const short = indexOf('open the repo', 'unrelated');
  assert.deepEqual(found(short, 'repositories '), [0]);
  assert.equal(short.search(parseLexicalQuery('repository ', short), 1)[0]!.coverage, 1);
});

test('no term is searched for twice under one word', () => {
  const index = indexOf('database databasedb db', 'data base');
  for (const query of ['database db ', 'data base db ', 'db database']) {
    for (const { alternatives } of parseLexicalQuery(query, index).terms) assert.equal(new Set(alternatives.map(({ id }) => id)).size, alternatives.length);
  }
});

test('stop words count little beside telling words, and in full when alone', () => {
  const index = indexOf('where is the', 'retry', 'other');
  assert.deepEqual(found(index, 'where is the retry'), [1, 0]);
  assert.ok(termOf(index, 'where is retry', 'where').weight < 0.2);
  assert.equal(termOf(index, 'where is', 'where').weight, 1);
  assert.deepEqual(found(index, 'where is'), [0]);
});

test('a repeated word is one term that counts a little more', () => {
  const index = indexOf('retry upload');
  const terms = parseLexicalQuery('retry retry upload retrying', index).terms;
  assert.deepEqual(terms.map(({ text }) => text), ['retry', 'upload']);
  assert.ok(terms[0]!.weight > 1 && terms[0]!.weight < 2);
});

test('the last word may be the beginning of a word, until a space ends it', () => {
  const index = indexOf('embedding of text', 'embedder', 'unrelated');
  assert.deepEqual(found(index, 'embedd'), [1]);
  assert.equal(termOf(index, 'text embe', 'embe').source, 'prefix');
  assert.deepEqual(found(index, 'embe').toSorted(), [0, 1]);
  assert.equal(termOf(index, 'embe ', 'embe').source, 'unknown');
  assert.equal(termOf(index, 'embe text', 'embe').source, 'unknown');
  assert.equal(termOf(index, 'embedder', 'embedder').source, 'word');
});

test('the beginning of an identifier finds the identifier', () => {
  const index = indexOf('retryPolicyOfUploads', 'retry', 'policy');
  assert.equal(found(index, 'retryPol')[0], 0);
});

test('a beginning stands for the twenty commonest words at most, and the commonest are among them', () => {
  const index = indexOf(...Array.from({ length: 50 }, (_, id) => `prefix${String.fromCharCode(97 + (id % 26))}q${id < 26 ? '' : 'x'} prefixcommon`));
  const { alternatives } = termOf(index, 'prefix', 'prefix');
  assert.equal(alternatives.length, 20);
  assert.equal(alternatives[0]!.term, 'prefixcommon');
});

test('a word with a typing error finds what was meant, one with two only if it is long', () => {
  const index = indexOf('asynchronous iteration', 'configuration', 'language', 'unrelated');
  assert.deepEqual(found(index, 'asyncronus '), [0]);
  assert.deepEqual(found(index, 'langauge '), [2]);
  assert.deepEqual(found(index, 'onfiguration '), [1]);
  assert.deepEqual(found(index, 'lamgauge '), []);
  assert.deepEqual(found(index, 'xyz '), []);
  assert.ok(termOf(index, 'langauge ', 'langauge').alternatives.every(({ weight }) => weight < 1));
});

test('words of documents that were removed are no longer offered', () => {
  const index = indexOf('embedding', 'other');
  index.remove(0);
  index.add(0, countTerms({ name: '', context: '', body: 'unrelated' }), []);
  assert.deepEqual(found(index, 'embed'), []);
});

test('what a word is taken for depends on what is held: not on what was held before, or on the order in which it came', () => {
  const [index, fresh] = [indexOf('configuration configurator', 'keeper', 'keeping', 'snapshotkeeper', 'embodied'), indexOf('keeping', 'keeper')];
  for (const id of [0, 3, 4]) index.remove(id);
  for (const query of ['snapshotkeeper', 'keep', 'keepr ', 'configuratio', 'embodyed ']) {
    const understood = (from: LexicalIndex) => parseLexicalQuery(query, from).terms.map(({ text, source, alternatives }) => [text, source, alternatives.map(({ term, weight }) => [term, weight])]);
    assert.deepEqual(understood(index), understood(fresh), query);
  }
});

test('a word that was added later is known', () => {
  const index = indexOf('alpha');
  parseLexicalQuery('embe', index);
  index.add(1, countTerms({ name: '', context: '', body: 'embedder' }), []);
  assert.deepEqual(found(index, 'embe'), [1]);
});

test('a query in Chinese finds a comment in Chinese', () => {
  const index = indexOf('// 遍历二叉树的所有节点', '// 打开文件', '// walk the tree');
  assert.deepEqual(found(index, '二叉树遍历'), [0]);
  assert.deepEqual(found(index, '文件'), [1]);
  assert.deepEqual(found(index, '树'), [0]);
});

test('a query without letters or digits has no terms', () => {
  for (const query of ['', '   ', '=> {}', '🚀']) assert.deepEqual(parseLexicalQuery(query, indexOf('alpha')).terms, []);
});

test('a huge query is bounded and still finds by its words', () => {
  const index = indexOf('alpha beta', 'gamma');
  const pasted = `alpha ${Array.from({ length: 20_000 }, (_, place) => `unknown${place}thing`).join(' ')}`;
  const query = parseLexicalQuery(pasted, index);
  assert.ok(query.terms.length <= 64);
  assert.deepEqual(found(index, `alpha ${'beta '.repeat(25_000)}`), [0]);
});

test('a pasted text has few words guessed at, and all known ones understood', () => {
  const index = indexOf('alpha retryPolicy', '二叉树 mistaken');
  const pasted = `${Array.from({ length: 100 }, (_, place) => `mistakex${'abcdefghij'[place % 10]}n`).join(' ')} retryPolicy`;
  const { terms } = parseLexicalQuery(pasted, index);
  assert.ok(terms.filter(({ source }) => source === 'correction').length <= 12);
  assert.equal(termOf(index, pasted, 'retrypolicy').source, 'word');
  assert.deepEqual(found(index, `二叉树${'猫'.repeat(100_000)}`), [1]);
});

test('the same query is understood the same way each time', () => {
  const index = indexOf('retry upload', 'retryPolicy', 'uploads');
  assert.deepEqual(parseLexicalQuery('retryPolcy of uplods', index), parseLexicalQuery('retryPolcy of uplods', index));
});

test('a text is characterised by its rare and repeated terms that the index holds', () => {
  const index = indexOf('const x = retryUpload(file)', 'const y = 1', 'const z = 2', 'const file');
  const terms = characteristicQuery('const a = retryUpload(b); retryUpload(c); nothingKnown', index).terms.map(({ text }) => text);
  assert.equal(terms[0], 'retry');
  assert.ok(!terms.includes('nothingknown'));
  assert.equal(index.search(characteristicQuery('const a = retryUpload(b)', index), 1)[0]!.id, 0);
});

test('the words that name what is sought leave out stop words, unless there is nothing else', () => {
  assert.deepEqual(queryWords('where is the getUserName of users'), ['get', 'user', 'name']);
  assert.deepEqual(queryWords('what is this'), ['what', 'is', 'this']);
});

test('an index from which documents were removed understands and answers as one that never held them', () => {
  const random = randomNumbers(31);
  const letters = 'abcde';
  const word = (): string => Array.from({ length: 3 + randomInteger(random, 6) }, () => letters[randomInteger(random, letters.length)]).join('');
  const vocabulary = Array.from({ length: 400 }, word);
  const body = (): string => Array.from({ length: 30 }, () => vocabulary[Math.floor(vocabulary.length * random() ** 2)]).join(' ');
  const bodies = Array.from({ length: 600 }, body);
  const index = indexOf(...bodies);
  const fresh = new LexicalIndex(new TermDictionary());
  for (let id = bodies.length - 1; id >= 0; id--) { // in another order, so that terms have other numbers
    if (id % 7 === 3 || bodies[id]!.includes(vocabulary[0]!)) index.remove(id);
    else fresh.add(id, countTerms({ name: '', context: '', body: bodies[id]! }), []);
  }
  assert.ok(index.count > 100 && index.count < 500, String(index.count));
  const understood = (from: LexicalIndex, query: string) => parseLexicalQuery(query, from).terms
    .map(({ alternatives, ...term }) => ({ ...term, alternatives: alternatives.map(({ term: text, weight }) => `${text} ${weight}`).toSorted() }));
  for (let i = 0; i < 300; i++) {
    const one = vocabulary[randomInteger(random, vocabulary.length)]!;
    const query = [`${one.slice(0, 2)}`, `${one} ${word()}`, `${one.slice(0, 4)}${letters[i % 5]}${one.slice(5)}`, `${one}${vocabulary[i]!}`, `${vocabulary[0]!} ${one}`][i % 5]!;
    assert.deepEqual(understood(index, query), understood(fresh, query), query);
    const hits = (from: LexicalIndex) => from.search(parseLexicalQuery(query, from), 20).map(({ id, score }) => `${id} ${score.toFixed(9)}`);
    assert.deepEqual(hits(index), hits(fresh), query);
  }
});
