/**
 * How long does one index take to open, answer and be compared with the disk?  measureReopening.ts FOLDER INDEX-DIR [index]
 * A process of its own, as the daemon is; with "index" it builds the index first, and nothing is measured. Prints one JSON object, times in seconds.
 */
import path from 'node:path';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

const [folder, indexDir, task] = process.argv.slice(2) as [string, string, string?];
const started = performance.now();
const cpuAtStart = process.cpuUsage();
const round = (value: number): number => Math.round(value * 100) / 100;
const seconds = (): number => round((performance.now() - started) / 1000);

const opened = await openWorkspaceIndex({
  installed: installedFiles(path.resolve(import.meta.dirname, '../../src/adapters')), indexDir, roots: [{ path: folder, name: path.basename(folder) }],
  settings: defaultScanSettings, threads: 0, access: 'write',
});
const { index } = opened;
const ready = seconds();

if (task === 'index') {
  await index.refresh();
  await index.indexer.run();
  while (index.buildGraphStep());
  await index.saveGraph();
  const written = performance.now();
  await index.saveSnapshot();
  console.log(JSON.stringify({ snapshotSeconds: round((performance.now() - written) / 1000) }));
} else {
  const { user, system } = process.cpuUsage(cpuAtStart);
  await index.search({ query: 'where is a connection retried after a failure', limit: 10 });
  const answered = seconds();
  const computed = index.embedding.counts.computed;
  await index.refresh();
  const { pending, stale } = index.indexer.waitingFiles;
  const queued = pending + stale;
  await index.indexer.run();
  const reconciled = seconds();
  await index.graphLoaded;
  const { files, chunks, graph } = index.summary();
  console.log(JSON.stringify({
    snapshot: opened.snapshot, files: files.indexed, chunks: chunks.total, ready, readyCpu: round((user + system) / 1e6), answered, reconciled, graphLoaded: seconds(),
    read: queued, embedded: index.embedding.counts.computed - computed, linked: index.state.graph.waiting, graph: graph.vectors, memory: Math.round(process.memoryUsage.rss() / 1e6),
  }));
}
await opened.close();
