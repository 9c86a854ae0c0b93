/** Which index does a command work on, and is it up to date? */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { installedFiles } from '../adapters/installedFiles.ts';
import { openWorkspaceIndex, type OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import { changeText } from '../adapters/standingText.ts';
import { Failure } from '../core/failure.ts';
import { defaultScanSettings } from '../core/types.ts';
import type { CliOptions } from './arguments.ts';

function cacheDirectory(): string {
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Caches');
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? path.join(os.homedir(), 'AppData/Local');
  return process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
}

/** As the extension's default: some 1.5 million vectors of the bundled model. */
const maxVectorBytes = 512 * 1024 * 1024;

/** One directory for each folder, named after it. */
export function defaultIndexDirectory(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return path.join(cacheDirectory(), 'lodestone/index', `${path.basename(folder)}-${hash}`);
}

/** The folder a command works on, with links resolved: the same folder always has the same index. */
export function folderOf(options: CliOptions): string {
  const folder = path.resolve(options.path);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure('folderMissing', `${folder} is not a folder that can be read.`, 'Check the path, or name another with --path.');
  }
  return fs.realpathSync(folder);
}

export const indexDirectoryOf = (options: CliOptions, folder: string): string => path.resolve(options.indexDir ?? defaultIndexDirectory(folder));

/** Without --model an index keeps the model that it has; "bundled" brings the bundled one back. */
function modelOptions(modelDir: string | undefined) {
  if (modelDir === undefined) return { installed: installedFiles(import.meta.dirname), modelChoice: 'kept' } as const;
  if (modelDir === 'bundled') return { installed: installedFiles(import.meta.dirname), modelChoice: 'bundled' } as const;
  return { installed: installedFiles(import.meta.dirname, modelDir), modelChoice: 'named' } as const;
}

/** Rejects as openWorkspaceIndex does, and where a model that was asked for can't be loaded. */
export async function openIndex(options: CliOptions, folder = folderOf(options)): Promise<OpenedIndex> {
  const opened = await openWorkspaceIndex({
    ...modelOptions(options.modelDir),
    indexDir: indexDirectoryOf(options, folder),
    roots: [{ path: folder, name: path.basename(folder) }],
    settings: defaultScanSettings,
    shared: { directory: path.join(cacheDirectory(), 'lodestone/shared'), maxVectorBytes },
    threads: 0,
    access: 'write',
  });
  if (options.modelDir === undefined || opened.modelTrouble === null) return opened;
  await opened.close();
  throw opened.modelTrouble;
}

/** For commands that only tell: they must not make an empty index where there is none. Throws Failure "indexMissing". */
export async function openExistingIndex(options: CliOptions): Promise<OpenedIndex> {
  const folder = folderOf(options);
  if (!fs.existsSync(indexDirectoryOf(options, folder))) {
    throw new Failure('indexMissing', `${folder} has no index yet.`, 'Run `lodestone index` first.');
  }
  return openIndex(options, folder);
}

export type Report = (line: string) => void;

/** Progress on standard error: one line that changes on a terminal, nothing elsewhere. */
export const progressReport: Report = (line) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
};

/** Brings the index up to date where this process is its writer. Throws what stopped the indexing. */
export async function bringUpToDate({ index, role }: OpenedIndex, report: Report, options: { readonly everything?: boolean } = {}): Promise<void> {
  if (role === 'reader') return;
  index.indexer.onChange = () => report(progressLine(index.indexer.phase, index.summary()));
  await index.refresh(options);
  await index.indexer.run();
  index.indexer.onChange = () => {};
  report('');
  if (index.indexer.trouble) throw index.indexer.trouble;
}

/** Builds what is missing of the graph, saves it, and measures its recall; a second time where the first graph is not good enough. */
export async function completeGraph({ index, role }: OpenedIndex, report: Report): Promise<void> {
  if (role === 'reader') return;
  if (index.snapshotIsStale) await index.saveSnapshot();
  await index.graphLoaded;
  do {
    while (index.buildGraphStep()) {
      report(`building the graph: ${index.state.graph.count} of ${index.state.vectors.count} vectors`);
      await nextTurn();
    }
    if (index.graphIsStale) await index.saveGraph();
    while (await index.measureRecallStep(Date.now())) {
      report('measuring how many of the nearest the graph finds');
      await nextTurn();
    }
  } while (index.state.graph.waiting);
  report('');
}

function progressLine(phase: string, { files, chunks, modelChange }: ReturnType<OpenedIndex['index']['summary']>): string {
  if (phase === 'ready' && modelChange) return changeText(modelChange);
  return `${phase}: ${files.indexed} files indexed, ${files.pending + files.stale} to go; ${chunks.withVectors} of ${chunks.total} chunks embedded`;
}
