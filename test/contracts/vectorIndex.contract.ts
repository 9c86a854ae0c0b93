/** What does every vector index do, whether it is a graph or looks at each vector? */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { VectorIndex } from '../../src/core/ports.ts';
import { randomUnitVectors } from '../support/randomVectors.ts';

const dimensions = 32;
const vectors = randomUnitVectors(60, dimensions);
const idsOf = (index: VectorIndex) => [...index.ids()].sort((a, b) => a - b);

export function vectorIndexContract(name: string, create: (dimensions: number) => VectorIndex): void {
  describe(`${name} is a vector index`, () => {
    let index: VectorIndex;
    beforeEach(() => {
      index = create(dimensions);
      for (const [id, vector] of vectors.slice(0, 50).entries()) index.add(id, vector);
    });

    test('an empty one finds nothing', () => {
      const empty = create(dimensions);
      assert.deepEqual(empty.search(vectors[0]!, 10, 50), []);
      assert.deepEqual([empty.count, empty.has(0), idsOf(empty)], [0, false, []]);
    });

    test('it counts and names what it holds', () => {
      assert.equal(index.count, 50);
      assert.deepEqual(idsOf(index), Array.from({ length: 50 }, (_, id) => id));
      assert.ok(index.has(49) && !index.has(50));
    });

    test('a vector finds itself first, with similarity 1, and others in falling order', () => {
      const found = index.search(vectors[7]!, 10, 50);
      assert.equal(found.length, 10);
      assert.equal(found[0]!.id, 7);
      assert.ok(Math.abs(found[0]!.similarity - 1) < 1e-5);
      for (let i = 1; i < found.length; i++) assert.ok(found[i]!.similarity <= found[i - 1]!.similarity);
    });

    test('asked for more than there are, it gives all; asked for none, none', () => {
      assert.equal(index.search(vectors[0]!, 5000, 5000).length, 50);
      assert.equal(index.search(vectors[0]!, 5000, 10).length, 50);
      assert.deepEqual(index.search(vectors[0]!, 0, 10), []);
    });

    test('what is removed is neither held nor found', () => {
      index.remove(7);
      assert.deepEqual([index.count, index.has(7), idsOf(index).includes(7)], [49, false, false]);
      const found = index.search(vectors[7]!, 50, 50);
      assert.equal(found.length, 49);
      assert.ok(found.every(({ id }) => id !== 7));
    });

    test('removing what is not there changes nothing', () => {
      index.remove(7);
      index.remove(7);
      index.remove(1234);
      assert.equal(index.count, 49);
    });

    test('an id that was removed can be used again, for another vector', () => {
      index.remove(7);
      index.add(7, vectors[55]!);
      assert.equal(index.count, 50);
      assert.equal(index.search(vectors[55]!, 1, 50)[0]!.id, 7);
      assert.ok(index.search(vectors[7]!, 1, 50)[0]!.similarity < 0.9);
    });

    test('adding under an id that is held replaces the vector', () => {
      index.add(7, vectors[55]!);
      assert.equal(index.count, 50);
      const [nearest] = index.search(vectors[55]!, 1, 50);
      assert.ok(nearest!.id === 7 && Math.abs(nearest!.similarity - 1) < 1e-5);
    });

    test('everything can be removed and added again', () => {
      for (let id = 0; id < 50; id++) index.remove(id);
      assert.deepEqual([index.count, index.search(vectors[0]!, 5, 50)], [0, []]);
      for (const [id, vector] of vectors.entries()) index.add(id, vector);
      assert.equal(index.count, 60);
      assert.equal(index.search(vectors[59]!, 1, 50)[0]!.id, 59);
    });

    test('it grows far beyond what it began with, and takes the largest id', () => {
      const many = randomUnitVectors(3000, dimensions, 2);
      for (const [i, vector] of many.entries()) index.add(100 + i, vector);
      index.add(0xffff_ffff, vectors[58]!);
      assert.equal(index.count, 3051);
      assert.equal(index.search(many[2999]!, 1, 200)[0]!.id, 3099);
      assert.equal(index.search(vectors[58]!, 1, 200)[0]!.id, 0xffff_ffff);
    });

    test('the zero vector is held but never found, and finds nothing', () => {
      index.add(7, new Float32Array(dimensions));
      index.add(70, new Float32Array(dimensions));
      assert.deepEqual([index.count, index.has(7), index.has(70)], [51, true, true]);
      assert.equal(index.search(vectors[7]!, 100, 100).length, 49);
      assert.deepEqual(index.search(new Float32Array(dimensions), 5, 50), []);
      index.remove(70);
      index.add(7, vectors[7]!);
      assert.deepEqual([index.count, index.search(vectors[7]!, 1, 50)[0]!.id], [50, 7]);
    });

    test('a vector is copied: what its owner does with it later changes nothing', () => {
      const own = vectors[55]!.slice();
      index.add(55, own);
      own.fill(0);
      assert.equal(index.search(vectors[55]!, 1, 50)[0]!.id, 55);
    });

    const bad = { code: 'badVector' };
    test('a vector of a wrong length, with NaN or infinity, or not of unit length is refused, and nothing changes', () => {
      const withValue = (value: number) => vectors[0]!.with(3, value);
      for (const vector of [vectors[0]!.slice(1), withValue(NaN), withValue(Infinity), withValue(-Infinity), vectors[0]!.map((x) => 2 * x)]) {
        assert.throws(() => index.add(7, vector), bad);
        assert.throws(() => index.add(90, vector), bad);
      }
      for (const id of [-1, 1.5, NaN, 0x1_0000_0000]) assert.throws(() => index.add(id, vectors[0]!), bad);
      assert.deepEqual([index.count, index.has(90), index.search(vectors[7]!, 1, 50)[0]!.id], [50, false, 7]);
    });

    test('a query of a wrong length or with NaN is refused', () => {
      assert.throws(() => index.search(vectors[0]!.slice(1), 5, 50), bad);
      assert.throws(() => index.search(vectors[0]!.with(0, NaN), 5, 50), bad);
    });
  });
}
