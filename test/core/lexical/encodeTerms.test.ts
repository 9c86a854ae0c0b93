/** Do stored terms come back as they were, and is damage noticed? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../src/core/failure.ts';
import { countTerms, packCounts } from '../../../src/core/lexical/chunkTerms.ts';
import type { ChunkTerms } from '../../../src/core/lexical/chunkTerms.ts';
import { decodeTerms, encodeTerms, toTermVector } from '../../../src/core/lexical/encodeTerms.ts';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';
import { randomInteger, randomNumbers } from './random.ts';

function randomChunk(random: () => number): ChunkTerms {
  const terms = new Set<string>();
  const size = randomInteger(random, 60);
  while (terms.size < size) terms.add(`t${randomInteger(random, 5000)}`);
  const counts = Uint32Array.from(terms, () => {
    const kind = randomInteger(random, 4);
    if (kind < 2) return 1;
    return kind === 2 ? packCounts(randomInteger(random, 256), randomInteger(random, 256), 1 + randomInteger(random, 65_535)) : packCounts(1, 0, 0);
  });
  const length = (): number => Math.floor(2 ** (random() * 32));
  return { terms: [...terms], counts, lengths: { name: length(), context: length(), body: length() } };
}

test('any terms come back from their bytes with their counts and lengths', () => {
  const random = randomNumbers(1);
  const dictionary = new TermDictionary();
  for (let round = 0; round < 500; round++) {
    const chunk = randomChunk(random);
    const vector = decodeTerms(encodeTerms(chunk, dictionary));
    const found = new Map(Array.from(vector.ids, (id, index) => [dictionary.termOf(id), vector.counts[index]]));
    assert.deepEqual(found, new Map(chunk.terms.map((term, index) => [term, chunk.counts[index]])));
    assert.deepEqual(vector.lengths, chunk.lengths);
    assert.deepEqual(vector, toTermVector(chunk, dictionary));
  }
});

test('ids ascend, and ids of a large dictionary survive', () => {
  const dictionary = new TermDictionary();
  for (let index = 0; index < 100_000; index++) dictionary.add(`t${index}`);
  const chunk = { terms: ['t99999', 't0', 't50000'], counts: Uint32Array.of(1, 2, 1), lengths: { name: 0, context: 0, body: 4 } };
  assert.deepEqual([...decodeTerms(encodeTerms(chunk, dictionary)).ids], [0, 50_000, 99_999]);
});

test('the bytes of a usual chunk are about two a term', () => {
  const dictionary = new TermDictionary();
  const chunk = countTerms({ name: 'readFile', context: 'Store', body: 'const text = await readFile(path, "utf8"); return text.split("\\n").map(trim);' });
  assert.ok(encodeTerms(chunk, dictionary).length <= 2 * chunk.terms.length + 24);
});

test('bytes cut short anywhere are refused', () => {
  const dictionary = new TermDictionary();
  const bytes = encodeTerms(countTerms({ name: 'parseQuery', context: 'Query', body: 'parse the query text, the text' }), dictionary);
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => decodeTerms(bytes.subarray(0, length)), (error) => error instanceof Failure && error.code === 'indexDamaged');
  }
});

test('bytes left over, repeated terms, zero counts and endless numbers are refused', () => {
  const lengths = [0, 0, 0];
  for (const numbers of [[0, ...lengths, 7], [1, ...lengths, 0], [2, ...lengths, 2, 1, 0, 0, 1], [1, ...lengths, 3, 0, 0, 0], Array<number>(40).fill(0xff)]) {
    assert.throws(() => decodeTerms(Uint8Array.from(numbers)), Failure, numbers.join());
  }
});

test('altered bytes either decode to valid terms or are refused with a clear error', () => {
  const random = randomNumbers(2);
  const dictionary = new TermDictionary();
  for (let round = 0; round < 3000; round++) {
    const bytes = encodeTerms(randomChunk(random), dictionary);
    for (let change = 0; change <= randomInteger(random, 3); change++) bytes[randomInteger(random, bytes.length)] = randomInteger(random, 256);
    try {
      const { ids, counts } = decodeTerms(bytes);
      assert.ok(ids.every((id, index) => index === 0 || id > ids[index - 1]!));
      assert.ok(counts.every((count) => count > 0));
    } catch (error) {
      assert.ok(error instanceof Failure && error.code === 'indexDamaged', String(error));
    }
  }
});
