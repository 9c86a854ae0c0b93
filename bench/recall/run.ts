/**
 * How complete are the graph's answers, and what do insertion order, shape, and wear change?  node bench/recall/run.ts [CORPUS]
 * recall@10 of graphs over whole corpora against exact search, for questions and for vectors of the corpus itself.
 */
import { HnswVectorIndex } from '../../src/adapters/hnswVectorIndex.ts';
import type { GraphShape } from '../../src/core/ports.ts';
import { denserShape, standardShape } from '../../src/core/search/graphShapes.ts';
import { corpora, shuffled, vectorsOf, type CorpusVectors } from './corpusVectors.ts';
import { intrinsicDimension } from './intrinsicDimension.ts';

const depth = 10;
const samples = 600;
const widths = [50, 100, 200, 400, 800, 1600];
const neighbours = 100;

interface Sample {
  readonly query: Float32Array;
  /** Similarity of the tenth nearest: whatever is as near is as right. */
  readonly least: number;
}

const round = (value: number, digits = 4): string => value.toFixed(digits);
function buildGraph({ vectors }: CorpusVectors, ids: readonly number[], shape: GraphShape): { graph: HnswVectorIndex; seconds: number } {
  const started = process.cpuUsage();
  const graph = new HnswVectorIndex(vectors.dimensions, shape);
  for (const id of ids) graph.add(id, vectors.get(id)!);
  const { user, system } = process.cpuUsage(started);
  return { graph, seconds: (user + system) / 1e6 };
}

const sampleOf = ({ vectors }: CorpusVectors, query: Float32Array): Sample => ({ query, least: vectors.topK(query, depth)[depth - 1]!.similarity });

/** Mean share of the ten nearest that is found. */
function recallOf(graph: HnswVectorIndex, { vectors }: CorpusVectors, asked: readonly Sample[], ef: number): number {
  const shares = asked.map(({ query, least }) => graph.search(query, depth, ef).filter(({ id }) => vectors.similarity(id, query)! >= least).length / depth);
  return shares.reduce((a, b) => a + b) / shares.length;
}

function report(name: string, graph: HnswVectorIndex, corpus: CorpusVectors, asked: readonly Sample[], seconds?: number): void {
  const cells = widths.map((ef) => round(recallOf(graph, corpus, asked, ef))).join(' | ');
  console.log(`| ${name} | ${seconds === undefined ? '' : round(seconds, 1)} | ${cells} |`);
}

/** Half of the vectors are replaced, each under its own id, by vectors that take their places in another order; then back again. */
function wear(graph: HnswVectorIndex, { vectors, ids }: CorpusVectors): void {
  const some = shuffled(ids, 7).slice(0, ids.length >> 1);
  some.forEach((id, i) => graph.add(id, vectors.get(some[(i + 1) % some.length]!)!));
  for (const id of some) graph.remove(id);
  for (const id of shuffled(some, 8)) graph.add(id, vectors.get(id)!);
}

/** Of each vector, by the neighbours that the graph gives: looking at all would take an hour. Printed as quantiles. */
function dimensions({ vectors, ids }: CorpusVectors, graph: HnswVectorIndex): ReadonlyMap<number, number> {
  const found = new Map(ids.map((id) => {
    const vector = vectors.get(id)!;
    const near = graph.search(vector, neighbours + 1, 2 * neighbours).filter((each) => each.id !== id);
    return [id, intrinsicDimension(near.map((each) => vectors.similarity(each.id, vector)!)) ?? 0];
  }));
  const spread = [...found.values()].sort((a, b) => a - b);
  console.log(`LID of ${neighbours} neighbours, 5 / 25 / 50 / 75 / 95 %: ${[0.05, 0.25, 0.5, 0.75, 0.95].map((at) => round(spread[Math.floor(at * spread.length)]!, 1)).join(' / ')}`);
  return found;
}

for (const name of Object.keys(corpora)) {
  if (!name.startsWith(process.argv[2] ?? '') || name.startsWith('kubernetes')) continue;
  const corpus = await vectorsOf(name);
  const { ids, vectors } = corpus;
  const questions = shuffled(corpus.questions, 2).slice(0, samples).map((query) => sampleOf(corpus, query));
  const own = shuffled(ids, 3).slice(0, samples).map((id) => sampleOf(corpus, vectors.get(id)!));
  const standIns = corpus.standIns.slice(0, samples).map((query) => sampleOf(corpus, query));
  console.log(`\n${name}: ${ids.length} vectors`);
  console.log(`| graph, samples | CPU s | ${widths.map((ef) => `ef ${ef}`).join(' | ')} |`);
  const { graph, seconds } = buildGraph(corpus, ids, standardShape);
  report('standard, questions', graph, corpus, questions, seconds);
  report('standard, stand-ins', graph, corpus, standIns);
  report('standard, own vectors', graph, corpus, own);
  for (const shape of [{ links: 8, efConstruction: 100 }, { links: 16, efConstruction: 200 }, { links: 32, efConstruction: 100 }, denserShape]) {
    const built = buildGraph(corpus, ids, shape);
    report(`M ${shape.links}, efConstruction ${shape.efConstruction}`, built.graph, corpus, questions, built.seconds);
    await built.graph.close();
  }
  const dimension = dimensions(corpus, graph);
  const ascending = [...ids].sort((a, b) => dimension.get(a)! - dimension.get(b)!);
  for (const [shape, orders] of [[standardShape, { random: shuffled(ids, 5), 'LID descending': ascending.toReversed(), 'LID ascending': ascending }], [denserShape, { 'LID descending, denser': ascending.toReversed() }]] as const) {
    for (const [order, ordered] of Object.entries(orders)) {
      const built = buildGraph(corpus, ordered, shape);
      report(order, built.graph, corpus, questions, built.seconds);
      await built.graph.close();
    }
  }
  wear(graph, corpus);
  report('standard, half replaced', graph, corpus, questions);
  await graph.close();
}
