/** Are near-duplicates among the pairs that are compared, without most others being? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { LikelyPairs } from '../../../src/core/duplicates/likelyPairs.ts';
import { randomNumbers } from '../lexical/random.ts';

const random = randomNumbers(17);
const hashes = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 2 ** 32) | 0);

test('of pieces that share 60 % of all they have hardly one is missed, of strangers hardly one is compared', () => {
  const likely = new LikelyPairs();
  const count = 400;
  let [missed, compared] = [0, 0];
  for (let at = 0; at < count; at++) {
    const common = hashes(60);
    likely.add(2 * at, Int32Array.from([...common, ...hashes(20)]));
    const found = likely.add(2 * at + 1, Int32Array.from([...common, ...hashes(20)]));
    if (!found.includes(2 * at)) missed++;
    compared += found.filter((other) => other !== 2 * at).length;
  }
  assert.equal(missed, 0);
  assert.ok(compared < count / 10, `${compared} strangers`);
});

test('a thousand copies of one piece are not each compared with each', () => {
  const likely = new LikelyPairs();
  const piece = Int32Array.from(hashes(50));
  let compared = 0;
  for (let at = 0; at < 1000; at++) compared += likely.add(at, piece).length;
  assert.ok(compared < 1000 * 40, String(compared));
});
