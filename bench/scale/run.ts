/**
 * How do memory and time grow with the index?  node bench/scale/run.ts FOLDER...
 * Each folder is added to those before it and measured again; the index stays in the cache. bench/README.md says which folders the figures are of.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';

/** As src/extension/nodeRuntime.ts starts the daemon. */
const execArgv = ['--max-semi-space-size=8'];
const env = { ...process.env, MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };
const folders = process.argv.slice(2).map((folder) => path.resolve(folder));
const indexDir = path.join(cacheDirectory, 'bench-scale', createHash('sha256').update(folders.join('\0')).digest('hex').slice(0, 12));
mkdirSync(indexDir, { recursive: true });

const measured = async (script: string, some: readonly string[]): Promise<string> =>
  (await run(process.execPath, [...execArgv, path.join(import.meta.dirname, script), indexDir, ...some], { env })).stdout.trim();

for (let count = 1; count <= folders.length; count++) {
  const some = folders.slice(0, count);
  console.log(`${some.map((folder) => path.basename(folder)).join(', ')}\n  indexed: ${await measured('indexFolders.ts', some)}\n  opened: ${await measured('measureScale.ts', some)}`);
}
