/** Does the graph end up with every vector and no other, whatever it was when it was saved? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog } from '../../../src/core/catalog/catalog.ts';
import { GraphKeeper } from '../../../src/core/search/graphKeeper.ts';
import { meaningSearch, nearest } from '../../../src/core/search/nearest.ts';
import { VectorTable } from '../../../src/core/search/vectorTable.ts';
import { ExactVectorIndex } from '../../support/exactVectorIndex.ts';

const unit = (angle: number): Float32Array => Float32Array.of(Math.cos(angle), Math.sin(angle), 0, 0);

function catalogOf(chunks: Record<number, number>): Catalog {
  const catalog = new Catalog();
  catalog.apply({
    revision: 9, newTerms: [], files: [], removedFileIds: [], removedChunkIds: [], contents: [],
    chunks: Object.entries(chunks).map(([id, revision]) => ({ id: Number(id), fileId: 0, startLine: 1, endLine: 2, shape: 'lines', symbol: null, contentKey: id, revision })),
  });
  return catalog;
}

const finish = (keeper: GraphKeeper, vectors: VectorTable): void => { while (keeper.step(vectors)); };

test('steps add every changed vector, and only those that still exist', () => {
  const keeper = new GraphKeeper(new ExactVectorIndex(4));
  const vectors = new VectorTable(4);
  for (let id = 0; id < 50; id++) {
    vectors.set(id, unit(id / 100));
    keeper.changed(id);
  }
  vectors.remove(7);
  keeper.remove(7);
  assert.equal(keeper.step(vectors), true, 'more than one step is needed');
  finish(keeper, vectors);
  assert.deepEqual([keeper.count, keeper.waiting, keeper.graph.has(7)], [49, 0, false]);
});

test('a saved graph loses what is gone, gains what is new, and replaces ids that were given to other chunks since', () => {
  const saved = new ExactVectorIndex(4);
  for (const id of [1, 2, 3]) saved.add(id, unit(id));
  const vectors = new VectorTable(4);
  for (const [id, angle] of [[1, 1], [2, 0.5], [4, 0.25]] as const) vectors.set(id, unit(angle));
  const keeper = new GraphKeeper(new ExactVectorIndex(4));
  keeper.adopt(saved, 5, catalogOf({ 1: 5, 2: 6, 4: 5 }), vectors);
  assert.equal(keeper.waiting, 2);
  finish(keeper, vectors);
  assert.deepEqual([1, 2, 3, 4].map((id) => keeper.graph.has(id)), [true, true, false, true]);
  assert.equal(keeper.search(unit(0.5), 1, 10)[0]!.id, 2);
});

test('vectors that the graph does not hold yet are found all the same', () => {
  const keeper = new GraphKeeper(new ExactVectorIndex(4));
  const vectors = new VectorTable(4);
  for (let id = 0; id < 9000; id++) {
    vectors.set(id, unit(id / 6000));
    keeper.changed(id);
  }
  finish(keeper, vectors);
  keeper.recall.begin([unit(0.3)]);
  while (keeper.recall.isMeasuring) keeper.recall.step(keeper.graph, vectors, 0);
  vectors.set(9001, unit(-1));
  keeper.changed(9001);
  assert.equal(meaningSearch(vectors, keeper), 'graph');
  assert.equal(nearest(unit(-1), 1, vectors, keeper)[0]!.id, 9001);
});
