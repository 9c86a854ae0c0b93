/** Are near-duplicates among the pairs that are compared, without most others being? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { LikelyPairs } from '../../../src/core/duplicates/likelyPairs.ts';
import { randomNumbers } from '../lexical/random.ts';

const random = randomNumbers(17);
const hashes = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 2 ** 32) | 0);

test('of pieces that share 60 % of all they have hardly one is missed, of strangers hardly one is compared', () => {
  const likely = new LikelyPairs();
  const count = 2000;
  for (let at = 0; at < count; at++) {
    const common = hashes(60);
    likely.add(Int32Array.from([...common, ...hashes(20)]));
    likely.add(Int32Array.from([...common, ...hashes(20)]));
  }
  const found = [...likely.pairs()];
  const copies = found.filter(([a, b]) => a % 2 === 0 && b === a + 1);
  assert.equal(copies.length, count);
  assert.ok(found.length - copies.length < count / 10, `${found.length - copies.length} strangers`);
});

test('each pair is given once, the earlier piece first', () => {
  const likely = new LikelyPairs();
  const common = hashes(50);
  for (let at = 0; at < 40; at++) likely.add(Int32Array.from([...common, ...hashes(at % 7)]));
  const pairs = [...likely.pairs()];
  assert.equal(new Set(pairs.map(String)).size, pairs.length);
  assert.ok(pairs.every(([a, b]) => a < b));
});

test('a thousand copies of one piece are not each compared with each', () => {
  const likely = new LikelyPairs();
  const piece = Int32Array.from(hashes(50));
  for (let at = 0; at < 1000; at++) likely.add(piece);
  const { length } = [...likely.pairs()];
  assert.ok(length >= 999 && length < 1000 * 40, String(length));
});
