/** From how many vectors on is the graph faster than looking at each, at which width is it complete, and what of filters?  node bench/recall/crossOver.ts [CORPUS] */
import { HnswVectorIndex } from '../../src/adapters/hnswVectorIndex.ts';
import { standardShape } from '../../src/core/search/graphShapes.ts';
import { VectorTable } from '../../src/core/search/vectorTable.ts';
import { corpora, shuffled, vectorsOf, type CorpusVectors } from './corpusVectors.ts';

const sizes = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 100_000];
const widths = [100, 200, 400, 800];
const asked = 300;
/** As the product asks for. */
const pool = 100;
const depth = 10;

/** CPU milliseconds a run: the clock tells little while other work runs. */
function timed<Result>(questions: readonly Float32Array[], run: (question: Float32Array) => Result): { ms: number; results: Result[] } {
  questions.slice(0, 50).forEach(run);
  const started = process.cpuUsage();
  const results = questions.map(run);
  const { user, system } = process.cpuUsage(started);
  return { ms: (user + system) / 1000 / questions.length, results };
}

/** The graph's answer as the product takes it: scored exactly. */
function ask(graph: HnswVectorIndex, table: VectorTable, question: Float32Array, k: number, ef: number) {
  return graph.search(question, k, ef).map(({ id }) => ({ id, similarity: table.similarity(id, question)! })).sort((a, b) => b.similarity - a.similarity || a.id - b.id);
}

function recall(found: readonly { similarity: number }[], exact: readonly { similarity: number }[]): number {
  const right = exact.slice(0, depth);
  return right.length ? found.slice(0, depth).filter(({ similarity }) => similarity >= right.at(-1)!.similarity).length / right.length : 1;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function bySize({ vectors, ids, questions }: CorpusVectors): { graph: HnswVectorIndex; table: VectorTable } {
  const graph = new HnswVectorIndex(vectors.dimensions, standardShape);
  const table = new VectorTable(vectors.dimensions);
  const order = shuffled(ids, 1);
  let added = 0;
  console.log(`| vectors | exact, CPU ms | ${widths.map((ef) => `ef ${ef}, CPU ms | recall@10`).join(' | ')} |`);
  for (const size of sizes.filter((each) => each <= order.length)) {
    for (; added < size; added++) {
      table.set(order[added]!, vectors.get(order[added]!)!);
      graph.add(order[added]!, vectors.get(order[added]!)!);
    }
    const exact = timed(questions, (question) => table.topK(question, pool));
    const cells = widths.map((ef) => {
      const { ms, results } = timed(questions, (question) => ask(graph, table, question, pool, ef));
      return `${ms.toFixed(2)} | ${mean(results.map((found, i) => recall(found, exact.results[i]!))).toFixed(4)}`;
    });
    console.log(`| ${size} | ${exact.ms.toFixed(2)} | ${cells.join(' | ')} |`);
  }
  return { graph, table };
}

/** Filters that a share of the vectors pass, taken by whole runs of ids as files and folders are: exactly, and from the graph's first few hundred. */
function byFilter({ questions }: CorpusVectors, graph: HnswVectorIndex, table: VectorTable): void {
  console.log(`| passing | exact, CPU ms | ${[400, 800].map((ef) => `first ${ef} of the graph, CPU ms | recall@10 | fewer than ${pool} left`).join(' | ')} |`);
  for (const share of [0.9, 0.7, 0.5, 0.3, 0.2, 0.1, 0.02]) {
    const accept = (id: number): boolean => ((id >> 8) * 0.618034) % 1 < share;
    const exact = timed(questions, (question) => table.topK(question, pool, accept));
    const cells = [400, 800].map((ef) => {
      const { ms, results } = timed(questions, (question) => ask(graph, table, question, ef, ef).filter(({ id }) => accept(id)).slice(0, pool));
      const full = results.map((found, i) => ({ found, i })).filter(({ found }) => found.length === pool);
      return `${ms.toFixed(2)} | ${full.length ? mean(full.map(({ found, i }) => recall(found, exact.results[i]!))).toFixed(4) : '-'} | ${Math.round(100 * (1 - full.length / results.length))} %`;
    });
    console.log(`| ${100 * share} % | ${exact.ms.toFixed(2)} | ${cells.join(' | ')} |`);
  }
}

for (const name of Object.keys(corpora).filter((each) => each.startsWith(process.argv[2] ?? 'the packages'))) {
  const all = await vectorsOf(name);
  const corpus = { ...all, questions: shuffled(all.questions, 2).slice(0, asked) };
  console.log(`\n${name}`);
  const { graph, table } = bySize(corpus);
  byFilter(corpus, graph, table);
  await graph.close();
}
