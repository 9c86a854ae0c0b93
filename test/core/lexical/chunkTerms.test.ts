/** Are a chunk's terms counted by field? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyCount, contextCount, countTerms, isBodyOnly, nameCount, packCounts } from '../../../src/core/lexical/chunkTerms.ts';

function countsOf(term: string, fields: { name?: string; context?: string; body?: string }): number[] {
  const { terms, counts } = countTerms({ name: '', context: '', body: '', ...fields });
  const packed = counts[terms.indexOf(term)]!;
  return [nameCount(packed), contextCount(packed), bodyCount(packed)];
}

test('each term has its frequency in each field', () => {
  assert.deepEqual(countsOf('retry', { name: 'retryUpload', context: 'Retry', body: 'retry, retries; retrying()' }), [1, 1, 3]);
  assert.deepEqual(countsOf('upload', { name: 'retryUpload', body: 'x' }), [1, 0, 0]);
});

test('lengths count every term of a field', () => {
  const { lengths } = countTerms({ name: 'fooBar', context: '', body: 'a a a' });
  assert.deepEqual(lengths, { name: 3, context: 0, body: 3 });
});

test('an empty chunk has no terms', () => {
  const { terms, counts } = countTerms({ name: '', context: '', body: ' {}\n' });
  assert.deepEqual([terms.length, counts.length], [0, 0]);
});

test('counts larger than their bits are cut and spill into no other field', () => {
  assert.deepEqual(countsOf('x', { name: 'x '.repeat(300), body: 'x '.repeat(70_000) }), [255, 0, 65_535]);
  const packed = packCounts(1000, 1000, 100_000);
  assert.deepEqual([nameCount(packed), contextCount(packed), bodyCount(packed)], [255, 255, 65_535]);
  assert.equal(isBodyOnly(packCounts(0, 0, 65_535)), true);
  assert.equal(isBodyOnly(packCounts(0, 1, 0)), false);
});

test('the result can cross to another thread', () => {
  const result = countTerms({ name: 'a', context: 'b', body: 'c' });
  assert.deepEqual(structuredClone(result), result);
});
