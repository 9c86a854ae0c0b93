/** Are groups of vectors found, laid out without covering one another, and the same each time? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { findTopics } from '../../../src/core/topics/findTopics.ts';
import { layOut } from '../../../src/core/topics/layOut.ts';
import { outliers } from '../../../src/core/topics/outliers.ts';
import { placeDiscs } from '../../../src/core/topics/placeDiscs.ts';
import { principalCoordinates } from '../../../src/core/topics/principalAxes.ts';
import { normaliseRow, rowsOf, type VectorRows } from '../../../src/core/topics/vectorRows.ts';
import { randomNumbers } from '../lexical/random.ts';

const width = 32;
const check = async (): Promise<void> => {};

/** `groups` directions with `each` vectors around each, mixed. */
function grouped(groups: number, each: number, noise: number): { rows: VectorRows; truth: number[] } {
  const random = randomNumbers(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: groups }, () => Array.from({ length: width }, normal));
  const truth = Array.from({ length: groups * each }, (_, at) => at % groups);
  const rows = rowsOf(truth.map((group) => Float32Array.from(centres[group]!, (value) => value + noise * normal())), width);
  for (let row = 0; row < rows.count; row++) normaliseRow(rows, row);
  return { rows, truth };
}

test('vectors around a few directions come out as those groups, or parts of them', async () => {
  const { rows, truth } = grouped(6, 40, 0.4);
  const { topics } = await findTopics(rows, check);
  assert.equal(topics.reduce((sum, { members }) => sum + members.length, 0), rows.count);
  for (const { members } of topics) assert.equal(new Set(members.map((row) => truth[row])).size, 1, 'no topic is mixed');
});

test('the same rows give the same topics and the same picture', async () => {
  const { rows } = grouped(9, 60, 0.9);
  const [one, other] = [await findTopics(rows, check), await findTopics(rows, check)];
  assert.deepEqual(one, other);
  assert.deepEqual(await layOut(rows, one, check), await layOut(rows, other, check));
});

test('no file, one file, and files that are all the same have their map', async () => {
  assert.deepEqual(await findTopics(rowsOf([], width), check), { topics: [], outliers: new Set() });
  for (const count of [1, 2, 50]) {
    const rows = rowsOf(Array.from({ length: count }, () => Float32Array.from({ length: width }, () => 1 / Math.sqrt(width))), width);
    const found = await findTopics(rows, check);
    assert.equal(found.topics.length, 1);
    const { members } = await layOut(rows, found, check);
    assert.equal(members.length, count);
    assert.ok(members.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
  }
});

test('discs cover nothing of one another, and what is alike lies nearer than what is not', () => {
  const radii = Array.from({ length: 12 }, (_, at) => 3 + (at % 4));
  const side = (at: number): number => (at < 6 ? 0 : 1);
  const discs = placeDiscs(radii, (i, j) => (side(i) === side(j) ? 0.2 : 0.9));
  const between = (i: number, j: number): number => Math.hypot(discs[i]!.x - discs[j]!.x, discs[i]!.y - discs[j]!.y);
  const means: [number[], number[]] = [[], []];
  for (let i = 0; i < 12; i++) for (let j = 0; j < i; j++) {
    assert.ok(between(i, j) >= radii[i]! + radii[j]! - 1e-6, `${i} and ${j} overlap`);
    means[side(i) === side(j) ? 0 : 1].push(between(i, j));
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  assert.ok(mean(means[0]) < 0.75 * mean(means[1]));
});

test('every file lies in its topic’s disc', async () => {
  const { rows } = grouped(5, 30, 0.7);
  const found = await findTopics(rows, check);
  const { topics, members } = await layOut(rows, found, check);
  for (const { topic, x, y } of members) assert.ok(Math.hypot(x - topics[topic]!.x, y - topics[topic]!.y) <= topics[topic]!.radius + 0.02);
});

test('the principal coordinates are those along which rows differ most', () => {
  const random = randomNumbers(3);
  const values = Array.from({ length: 100 }, () => [10 * (random() - 0.5), 4 * (random() - 0.5), 0.1 * random()]);
  const rows = rowsOf(values.map((each) => Float32Array.from(each)), 3);
  const coordinates = principalCoordinates(rows, values.map((_, at) => at));
  const correlation = (axis: 0 | 1): number => {
    const [a, b] = [values.map((each) => each[axis]!), values.map((_, at) => coordinates[2 * at + axis]!)];
    const centred = (list: readonly number[]): number[] => list.map((each) => each - list.reduce((sum, one) => sum + one, 0) / list.length);
    const [x, y] = [centred(a), centred(b)];
    const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
    return Math.abs(sum(x.map((each, at) => each * y[at]!))) / Math.sqrt(sum(x.map((each) => each ** 2)) * sum(y.map((each) => each ** 2)));
  };
  assert.ok(correlation(0) > 0.99 && correlation(1) > 0.99);
});

test('outliers are what lies far below the rest, never half of a group', () => {
  assert.deepEqual(outliers([0.8, 0.82, 0.79, 0.81, 0.8, 0.2]), [false, false, false, false, false, true]);
  assert.deepEqual(outliers([0.9, 0.1]), [false, false]);
  assert.equal(outliers(Array.from({ length: 50 }, (_, at) => at / 50)).filter((out) => out).length, 0);
});
