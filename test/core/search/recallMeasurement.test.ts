/** Is a bad graph seen to be bad, and is its measured recall that of a full comparison? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HnswVectorIndex } from '../../../src/adapters/hnswVectorIndex.ts';
import { standardShape } from '../../../src/core/search/graphShapes.ts';
import type { GraphShape, VectorIndex } from '../../../src/core/ports.ts';
import { neededWidth, readRecall, recallOf, searchWidths, writeRecall, type GraphRecall } from '../../../src/core/search/graphRecall.ts';
import { RecallMeasurement, recallSamples, shareFound } from '../../../src/core/search/recallMeasurement.ts';
import { VectorTable } from '../../../src/core/search/vectorTable.ts';
import { ExactVectorIndex } from '../../support/exactVectorIndex.ts';
import { randomUnitVectors } from '../../support/randomVectors.ts';

const dimensions = 24;

function tableOf(count: number, seed = 1): VectorTable {
  const table = new VectorTable(dimensions);
  randomUnitVectors(count, dimensions, seed).forEach((vector, id) => table.set(id, vector));
  return table;
}

function filled<Index extends VectorIndex>(index: Index, table: VectorTable): Index {
  for (const id of table.ids()) index.add(id, table.get(id)!);
  return index;
}

const graphOf = (table: VectorTable, shape: GraphShape): HnswVectorIndex => filled(new HnswVectorIndex(dimensions, shape), table);
const bad: GraphShape = { links: 2, efConstruction: 2 };

function measure(graph: VectorIndex, table: VectorTable, questions: readonly Float32Array[]): GraphRecall {
  const measurement = new RecallMeasurement(questions);
  while (!measurement.isDone) measurement.step(graph, table);
  return measurement.result(5, graph);
}

/** The ten nearest of each question, by sorting every vector. */
const sorted = (table: VectorTable, questions: readonly Float32Array[]): number[][] => questions.map((question) =>
  [...table.ids()].map((id) => ({ id, similarity: table.similarity(id, question)! })).sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, 10).map(({ id }) => id));

function fullRecall(graph: VectorIndex, questions: readonly Float32Array[], exact: readonly number[][], width: number): number {
  const shares = questions.map((question, at) => {
    const found = new Set(graph.search(question, 10, width).map(({ id }) => id));
    return exact[at]!.filter((id) => found.has(id)).length / 10;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

test('for good and bad graphs the measured recall is that of a full comparison, at every width', () => {
  for (const [seed, shape] of [standardShape, { links: 3, efConstruction: 4 }, bad].entries()) {
    const table = tableOf(1500, seed);
    const graph = graphOf(table, shape);
    const questions = randomUnitVectors(100, dimensions, 50 + seed);
    const exact = sorted(table, questions);
    for (const { width, recall } of measure(graph, table, questions).widths) {
      assert.ok(Math.abs(recall - fullRecall(graph, questions, exact, width)) < 1e-9, `width ${width} of ${JSON.stringify(shape)}`);
    }
  }
});

test('a sample tells of questions that were not in it, within its interval', () => {
  const table = tableOf(3000);
  const graph = graphOf(table, { links: 4, efConstruction: 10 });
  const others = randomUnitVectors(500, dimensions, 77);
  const exact = others.map((question) => table.topK(question, 10).map(({ id }) => id));
  for (const { width, recall, atLeast } of measure(graph, table, randomUnitVectors(recallSamples, dimensions, 78)).widths) {
    const all = fullRecall(graph, others, exact, width);
    assert.ok(Math.abs(all - recall) < 3 * (recall - atLeast) / 1.645 + 0.01, `width ${width}: ${recall} against ${all}`);
  }
});

test('an exact index needs the smallest width, a bad graph a larger one, a very bad one has none', () => {
  const table = tableOf(2000);
  const questions = randomUnitVectors(60, dimensions, 9);
  const widthOf = (graph: VectorIndex) => neededWidth(measure(graph, table, questions));
  assert.equal(widthOf(filled(new ExactVectorIndex(dimensions), table)), searchWidths[0]);
  assert.ok(widthOf(graphOf(table, { links: 6, efConstruction: 20 }))! > searchWidths[0]);
  assert.equal(widthOf(graphOf(table, bad)), null);
});

test('a recall just above the goal is not enough as long as the sample leaves doubt', () => {
  const shares = [...new Array<number>(98).fill(1), 0.9, 0.5];
  const measured = { ...recallOf(100, shares) };
  assert.ok(measured.recall > 0.99 && measured.atLeast < 0.99);
  const kept: GraphRecall = { measuredAt: 1, vectors: 1, samples: 100, asked: 0, links: 16, widths: [measured, recallOf(200, new Array<number>(100).fill(1))] };
  assert.equal(neededWidth(kept), 200);
});

test('vectors that change during the measurement do not spoil it', () => {
  const table = tableOf(20_000);
  const index = filled(new ExactVectorIndex(dimensions), table);
  const measurement = new RecallMeasurement(randomUnitVectors(3, dimensions, 3));
  const [replacement] = randomUnitVectors(1, dimensions, 4);
  for (let step = 0; !measurement.isDone; step++) {
    measurement.step(index, table);
    if (step % 9 !== 4) continue;
    for (const id of [step, 19_000 - step]) {
      table.set(id, replacement!);
      index.add(id, table.get(id)!);
    }
    measurement.restartSample();
  }
  assert.deepEqual(measurement.result(1, index).widths.map(({ recall }) => recall), searchWidths.map(() => 1));
});

test('of equally near vectors any will do', () => {
  assert.equal(shareFound([0.9, 0.5, 0.5], [0.9, 0.5, 0.5]), 1);
  assert.equal(shareFound([0.9, 0.5, 0.5, 0.5, 0.5], [0.9, 0.5, 0.5]), 1);
  assert.equal(shareFound([0.9, 0.4, 0.3], [0.9, 0.5, 0.5]), 1 / 3);
  assert.equal(shareFound([], []), 1);
});

test('a measurement is read as it was written, and what is no measurement is not read', () => {
  const recall = measure(new ExactVectorIndex(dimensions), tableOf(10), randomUnitVectors(3, dimensions));
  assert.deepEqual(readRecall(writeRecall({ recall, changes: 3 })), { recall, changes: 3 });
  for (const text of [null, '', '{', '[]', '7', '{"changes":1}', '{"changes":1,"recall":{}}', writeRecall({ recall: { ...recall, widths: [] }, changes: 0 })]) {
    assert.equal(readRecall(text), null, String(text));
  }
});
