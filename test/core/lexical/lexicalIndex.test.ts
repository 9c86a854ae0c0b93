/** Does the index rank as the formula says, through every change, and explain itself? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../src/core/failure.ts';
import { countTerms } from '../../../src/core/lexical/chunkTerms.ts';
import type { ChunkTerms } from '../../../src/core/lexical/chunkTerms.ts';
import { decodeTerms, encodeTerms } from '../../../src/core/lexical/encodeTerms.ts';
import { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import type { LexicalHit, LexicalQuery, QueryTerm } from '../../../src/core/lexical/lexicalQuery.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';
import { tokenise } from '../../../src/core/lexical/tokenise.ts';
import { bruteForceSearch } from './bruteForceBm25f.ts';
import type { PlainDocument } from './bruteForceBm25f.ts';
import { randomInteger, randomNumbers } from './random.ts';

type Random = () => number;

const word = (random: Random): string => `w${Math.floor(60 * random() ** 2)}`;
const words = (random: Random, most: number): string[] => Array.from({ length: randomInteger(random, most + 1) }, () => word(random));

/** Words with repetitions few enough to be held exactly. */
function randomDocument(random: Random): PlainDocument {
  const distinct = (most: number): string[] => [...new Set(words(random, most))];
  const body = [...distinct(30), ...distinct(10), ...distinct(5)];
  return { name: distinct(3), context: distinct(4), path: distinct(5), body };
}

function chunkTermsOf({ name, context, body }: PlainDocument): ChunkTerms {
  const counted = countTerms({ name: '', context: '', body: '' });
  const counts = new Map<string, number>();
  for (const [list, unit] of [[name, 1 << 24], [context, 1 << 16], [body, 1]] as const) for (const term of list) counts.set(term, (counts.get(term) ?? 0) + unit);
  const lengths = { name: name.length, context: context.length, body: body.length };
  return { ...counted, terms: [...counts.keys()], counts: Uint32Array.from(counts.values()), lengths };
}

function randomQuery(random: Random, index: LexicalIndex): LexicalQuery {
  const terms = Array.from({ length: 1 + randomInteger(random, 6) }, (): QueryTerm => {
    const alternatives = [...new Set(words(random, 3))].filter((term) => index.dictionary.idOf(term) >= 0)
      .map((term) => ({ term, id: index.dictionary.idOf(term), weight: 0.25 + random() }));
    return { text: word(random), source: 'word', weight: 0.1 + random(), alternatives, covers: random() < 0.8 };
  });
  return { terms };
}

function assertSameHits(found: readonly LexicalHit[], documents: ReadonlyMap<number, PlainDocument>, query: LexicalQuery): void {
  const expected = bruteForceSearch(documents, query.terms);
  assert.equal(found.length, expected.length);
  const scores = new Map(expected.map((hit) => [hit.id, hit]));
  found.forEach((hit, place) => {
    const plain = scores.get(hit.id);
    assert.ok(plain !== undefined, `document ${hit.id} should not be found`);
    assert.ok(Math.abs(hit.score - plain.score) < 1e-9, `${hit.score} for ${plain.score}`);
    assert.ok(Math.abs(hit.coverage - plain.coverage) < 1e-9);
    assert.ok(Math.abs(hit.score - expected[place]!.score) < 1e-9, 'best first');
  });
}

function emptyIndex(): LexicalIndex {
  return new LexicalIndex(new TermDictionary());
}

function addText(index: LexicalIndex, id: number, body: string, name = '', path = ''): void {
  index.add(id, countTerms({ name, context: '', body }), tokenise(path));
}

const search = (index: LexicalIndex, query: string): number[] => index.search(parseLexicalQuery(query, index), 10).map(({ id }) => id);

test('scores and coverage are those of the formula, through additions, removals, ids used again and sweeps', () => {
  for (let seed = 0; seed < 6; seed++) {
    const random = randomNumbers(seed);
    const index = emptyIndex();
    const documents = new Map<number, PlainDocument>();
    for (let round = 0; round < 1000; round++) {
      const id = randomInteger(random, 120);
      if (random() < 0.3) {
        assert.equal(index.remove(id), documents.delete(id));
      } else {
        const document = randomDocument(random);
        const terms = chunkTermsOf(document);
        index.add(id, random() < 0.5 ? terms : decodeTerms(encodeTerms(terms, index.dictionary)), document.path);
        documents.set(id, document);
      }
      if (round % 50 !== 49) continue;
      const query = randomQuery(random, index);
      assert.equal(index.count, documents.size);
      assertSameHits(index.search(query, 1000), documents, query);
    }
  }
});

test('sweeping out the dead changes no answer', () => {
  const random = randomNumbers(7);
  const index = emptyIndex();
  const documents = new Map<number, PlainDocument>();
  for (let id = 0; id < 3000; id++) {
    const document = randomDocument(random);
    documents.set(id, document);
    index.add(id, chunkTermsOf(document), document.path);
  }
  const bytes = index.byteLength;
  for (let id = 0; id < 3000; id++) {
    if (id % 10 > 0 && index.remove(id)) documents.delete(id);
  }
  const query = randomQuery(random, index);
  assertSameHits(index.search(query, 1000), documents, query);
  for (let id = 0; id < 2700; id++) index.add(id, chunkTermsOf(randomDocument(random)), []);
  assert.ok(index.byteLength <= bytes * 1.25, 'the memory of removed documents is used again');
});

