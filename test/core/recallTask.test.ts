/** What becomes of a graph that is bad? It is measured, searched wider or started over, and never believed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HnswVectorIndex } from '../../src/adapters/hnswVectorIndex.ts';
import { Catalog } from '../../src/core/catalog/catalog.ts';
import type { GraphShape, VectorIndex } from '../../src/core/ports.ts';
import { RecallTask, standInTexts } from '../../src/core/recallTask.ts';
import { GraphKeeper } from '../../src/core/search/graphKeeper.ts';
import { readRecall, searchWidths } from '../../src/core/search/graphRecall.ts';
import { denserShape, standardShape } from '../../src/core/search/graphShapes.ts';
import { exactLimit, meaningSearch, nearest } from '../../src/core/search/nearest.ts';
import { SearchState } from '../../src/core/searchState.ts';
import { HashingEmbedder } from '../support/hashingEmbedder.ts';

const dimensions = 16;
const count = exactLimit + 200;
const bad: GraphShape = { links: 2, efConstruction: 2 };
const words = ['open', 'close', 'read', 'write', 'parse', 'cache', 'retry', 'index', 'token', 'chunk', 'graph', 'score', 'query', 'match', 'fetch', 'store', 'merge', 'split', 'queue', 'event'];
const nameOf = (id: number): string => `${words[id % 20]} ${words[Math.floor(id / 20) % 20]} ${words[Math.floor(id / 400) % 20]} ${id}`;

const graphOf = (shape: GraphShape) => new HnswVectorIndex(dimensions, shape);

/** As bad as can be, and says that it has as many links as there are. */
class BadIndex extends HnswVectorIndex {
  override readonly shape = denserShape;

  constructor() {
    super(dimensions, bad);
  }
}

/** An index with one graph, which is given another when it starts over. */
async function indexWith(first: VectorIndex, next = first) {
  const catalog = new Catalog();
  catalog.apply({
    revision: 1, newTerms: [], removedFileIds: [], removedChunkIds: [], contents: [], files: [],
    chunks: Array.from({ length: count }, (_, id) => ({ id, fileId: 0, startLine: 1, endLine: 2, shape: 'function', symbol: nameOf(id), contentKey: String(id), revision: 1 })),
  });
  const embedder = new HashingEmbedder(dimensions);
  const keeper = new GraphKeeper(first);
  const state = new SearchState(catalog, keeper, embedder);
  const vectors = await embedder.embed(Array.from({ length: count }, (_, id) => nameOf(id)), 'document');
  vectors.forEach((vector, id) => {
    state.vectors.set(id, vector);
    keeper.changed(id);
  });
  const meta: Record<string, string> = {};
  const asked: (GraphShape | undefined)[] = [];
  const task = new RecallTask({
    catalog, state, store: { writeMeta: (entries) => { Object.assign(meta, entries); } },
    graphs: { create: (_, shape) => { asked.push(shape); return next; } },
  });
  const settle = async (): Promise<void> => {
    do {
      while (keeper.step(state.vectors));
      while (await task.step(1000));
    } while (keeper.waiting);
  };
  return { catalog, state, keeper, meta, asked, embedder, task, settle };
}

const question = async ({ embedder }: { embedder: HashingEmbedder }) => (await embedder.embed(['parse query token'], 'query'))[0]!;

test('a good graph is measured once, and its recall is kept', async () => {
  const index = await indexWith(graphOf(standardShape));
  assert.equal(meaningSearch(index.state.vectors, index.keeper), 'incomplete');
  await index.settle();
  assert.deepEqual([meaningSearch(index.state.vectors, index.keeper), index.asked], ['graph', []]);
  const kept = readRecall(index.meta['graph.recall'] ?? null);
  assert.deepEqual([kept?.recall, kept?.changes, kept?.recall.measuredAt], [index.keeper.recall.known, 0, 1000]);
  const { embedded } = index.embedder;
  await index.settle();
  assert.equal(index.embedder.embedded, embedded, 'nothing more is measured');
});

