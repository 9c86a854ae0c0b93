/** Does a regular expression find its lines, and can a bad one do no harm? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedLineMatcher } from '../../src/adapters/boundedLineMatcher.ts';

test('each text has its matching lines, with what matched', async () => {
  const match = new BoundedLineMatcher().matching(/get\w+/);
  assert.deepEqual(await match([['a', 'x getUser y', 'getAll'], [], ['none']]), [[{ line: 2, text: 'getUser' }, { line: 3, text: 'getAll' }], [], []]);
});

test('an expression that takes for ever on one text is given up there, and the others are looked through', async () => {
  const match = new BoundedLineMatcher().matching(/^(a+)+$/);
  assert.deepEqual(await match([['aaa'], [`${'a'.repeat(60)}b`], ['aa', 'b']]), [[{ line: 1, text: 'aaa' }], null, [{ line: 1, text: 'aa' }]]);
});

test('one that takes for ever everywhere is given up for good', async () => {
  const match = new BoundedLineMatcher().matching(/^(a+)+$/);
  const texts = Array.from({ length: 1000 }, () => [`${'a'.repeat(60)}b`]);
  assert.deepEqual(new Set(await match(texts)), new Set([null]));
  assert.deepEqual(await match([['aaa']]), [null], 'there is no time left for this query');
});

test('of a very long line the beginning is looked at', async () => {
  const match = new BoundedLineMatcher().matching(/needle/);
  assert.deepEqual((await match([[`${' '.repeat(1000)}needle`], [`${' '.repeat(100_000)}needle`]])).map((found) => found?.length), [1, 0]);
});
