/**
 * What does code cost that is known from another folder?  measureSharing.ts FOLDER
 * Makes a repository of a copy of the folder, then indexes it, a second worktree of it, and a clone, and switches to a branch on which one file in fifty
 * has another line at its end. Prints one JSON object. Times in seconds.
 */
import { cpSync, mkdtempSync, appendFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex, type OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-sharing-'));
const place = (name: string): string => path.join(scratch, name);
const repository = place('first');
const git = (...args: string[]) => run('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid', ...args], { cwd: repository });
const installed = installedFiles(path.resolve(import.meta.dirname, '../../src/adapters'));

const open = (name: string): Promise<OpenedIndex> => openWorkspaceIndex({
  installed, indexDir: place(`${name}-index`), roots: [{ path: place(name), name }], settings: defaultScanSettings, threads: 0, access: 'write',
  shared: { directory: place('shared'), maxVectorBytes: 512 * 1024 * 1024 },
});

async function bringUpToDate({ index }: OpenedIndex): Promise<void> {
  await index.refresh();
  await index.indexer.run();
}

/** `answers`: until it is open and has answered a question; `compared`: until nothing is left to do. */
async function stage(name: string, work: (opened: OpenedIndex) => Promise<void> = bringUpToDate) {
  const [started, used] = [performance.now(), process.cpuUsage()];
  const elapsed = (): number => Math.round((performance.now() - started) / 100) / 10;
  const opened = await open(name);
  await opened.index.search({ query: 'where is it decided', limit: 10 });
  const answers = elapsed();
  await work(opened);
  const { user, system } = process.cpuUsage(used);
  const { files, chunks, embedded } = opened.index.summary();
  const result = { answers, compared: elapsed(), processor: Math.round((user + system) / 1e5) / 10, files: files.indexed, chunks: chunks.total, embedded: embedded.computed };
  while (opened.index.buildGraphStep());
  await opened.index.saveGraph();
  await opened.index.saveSnapshot();
  await opened.close();
  return result;
}

async function otherBranch(opened: OpenedIndex): Promise<void> {
  await run('git', ['checkout', '-q', 'other'], { cwd: place('second') });
  await bringUpToDate(opened);
}

try {
  cpSync(process.argv[2]!, repository, { recursive: true, filter: (file) => path.basename(file) !== '.git' });
  for (const args of [['init', '-q', '-b', 'main'], ['add', '-A'], ['commit', '-qm', 'one'], ['checkout', '-qb', 'other']]) await git(...args);
  const files = (await git('ls-files')).stdout.trim().split('\n').filter((file) => /\.(java|go|py|ts|md|adoc)$/.test(file));
  for (const [at, file] of files.entries()) if (at % 50 === 25) appendFileSync(path.join(repository, file), '\n// another line\n');
  for (const args of [['commit', '-qam', 'two'], ['checkout', '-q', 'main']]) await git(...args);
  const first = await stage('first');
  await git('worktree', 'add', '-q', '--detach', place('second'));
  const worktree = await stage('second');
  await run('git', ['clone', '-q', repository, place('clone')]);
  const clone = await stage('clone');
  console.log(JSON.stringify({ first, worktree, clone, branch: await stage('second', otherBranch) }, null, 1));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