test('a mediocre graph is searched wider', async () => {
  const index = await indexWith(graphOf({ links: 6, efConstruction: 20 }));
  await index.settle();
  assert.ok(index.keeper.width! > searchWidths[0] && index.keeper.width! <= 800, String(index.keeper.width));
  assert.deepEqual(index.asked, []);
});

test('a graph that is good only where it is searched very wide starts over as well', async () => {
  const index = await indexWith(graphOf(standardShape), graphOf(denserShape));
  while (index.keeper.step(index.state.vectors));
  const widths = searchWidths.map((width) => ({ width, recall: 1, atLeast: width < 1600 ? 0.98 : 1 }));
  index.keeper.recall.reset({ recall: { measuredAt: 1, vectors: count, samples: 300, asked: 0, links: standardShape.links, widths }, changes: 0 });
  assert.equal(index.keeper.width, 1600);
  await index.settle();
  assert.deepEqual([index.asked, index.keeper.graph.shape, meaningSearch(index.state.vectors, index.keeper)], [[denserShape], denserShape, 'graph']);
});

test('a graph that is bad at every width starts over with more links, is passed over meanwhile, and answers once it is good', async () => {
  const index = await indexWith(graphOf(bad), graphOf(denserShape));
  while (index.keeper.step(index.state.vectors));
  while (await index.task.step(1000));
  assert.deepEqual([index.asked, index.keeper.waiting], [[denserShape], count]);
  assert.equal(meaningSearch(index.state.vectors, index.keeper), 'incomplete');
  const vector = await question(index);
  assert.deepEqual(nearest(vector, 10, index.state.vectors, index.keeper), index.state.vectors.topK(vector, 10));
  await index.settle();
  assert.equal(meaningSearch(index.state.vectors, index.keeper), 'graph');
});

test('where the denser graph is bad as well, each vector is looked at, and nothing starts over again', async () => {
  const index = await indexWith(graphOf(bad), new BadIndex());
  await index.settle();
  await index.settle();
  assert.deepEqual([index.asked.length, index.keeper.count, meaningSearch(index.state.vectors, index.keeper)], [1, count, 'insufficient']);
  const vector = await question(index);
  assert.deepEqual(nearest(vector, 10, index.state.vectors, index.keeper), index.state.vectors.topK(vector, 10));
});

test('after a tenth of the vectors has changed it is measured again, questions of the meantime among the samples', async () => {
  const index = await indexWith(graphOf(standardShape));
  await index.settle();
  index.keeper.recall.noteQuestion(await question(index));
  const changeOf = async (id: number) => {
    index.state.vectors.set(id, (await index.embedder.embed([`${nameOf(id)} again`], 'document'))[0]!);
    index.keeper.changed(id);
  };
  for (let id = 0; id < 800; id++) await changeOf(id);
  await index.settle();
  assert.equal(index.keeper.recall.known?.asked, 0);
  for (let id = 800; id < 900; id++) await changeOf(id);
  assert.equal(meaningSearch(index.state.vectors, index.keeper), 'unmeasured');
  await index.settle();
  assert.equal(meaningSearch(index.state.vectors, index.keeper), 'graph');
  assert.deepEqual([index.keeper.recall.known?.asked, index.keeper.recall.known?.samples], [1, 300]);
});

test('the questions made up for an index are names out of all of it', async () => {
  const { catalog } = await indexWith(graphOf(bad));
  const texts = standInTexts(catalog, 50);
  assert.equal(new Set(texts).size, 50);
  assert.match(texts[0]!, /^\w+ \w+ \w+ \d+ \w+ \w+ \w+ \d+$/);
  assert.deepEqual(standInTexts(catalog, 50), texts);
  assert.deepEqual(standInTexts(new Catalog(), 5), []);
});
