/** Do the lists hold what was appended, through growth, moves and reuse of memory? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyFrequency, nameFrequency, packBodyPosting, packPosting, slotOf } from '../../../src/core/lexical/posting.ts';
import { Postings } from '../../../src/core/lexical/postings.ts';
import { randomInteger, randomNumbers } from './random.ts';

function read(postings: Postings, list: number): number[] {
  const all: number[] = [];
  postings.forEachRun(list, (page, from, to) => all.push(...page.subarray(from, to)));
  return all;
}

test('lists of every length give back their postings in order', () => {
  const postings = new Postings();
  const random = randomNumbers(3);
  const expected = new Map<number, number[]>();
  for (let slot = 0; slot < 40_000; slot++) {
    const list = Math.floor(200 * random() ** 3);
    const posting = packBodyPosting(slot, 1 + randomInteger(random, 8));
    postings.append(list, posting);
    expected.set(list, [...(expected.get(list) ?? []), posting].slice(-50_000));
  }
  for (const [list, all] of expected) {
    assert.deepEqual(read(postings, list), all);
    assert.equal(postings.count(list), all.length);
  }
  assert.deepEqual(read(postings, 10_000), []);
});

test('moving slots keeps order and counts, drops the dead, and uses the freed memory again', () => {
  const postings = new Postings();
  const fill = (from: number): void => {
    for (let slot = from; slot < from + 20_000; slot++) for (const list of [0, 1 + (slot % 100)]) postings.append(list, packBodyPosting(slot, 3));
  };
  fill(0);
  const bytes = postings.byteLength;
  const moved = Int32Array.from({ length: 20_000 }, (_, slot) => (slot % 4 === 0 ? slot / 4 : -1));
  postings.moveSlots(moved);
  assert.deepEqual(read(postings, 0).map(slotOf), Array.from({ length: 5000 }, (_, slot) => slot));
  assert.deepEqual(read(postings, 1).map(slotOf), Array.from({ length: 200 }, (_, index) => index * 25));
  assert.deepEqual(read(postings, 2), []);
  assert.ok(read(postings, 0).every((posting) => bodyFrequency(posting) === 3));
  postings.moveSlots(new Int32Array(20_000).fill(-1));
  fill(0);
  assert.equal(postings.byteLength, bytes);
});

test('a posting keeps small frequencies exactly and large ones nearly', () => {
  const at = (body: number): number => bodyFrequency(packPosting(4_000_000, { name: 1, context: 0, path: 2, body }));
  for (let body = 0; body <= 8; body++) assert.equal(at(body), body);
  for (let body = 9; body <= 200; body++) assert.ok(Math.abs(at(body) - body) <= body / 3);
  const posting = packPosting(4_194_303, { name: 99, context: 0, path: 0, body: 1 });
  assert.deepEqual([slotOf(posting), nameFrequency(posting)], [4_194_303, 3]);
});
