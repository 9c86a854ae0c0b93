/** Does the graph answer only where it is known to be good, and does nobody get a worse answer for it? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphKeeper } from '../../../src/core/search/graphKeeper.ts';
import { recallOf, searchWidths, type GraphRecall } from '../../../src/core/search/graphRecall.ts';
import { graphStanding } from '../../../src/core/search/graphStanding.ts';
import { exactLimit, meaningSearch, nearest } from '../../../src/core/search/nearest.ts';
import { VectorTable } from '../../../src/core/search/vectorTable.ts';
import { ExactVectorIndex } from '../../support/exactVectorIndex.ts';
import { randomUnitVectors } from '../../support/randomVectors.ts';

const dimensions = 8;
const count = exactLimit + 1000;
const vectors = randomUnitVectors(count, dimensions);

/** Notes at which widths it is searched. */
class NotingIndex extends ExactVectorIndex {
  readonly widths: number[] = [];

  override search(query: Float32Array, k: number, ef = 0) {
    this.widths.push(ef);
    return super.search(query, k);
  }
}

/** Its recall is 0.5 below the width and 1 from there on. */
function measured(width: number, changes = 0): { recall: GraphRecall; changes: number } {
  const widths = searchWidths.map((each) => recallOf(each, new Array<number>(50).fill(each < width ? 0.5 : 1)));
  return { recall: { measuredAt: 7, vectors: count, samples: 50, asked: 4, links: 16, widths }, changes };
}

function complete(size = count) {
  const table = new VectorTable(dimensions);
  const index = new NotingIndex(dimensions);
  vectors.slice(0, size).forEach((vector, id) => {
    table.set(id, vector);
    index.add(id, table.get(id)!);
  });
  return { table, index, keeper: new GraphKeeper(index) };
}

test('a measured graph is searched at the width that is enough, and the standing says so', () => {
  const { table, index, keeper } = complete();
  keeper.recall.reset(measured(400));
  assert.deepEqual(nearest(vectors[5]!, 10, table, keeper), table.topK(vectors[5]!, 10));
  assert.deepEqual(index.widths, [400]);
  assert.deepEqual(graphStanding(keeper, table), {
    vectors: count, ready: true, search: 'graph', recall: { recall: 1, atLeast: 1, width: 400, samples: 50, asked: 4, measuredAt: 7 },
  });
});

test('few vectors, an incomplete, an unmeasured, a changed and a bad graph are passed over for looking at each vector', () => {
  const few = complete(exactLimit);
  few.keeper.recall.reset(measured(100));
  const incomplete = complete();
  incomplete.keeper.recall.reset(measured(100));
  for (let id = 0; id < 2001; id++) incomplete.keeper.changed(id);
  const changed = complete();
  changed.keeper.recall.reset(measured(100, count / 10));
  const insufficient = complete();
  insufficient.keeper.recall.reset(measured(10_000));
  const cases = { few, incomplete, unmeasured: complete(), changed, insufficient };
  for (const [name, { table, index, keeper }] of Object.entries(cases)) {
    assert.equal(meaningSearch(table, keeper), name === 'changed' ? 'unmeasured' : name);
    assert.deepEqual(nearest(vectors[5]!, 10, table, keeper), table.topK(vectors[5]!, 10));
    assert.deepEqual(index.widths, [], name);
  }
  assert.equal(graphStanding(insufficient.keeper, insufficient.table).recall?.recall, 0.5);
});

test('a filter that accepts most is answered by the graph, one that accepts few exactly, both as a full comparison does', () => {
  const { table, index, keeper } = complete();
  keeper.recall.reset(measured(100));
  for (const [share, asks] of [[0.9, 1], [0.5, 1], [0.2, 0], [0.01, 0]] as const) {
    index.widths.length = 0;
    const accept = (id: number): boolean => (id * 0.6180339) % 1 < share;
    assert.deepEqual(nearest(vectors[3]!, 100, table, keeper, accept), table.topK(vectors[3]!, 100, accept), String(share));
    assert.equal(index.widths.length, asks, String(share));
  }
});

test('where a broad filter leaves too few of the nearest, all that it accepts are looked at', () => {
  const { table, index, keeper } = complete();
  keeper.recall.reset(measured(100));
  const near = new Set(table.topK(vectors[3]!, 1000).map(({ id }) => id));
  const found = nearest(vectors[3]!, 100, table, keeper, (id) => !near.has(id));
  assert.deepEqual(found, table.topK(vectors[3]!, 1100).slice(1000));
  assert.equal(index.widths.length, 1);
});

test('more vectors than a graph may hold are looked at one by one, and no graph is asked', () => {
  const { table, index, keeper } = complete();
  keeper.recall.reset(measured(100));
  keeper.limit = count - 1;
  assert.equal(graphStanding(keeper, table).search, 'many');
  assert.deepEqual(nearest(vectors[7]!, 10, table, keeper), table.topK(vectors[7]!, 10));
  assert.deepEqual(index.widths, []);
  keeper.limit = count;
  assert.equal(graphStanding(keeper, table).search, 'graph');
});
