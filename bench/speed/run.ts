/** How do speed and memory stand, beside a peer in the same run?  npm run bench:speed [-- CORPUS]; bench/README.md holds the table. */
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { semblePython } from '../quality/systems/semble.ts';
import { corpora } from './corpora.ts';
import { questions } from './speedQuestions.ts';

/** As src/extension/nodeRuntime.ts starts the daemon. */
const execArgv = ['--max-semi-space-size=8'];
const env = { ...process.env, MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };
const { modelDir } = installedFiles(path.resolve(import.meta.dirname, '../../src/adapters'));
const script = (name: string): string => path.join(import.meta.dirname, name);

for (const [name, fetch] of Object.entries(corpora)) {
  if (process.argv[2] && !name.startsWith(process.argv[2])) continue;
  const folders = await fetch();
  const ours = JSON.parse((await run(process.execPath, [...execArgv, script('measureIndex.ts'), ...folders], { env })).stdout);
  console.log(`\n${name}: ${ours.files} files, ${ours.chunks} chunks`);
  console.log(`  cold: words ready ${ours.cold.lexicalReady} s, vectors ${ours.cold.embedded} s, graph ${ours.cold.graph} s more`);
  console.log(`  recall of the graph: measured in ${ours.cold.measuring} s, in steps of at most ${ours.cold.longestStep} ms; ${ours.cold.search}, ${JSON.stringify(ours.cold.recall)}`);
  console.log(`  queries p50/p95: ${ours.graphQueries.p50}/${ours.graphQueries.p95} ms by the graph, ${ours.cold.exactQueries.p50}/${ours.cold.exactQueries.p95} ms exactly`);
  console.log(`  an edit, from the event on, p50/p95: ${ours.edits.p50}/${ours.edits.p95} ms`);
  console.log(`  reopened: ready ${ours.reopen.ready} s, reconciled ${ours.reopen.reconciled} s`);
  console.log(`  memory: settled ${ours.memory.settled} MB, peak while indexing ${ours.memory.peak} MB`);
  if (folders.length > 1) continue; // semble indexes one folder
  const peer = JSON.parse((await run(await semblePython(), [script('sembleSpeed.py'), modelDir, folders[0]!], { input: JSON.stringify(questions) })).stdout);
  const ratio = (a: number, b: number): string => (a / b).toFixed(2);
  console.log(`  semble 0.7.0 with our word vectors: index ${peer.indexSeconds} s, query p50 ${peer.p50} ms, peak ${peer.peakMegabytes} MB`);
  console.log(`  ours / semble: index ${ratio(ours.cold.embedded, peer.indexSeconds)}, query p50 ${ratio(ours.graphQueries.p50, peer.p50)}, peak memory ${ratio(ours.memory.peak, peer.peakMegabytes)}`);
}