test('the best are given, equal scores by smaller id, and the same each time', () => {
  const index = emptyIndex();
  for (const id of [9, 4, 7, 2]) addText(index, id, 'alpha beta');
  addText(index, 5, 'alpha alpha beta beta gamma');
  assert.deepEqual(search(index, 'gamma alpha'), [5, 2, 4, 7, 9]);
  const query = parseLexicalQuery('gamma alpha', index);
  assert.deepEqual(index.search(query, 3).map(({ id }) => id), [5, 2, 4]);
  assert.deepEqual(index.search(query, 10), index.search(query, 10));
  assert.deepEqual(index.search(query, 0), []);
});

test('only accepted documents are found, and others take no place', () => {
  const index = emptyIndex();
  for (let id = 0; id < 100; id++) addText(index, id, 'alpha '.repeat(1 + (id % 5)));
  const found = index.search(parseLexicalQuery('alpha', index), 4, (id) => id % 10 === 3);
  assert.deepEqual(found.map(({ id }) => id), [3, 13, 23, 33]);
});

test('a hit in the name or the path counts more than one in the body', () => {
  const index = emptyIndex();
  addText(index, 1, 'upload file of the user');
  addText(index, 2, 'file of the user', 'upload');
  addText(index, 3, 'file of the user', '', 'src/upload.ts');
  assert.deepEqual(search(index, 'upload'), [2, 3, 1]);
});

test('coverage tells how much of the query a document holds, and matched which terms', () => {
  const index = emptyIndex();
  addText(index, 1, 'alpha beta');
  addText(index, 2, 'alpha');
  const hits = index.search(parseLexicalQuery('alpha beta', index), 10);
  assert.deepEqual(hits.map(({ matched }) => matched), [[0, 1], [0]]);
  assert.equal(hits[0]!.coverage, 1);
  assert.ok(hits[1]!.coverage > 0 && hits[1]!.coverage < 0.5, 'the rarer word weighs more');
  const [hit] = index.search(parseLexicalQuery('beta zzyzx ', index), 1);
  assert.ok(hit!.coverage < 0.7, 'a word that nothing holds is missing everywhere');
});

test('an explanation adds up to the score, term by term and field by field', () => {
  const random = randomNumbers(8);
  const index = emptyIndex();
  for (let id = 0; id < 300; id++) {
    const document = randomDocument(random);
    index.add(id, chunkTermsOf(document), document.path);
  }
  for (let id = 0; id < 300; id += 7) index.remove(id);
  for (let round = 0; round < 30; round++) {
    const query = randomQuery(random, index);
    for (const hit of index.search(query, 20)) {
      const explanation = index.explain(hit.id, query)!;
      assert.equal(explanation.score, hit.score);
      assert.equal(explanation.terms.reduce((sum, term) => sum + term.score, 0), hit.score);
      assert.deepEqual(explanation.terms.flatMap(({ matchedBy }, place) => (matchedBy === null ? [] : [place])), hit.matched);
      for (const { score, fields } of explanation.terms) assert.ok(Math.abs(fields.name + fields.context + fields.path + fields.body - score) < 1e-12);
    }
  }
  assert.equal(index.explain(0, randomQuery(random, index)), null);
});

test('frequency and rarity of a term follow what is in the index', () => {
  const index = emptyIndex();
  for (let id = 0; id < 10; id++) addText(index, id, id < 3 ? 'alpha beta' : 'beta');
  assert.equal(index.documentFrequency('alpha'), 3);
  assert.ok(index.idf('alpha') > index.idf('beta'));
  index.remove(0);
  assert.equal(index.documentFrequency('alpha'), 2);
  assert.equal(index.documentFrequency('nothing'), 0);
});

test('a document is replaced by another of its id, and gone once removed', () => {
  const index = emptyIndex();
  addText(index, 1, 'alpha');
  addText(index, 1, 'beta');
  assert.deepEqual([search(index, 'alpha '), search(index, 'beta '), index.count], [[], [1], 1]);
  assert.deepEqual([index.remove(1), index.remove(1), index.has(1), index.count], [true, false, false, 0]);
  assert.deepEqual(search(index, 'beta'), []);
});

test('whole files are documents too, however long', () => {
  const index = emptyIndex();
  addText(index, 0, 'alpha '.repeat(300_000));
  addText(index, 1, 'alpha beta');
  assert.deepEqual(search(index, 'beta alpha'), [1, 0]);
});

test('bad ids and terms of another dictionary are refused, and leave the index as it was', () => {
  const index = emptyIndex();
  addText(index, 1, 'alpha');
  for (const id of [-1, 1.5, Number.NaN, 2 ** 32]) assert.throws(() => addText(index, id, 'alpha'), RangeError);
  const foreign = { ids: Uint32Array.of(7), counts: Uint32Array.of(1), lengths: { name: 0, context: 0, body: 1 } };
  assert.throws(() => index.add(1, foreign, []), (error) => error instanceof Failure && error.code === 'indexDamaged');
  assert.deepEqual(search(index, 'alpha'), [1]);
  assert.equal(index.count, 1);
});
