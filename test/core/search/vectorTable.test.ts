/** Is the exact search exact, in a fixed order, and does the table hold just what was put in? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { dequantise, quantise } from '../../../src/core/embed/quantise.ts';
import { innerProduct } from '../../../src/core/embed/unitVector.ts';
import { VectorTable } from '../../../src/core/search/vectorTable.ts';
import { randomNumbers, randomUnitVectors } from '../../support/randomVectors.ts';

function tableOf(vectors: readonly Float32Array[]): VectorTable {
  const table = new VectorTable(vectors[0]!.length);
  vectors.forEach((vector, id) => table.set(id, vector));
  return table;
}

test('the nearest are those that comparing with every vector gives, for any number of dimensions', () => {
  for (const dimensions of [1, 3, 4, 30, 64, 257]) {
    const vectors = randomUnitVectors(700, dimensions, dimensions);
    const table = tableOf(vectors);
    const held = vectors.map((vector) => dequantise(quantise(vector)));
    for (const query of randomUnitVectors(5, dimensions, 99)) {
      const expected = held.map((vector, id) => ({ id, similarity: innerProduct(query, vector) })).sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, 20);
      const found = table.topK(query, 20);
      found.forEach(({ id, similarity }, rank) => {
        assert.ok(Math.abs(similarity - expected[rank]!.similarity) < 1e-5);
        assert.equal(similarity, table.similarity(id, query));
      });
      assert.equal(found.length, 20);
    }
  }
});

test('equally near vectors come in the order of their ids, whatever k is and whenever they were set', () => {
  const [vector, other] = randomUnitVectors(2, 16);
  const table = new VectorTable(16);
  for (const id of [9, 2, 40, 7, 3, 31, 5]) table.set(id, vector!);
  table.set(4, other!);
  for (let k = 1; k <= 7; k++) assert.deepEqual(table.topK(vector!, k).map(({ id }) => id), [2, 3, 5, 7, 9, 31, 40].slice(0, k));
  assert.equal(table.topK(vector!, 100).at(-1)!.id, 4);
});

test('only what is accepted is found, and the filter is asked about nothing that is absent', () => {
  const vectors = randomUnitVectors(100, 16);
  const table = tableOf(vectors);
  table.remove(10);
  const asked: number[] = [];
  const found = table.topK(vectors[10]!, 30, (id) => {
    asked.push(id);
    return id % 2 === 0;
  });
  assert.equal(found.length, 30);
  assert.ok(found.every(({ id }) => id % 2 === 0 && id !== 10) && !asked.includes(10));
  assert.deepEqual(table.topK(vectors[0]!, 30, () => false), []);
});

test('asked for more than there are, all come; asked for none, none', () => {
  const vectors = randomUnitVectors(10, 8);
  const table = tableOf(vectors);
  assert.equal(table.topK(vectors[0]!, 1000).length, 10);
  assert.deepEqual(table.topK(vectors[0]!, 0), []);
  assert.deepEqual(new VectorTable(8).topK(vectors[0]!, 5), []);
});

test('the zero vector is held, but nothing is near it and it is near nothing', () => {
  const [vector] = randomUnitVectors(1, 8);
  const table = tableOf([vector!, new Float32Array(8)]);
  assert.deepEqual([table.count, table.has(1), table.get(1)], [2, true, new Float32Array(8)]);
  assert.deepEqual(table.topK(vector!, 5).map(({ id }) => id), [0]);
  assert.deepEqual(table.topK(new Float32Array(8), 5), []);
});

test('through sets, replacements and removals it holds what a map would', () => {
  const random = randomNumbers(5);
  const vectors = randomUnitVectors(50, 12);
  const table = new VectorTable(12);
  const expected = new Map<number, Float32Array>();
  for (let step = 0; step < 5000; step++) {
    const id = Math.floor(random() * 3000);
    if (random() < 0.3) {
      table.remove(id);
      expected.delete(id);
    } else {
      const vector = vectors[Math.floor(random() * vectors.length)]!;
      table.set(id, vector);
      expected.set(id, dequantise(quantise(vector)));
    }
  }
  assert.equal(table.count, expected.size);
  assert.deepEqual([...table.ids()], [...expected.keys()].sort((a, b) => a - b));
  for (let id = 0; id < 3100; id++) {
    assert.deepEqual(table.get(id), expected.get(id));
    assert.equal(table.similarity(id, vectors[0]!) === undefined, !expected.has(id));
  }
});

test('a vector that does not fit is refused, and nothing changes', () => {
  const [vector] = randomUnitVectors(1, 8);
  const table = tableOf([vector!]);
  const bad = { name: 'Failure', code: 'badVector' };
  for (const wrong of [vector!.slice(1), vector!.with(2, NaN), vector!.with(2, Infinity)]) assert.throws(() => table.set(0, wrong), bad);
  for (const id of [-1, 0.5, NaN]) assert.throws(() => table.set(id, vector!), bad);
  assert.throws(() => table.topK(vector!.slice(1), 5), bad);
  assert.throws(() => table.similarity(0, vector!.slice(1)), bad);
  assert.deepEqual([table.count, table.get(0), table.has(-1), table.has(0.5)], [1, dequantise(quantise(vector!)), false, false]);
});

test('whole numbers only say what need not be looked at: many rows, long rows, and a filter give what comparing each gives, to the last bit', () => {
  for (const [count, dimensions] of [[5000, 40], [300, 4096]] as const) {
    const vectors = randomUnitVectors(count, dimensions, 5);
    // The largest sums that there can be: all values alike, in the query, too.
    vectors.push(new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions)), new Float32Array(dimensions).fill(-1 / Math.sqrt(dimensions)));
    const table = tableOf(vectors);
    for (const query of [vectors.at(-2)!, vectors.at(-1)!, ...randomUnitVectors(3, dimensions, 6)]) {
      for (const accept of [() => true, (id: number) => id % 7 === 0]) {
        const all = vectors.map((_, id) => ({ id, similarity: table.similarity(id, query)! })).filter(({ id }) => accept(id));
        assert.deepEqual(table.topK(query, 25, accept), all.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, 25));
      }
    }
  }
});

test('a sample depends on the vectors alone: not on their ids, on what was removed, or on the order in which they came', () => {
  const vectors = randomUnitVectors(5000, 16);
  const table = tableOf(vectors);
  const other = new VectorTable(16);
  for (const id of [6000, 6001, 9000]) other.set(id, vectors[0]!);
  vectors.forEach((vector, at) => other.set(7000 - at, vector));
  for (const id of [9000]) other.remove(id);
  const texts = (from: VectorTable, size: number): string[] => from.sample(size).map((id) => String(from.get(id)));
  other.set(6001, vectors[999]!);
  other.set(6000, vectors[1000]!);
  assert.deepEqual(texts(other, 1000), texts(table, 1000));
  assert.ok(Math.abs(table.sample(1000).length - 1000) < 150, 'about as many as were asked for');
  assert.equal(table.sample(10_000).length, 5000);
  table.remove(table.sample(1000)[0]!);
  assert.ok(table.sample(1000).every((id) => table.has(id)));
});
