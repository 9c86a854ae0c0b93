/**
 * How much memory and time does indexing take, as it goes on?  indexFolders.ts INDEX_DIR FOLDER...
 * A process of its own, as the daemon is, with its threads; prints a JSON object now and then, and one at the end. Ignore files are not followed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root as checkout } from '../../scripts/run.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

const [indexDir, ...folders] = process.argv.slice(2);
if (indexDir === undefined) throw new Error('indexFolders.ts INDEX_DIR FOLDER...');
/** Of what is read, between two lines of figures. */
const stepMs = Number(process.env['STEP_MS'] ?? 10_000);
const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** Most that the process has held since the last call, its threads included. */
function peakSince(): number {
  const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  writeFileSync('/proc/self/clear_refs', '5');
  return megabytes(Number(peak) * 1024);
}

const started = performance.now();
const { index, close } = await openWorkspaceIndex({
  installed: installedFiles(path.join(checkout, 'src/adapters')), indexDir, access: 'write', threads: 0,
  // Debian's kernel source ignores all of itself; its lists of registers are numbers only.
  settings: { ...defaultScanSettings, useIgnoreFiles: false, exclude: ['**/asic_reg/**'] },
  roots: folders.map((folder) => ({ path: folder, name: path.basename(folder) })),
});
function report(): void {
  const { state, catalog, indexer } = index;
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({
    chunks: catalog.chunkCount, vectors: state.vectors.count, waitingFiles: indexer.waitingFiles.pending, seconds: Math.round((performance.now() - started) / 1000), cpuSeconds: Math.round((user + system) / 1e6),
    resident: megabytes(rss), peakSince: peakSince(), heap: megabytes(heapUsed), heapTotal: megabytes(heapTotal), external: megabytes(external), buffers: megabytes(arrayBuffers), vectorBytes: megabytes(state.vectors.memoryBytes), words: megabytes(state.lexical.byteLength), terms: megabytes(state.dictionary.byteLength),
  }));
}
const reporting = setInterval(report, stepMs);
await index.refresh();
await index.indexer.run();
if (index.indexer.trouble) throw index.indexer.trouble;
report();
await index.saveSnapshot();
clearInterval(reporting);
report();
await close();
