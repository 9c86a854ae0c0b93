/**
 * How fast is one index, and how much memory does it take?  measureIndex.ts FOLDER...
 * A process of its own, as the daemon is; prints one JSON object. Times in seconds, of queries and updates in milliseconds.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex, type OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { questions } from './speedQuestions.ts';

const indexDir = mkdtempSync(path.join(os.tmpdir(), 'lodestone-speed-'));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-edited-'));
const roots = [...process.argv.slice(2), scratch].map((folder) => ({ path: folder, name: path.basename(folder) }));
/** Threads end after ten seconds without work. */
const settleMs = 12_000;
const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
const round = (value: number): number => Math.round(value * 10) / 10;
const resident = (): number => megabytes(process.memoryUsage.rss());

const open = (): Promise<OpenedIndex> => openWorkspaceIndex({
  installed: installedFiles(path.resolve(import.meta.dirname, '../../src/adapters')), indexDir, roots, settings: defaultScanSettings, threads: 0, access: 'write',
});

function quantiles(times: readonly number[]): { p50: number; p95: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: round(sorted[sorted.length >> 1]!), p95: round(sorted[Math.floor(sorted.length * 0.95)]!) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function queries({ index }: OpenedIndex) {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) for (const query of questions) times.push(await timed(() => index.search({ query, limit: 20 })));
  return quantiles(times.slice(questions.length)); // the first round warms up
}

/** From the watcher's event to the committed and embedded change. */
async function updates({ index }: OpenedIndex) {
  const source = readFileSync(path.join(import.meta.dirname, '../../src/core/indexer.ts'), 'utf8');
  const file = path.join(scratch, 'edited.ts');
  const times: number[] = [];
  for (let edit = 0; edit < 20; edit++) {
    writeFileSync(file, source.replace('class Indexer', `class Indexer${edit}`));
    times.push(await timed(() => index.update([file])));
  }
  return quantiles(times);
}

async function coldIndex(opened: OpenedIndex) {
  const { index } = opened;
  const started = performance.now();
  const elapsed = (): number => round((performance.now() - started) / 1000);
  let lexicalReady = 0;
  index.indexer.onChange = () => { if (!lexicalReady && index.indexer.phase === 'embedding') lexicalReady = elapsed(); };
  await index.refresh();
  await index.indexer.run();
  const embedded = elapsed();
  index.indexer.onChange = () => {};
  const exact = await queries(opened);
  const graphStarted = performance.now();
  while (index.buildGraphStep());
  const graph = round((performance.now() - graphStarted) / 1000);
  return { lexicalReady: lexicalReady || embedded, embedded, graph, exactQueries: exact, ...await measuring(opened) };
}

/** How long measuring the graph's recall takes (seconds), and for how long at most it holds the event loop (milliseconds). */
async function measuring({ index }: OpenedIndex) {
  const started = performance.now();
  let longest = 0;
  for (;;) {
    const stepStarted = performance.now();
    const more = await index.measureRecallStep(Date.now());
    longest = Math.max(longest, performance.now() - stepStarted);
    if (!more) break;
  }
  const { search, recall } = index.summary().graph;
  return { measuring: round((performance.now() - started) / 1000), longestStep: round(longest), search, recall };
}

try {
  const opened = await open();
  const cold = await coldIndex(opened);
  const peak = megabytes(process.resourceUsage().maxRSS * 1024);
  const graphQueries = await queries(opened);
  const edits = await updates(opened);
  await opened.index.saveGraph();
  await opened.index.saveSnapshot();
  const { files, chunks } = opened.index.summary();
  await sleep(settleMs);
  const settled = resident();
  await opened.close();
  const reopenStarted = performance.now();
  const again = await open();
  const ready = (performance.now() - reopenStarted) / 1000;
  await again.index.refresh();
  await again.index.indexer.run();
  const reconciled = (performance.now() - reopenStarted) / 1000;
  console.log(JSON.stringify({
    files: files.indexed, chunks: chunks.total, cold, graphQueries, edits,
    reopen: { ready: round(ready), reconciled: round(reconciled) }, memory: { peak, settled },
  }));
  await again.close();
} finally {
  rmSync(indexDir, { recursive: true, force: true });
  rmSync(scratch, { recursive: true, force: true });
}
