/** How does opening an index that is up to date grow with the workspace, and what does the snapshot save?  node bench/speed/reopening.ts [FILES...]; bench/README.md has the table. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { corpora } from './corpora.ts';
import { manyFiles } from './manyFiles.ts';

/** As src/extension/nodeRuntime.ts starts the daemon. */
const execArgv = ['--max-semi-space-size=8'];
const env = { ...process.env, MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };
const rounds = 3;

const measure = async (...args: string[]) => JSON.parse((await run(process.execPath, [...execArgv, path.join(import.meta.dirname, 'measureReopening.ts'), ...args], { env })).stdout);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const directory = path.join(cacheDirectory, 'bench');
mkdirSync(directory, { recursive: true });
const folders = await corpora['kubernetes 1.29.3']!().then(async (first) => [...first, ...await corpora['terraform 1.5.7']!()]);
for (const count of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [5000, 50_000]) {
  const folder = manyFiles(directory, folders, count);
  const indexDir = path.join(directory, `index-${count}`);
  rmSync(indexDir, { recursive: true, force: true });
  mkdirSync(indexDir);
  const { snapshotSeconds } = await measure(folder, indexDir, 'index');
  const runs: Record<string, number>[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await measure(folder, indexDir));
  rmSync(path.join(indexDir, 'tables.snapshot'));
  const without = await measure(folder, indexDir);
  const of = (name: string): number => median(runs.map((each) => each[name]!));
  const { files, chunks, read, embedded, linked } = runs[0]!;
  if (existsSync(path.join(indexDir, 'tables.snapshot')) || without.snapshot !== 'discarded') throw new Error('The snapshot was used although it was removed.');
  console.log(`\n${files} files, ${chunks} chunks; snapshot written in ${snapshotSeconds} s`);
  console.log(`  ready ${of('ready')} s (${of('readyCpu')} CPU s), first answer ${of('answered')} s, reconciled ${of('reconciled')} s, ${of('memory')} MB`);
  console.log(`  without the snapshot: ready ${without.ready} s (${without.readyCpu} CPU s), reconciled ${without.reconciled} s; ratio ${(without.ready / of('ready')).toFixed(1)}, CPU ${(without.readyCpu / of('readyCpu')).toFixed(1)}`);
  console.log(`  files read ${read}, texts embedded ${embedded}, vectors linked anew ${linked}`);
}
