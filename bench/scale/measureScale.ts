/**
 * How much memory does an opened index take, and where, and how long does a question take?  measureScale.ts INDEX_DIR FOLDER...
 * A process of its own, as the daemon is; the index is read, not changed. Prints one JSON object: megabytes, and milliseconds by the clock and of the processor.
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root as checkout } from '../../scripts/run.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { isZeroVector } from '../../src/core/embed/unitVector.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { loadQuestionSets } from '../quality/questions.ts';

const asked = 100;
const depth = 10;
const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
const [indexDir, ...folders] = process.argv.slice(2);
if (indexDir === undefined) throw new Error('measureScale.ts INDEX_DIR FOLDER...');

function quantiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${sorted[sorted.length >> 1]!.toFixed(1)} / ${sorted[Math.floor(sorted.length * 0.95)]!.toFixed(1)}`;
}

async function timed(work: () => unknown): Promise<{ ms: number; cpu: number }> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpu: (user + system) / 1000 };
}

const questions = [...new Set(loadQuestionSets().flatMap(({ questions: each }) => each.map(({ query }) => query)))];
const some = Array.from({ length: asked }, (_, at) => questions[Math.floor((at / asked) * questions.length)]!);

let opened!: Awaited<ReturnType<typeof openWorkspaceIndex>>;
const opening = await timed(async () => {
  opened = await openWorkspaceIndex({
    installed: installedFiles(path.join(checkout, 'src/adapters')), indexDir, access: 'read', threads: 1, settings: defaultScanSettings,
    roots: folders.map((folder) => ({ path: folder, name: path.basename(folder) })),
  });
  await opened.index.graphLoaded;
});
const { index, embedder } = opened;
const { state, catalog } = index;
await sleep(3000);
const atRest = process.memoryUsage();
const whole: { ms: number; cpu: number }[] = [];
for (const query of some) whole.push(await timed(() => index.search({ query, limit: 20 })));
const vectors = (await embedder!.embed(some, 'query')).filter((vector) => !isZeroVector(vector));
const scans: number[] = [];
let [right, wrong] = [0, 0];
for (const vector of vectors) {
  let found: readonly { readonly id: number }[] = [];
  scans.push((await timed(() => { found = state.vectors.topK(vector, 100); })).cpu);
  if (scans.length > 20) continue; // comparing by float32 takes a second each
  const all = [...state.vectors.ids()].map((id) => state.vectors.similarity(id, vector)!).sort((a, b) => b - a);
  for (const { id } of found.slice(0, depth)) if (state.vectors.similarity(id, vector)! >= all[depth - 1]!) right++; else wrong++;
}
console.log(JSON.stringify({
  files: catalog.fileCounts.indexed, chunks: catalog.chunkCount, vectors: state.vectors.count, terms: state.dictionary.size, search: index.summary().graph.search, opening,
  memory: { resident: megabytes(atRest.rss), afterQuestions: megabytes(process.memoryUsage().rss), heap: megabytes(atRest.heapUsed), buffers: megabytes(atRest.arrayBuffers), vectors: megabytes(state.vectors.memoryBytes), words: megabytes(state.lexical.byteLength) },
  question: { ms: quantiles(whole.map(({ ms }) => ms)), cpu: quantiles(whole.map(({ cpu }) => cpu)) },
  scanCpu: quantiles(scans), recall: right / (right + wrong),
}));
await opened.close();
