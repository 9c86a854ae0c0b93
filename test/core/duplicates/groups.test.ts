/** Are groups made around what most resemble, and joined where they follow one another in the same files? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { joinNeighbours, type Group } from '../../../src/core/duplicates/joinNeighbours.ts';
import { starGroups, type Pair } from '../../../src/core/duplicates/starGroups.ts';

const pair = (a: number, b: number, likeness: number): Pair => ({ a, b, likeness });

test('a group is what resembles its centre, so that a chain of small steps joins nothing', () => {
  const chain = [pair(0, 1, 0.8), pair(1, 2, 0.8), pair(2, 3, 0.8), pair(3, 4, 0.8)];
  const groups = starGroups(chain, 0.7);
  assert.deepEqual(groups.map(({ centre, others }) => [centre, ...others.map(({ piece }) => piece)]), [[1, 0, 2], [3, 4]]);
});

test('a higher threshold only takes members away', () => {
  const pairs = [pair(0, 1, 0.95), pair(0, 2, 0.75), pair(5, 6, 0.6)];
  assert.deepEqual(starGroups(pairs, 0.6).map(({ others }) => others.length), [2, 1]);
  assert.deepEqual(starGroups(pairs, 0.7), [{ centre: 0, others: [{ piece: 1, likeness: 0.95 }, { piece: 2, likeness: 0.75 }] }]);
  assert.deepEqual(starGroups(pairs, 0.99), []);
});

/** A group of one chunk in each file, ten lines long. */
const group = (chunk: number, ...files: number[]): Group =>
  files.map((fileId, at) => ({ fileId, first: chunk, last: chunk, startLine: chunk * 10 + 1, endLine: chunk * 10 + 9, symbol: `s${chunk}`, likeness: at === 0 ? 1 : 0.9 }));

test('a file that was copied whole is one group, over what was too trivial to be compared', () => {
  const isTrivial = (_: number, chunk: number): boolean => chunk === 2;
  const joined = joinNeighbours([group(3, 7, 8), group(0, 7, 8), group(1, 7, 8)], isTrivial);
  assert.deepEqual(joined.map((members) => members.map(({ fileId, startLine, endLine }) => `${fileId}:${startLine}-${endLine}`)), [['7:1-39', '8:1-39']]);
  assert.deepEqual(joined[0]!.map(({ likeness }) => likeness.toFixed(2)), ['1.00', '0.90']);
});

test('groups of other files, or with something else between, stay apart', () => {
  assert.equal(joinNeighbours([group(0, 7, 8), group(1, 7, 9)], () => true).length, 2);
  assert.equal(joinNeighbours([group(0, 7, 8), group(2, 7, 8)], () => false).length, 2);
});
