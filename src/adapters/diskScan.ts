/** What lies in the roots, directory by directory, the shallow ones first? */
import { type Dirent, type Stats, lstat } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Skip } from '../core/scan/nameRules.ts';
import { type DirectoryRules, decideBySize, decideEntry, notAFileSkip, symlinkSkip } from '../core/scan/scanRules.ts';
import type { ScanEntry, ScanSettings } from '../core/types.ts';
import { isFolderWithin } from './insideRoot.ts';
import { diskFailure, isMissing, isSystemError } from './diskFailure.ts';
import type { DiskRules } from './diskRules.ts';

/** Files whose stats are asked for at once: enough to keep the four threads of Node's pool busy. */
const statsAtOnce = 256;
/** Directories listed ahead of the one whose entries are being handed out; their entries are held in memory. */
const listedAhead = 8;

export interface ScannedRoot {
  readonly path: string;
  readonly realPath: string;
}

/** A directory yet to be entered; its path is relative to the root, '' for the root; `rules` are null for the root. */
interface Directory {
  readonly path: string;
  readonly rules: DirectoryRules | null;
}

/** Each file once: a root that is given twice counts once, and one that lies inside another is left out of that. */
export async function* scanRoots(
  rules: DiskRules, roots: readonly string[], settings: ScanSettings, signal?: AbortSignal,
): AsyncGenerator<ScanEntry> {
  const distinct = await distinctRoots(roots);
  const realRoots = new Set(distinct.map(({ realPath }) => realPath));
  for (const root of distinct) yield* new RootScan(rules, root, realRoots, settings).entries(signal);
}

/** Each folder once, under the name that it was given first. */
export async function distinctRoots(roots: readonly string[]): Promise<ScannedRoot[]> {
  const distinct = new Map<string, ScannedRoot>();
  for (const root of roots) {
    const realPath = await realPathOf(root);
    if (!distinct.has(realPath)) distinct.set(realPath, { path: root, realPath });
  }
  return [...distinct.values()];
}

class RootScan {
  private readonly rules: DiskRules;
  private readonly root: ScannedRoot;
  private readonly realRoots: ReadonlySet<string>;
  private readonly settings: ScanSettings;
  private readonly queue: Directory[] = [];

  constructor(rules: DiskRules, root: ScannedRoot, realRoots: ReadonlySet<string>, settings: ScanSettings) {
    this.rules = rules;
    this.root = root;
    this.realRoots = realRoots;
    this.settings = settings;
  }

  async *entries(signal: AbortSignal | undefined): AsyncGenerator<ScanEntry> {
    let level: Directory[] = [{ path: '', rules: null }];
    while (level.length > 0) {
      for await (const { directory, listing } of this.listings(level)) {
        signal?.throwIfAborted();
        if (listing instanceof Error) yield* this.failedDirectory(directory, listing);
        else yield* this.entriesOf(directory, listing, signal);
      }
      level = this.queue.splice(0);
    }
  }

  private async *listings(directories: readonly Directory[]): AsyncGenerator<{ directory: Directory; listing: Dirent[] | Error }> {
    const ahead: { directory: Directory; listing: Promise<Dirent[] | Error> }[] = [];
    for (const directory of directories) {
      ahead.push({ directory, listing: list(path.join(this.root.path, directory.path), this.root.realPath) });
      const next = ahead.length > listedAhead ? ahead.shift() : undefined;
      if (next !== undefined) yield { directory: next.directory, listing: await next.listing };
    }
    for (const { directory, listing } of ahead) yield { directory, listing: await listing };
  }

  private async *entriesOf(directory: Directory, listing: readonly Dirent[], signal: AbortSignal | undefined): AsyncGenerator<ScanEntry> {
    const { rules, skip } = this.enter(directory, new Set(listing.map((entry) => entry.name)));
    if (skip !== null) {
      yield this.skipped(`${directory.path}/`, skip);
      return;
    }
    let files: string[] = [];
    for (const entry of listing) {
      const file = directory.path === '' ? entry.name : `${directory.path}/${entry.name}`;
      if (entry.isDirectory()) yield* this.enqueue(file, rules);
      else {
        const decided = decideEntry(rules, file, 'file') ?? kindSkipOf(entry);
        if (decided !== null) yield this.skipped(file, decided);
        else files.push(file);
      }
      if (files.length < statsAtOnce) continue;
      yield* await this.foundFiles(files, rules);
      signal?.throwIfAborted();
      files = [];
    }
    yield* await this.foundFiles(files, rules);
  }

  private enter(directory: Directory, names: ReadonlySet<string>) {
    if (directory.rules === null) return { rules: this.rules.inRoot(this.root.path, this.settings, names), skip: null };
    return this.rules.inDirectory(directory.rules, this.root.path, directory.path, names);
  }

  private *enqueue(directory: string, rules: DirectoryRules): Generator<ScanEntry> {
    if (this.realRoots.has(path.join(this.root.realPath, directory))) return;
    const skip = decideEntry(rules, directory, 'directory');
    if (skip === null) this.queue.push({ path: directory, rules });
    else yield this.skipped(`${directory}/`, skip);
  }

  /** Files that went away meanwhile are in no state: nothing is said of them. */
  private async foundFiles(files: readonly string[], rules: DirectoryRules): Promise<ScanEntry[]> {
    const answers = await statsOf(files.map((file) => path.join(this.root.path, file)));
    return answers.flatMap((stats, index) => {
      const file = files[index] ?? '';
      if (stats instanceof Error) return this.failedFile(file, stats);
      const { size, mtimeMs } = stats;
      const skip = stats.isFile() ? decideBySize(rules.compiled, size) : notAFileSkip;
      return [skip === null ? { type: 'file', root: this.root.path, path: file, size, mtimeMs } : this.skipped(file, skip)];
    });
  }

  private failedFile(file: string, error: Error): ScanEntry[] {
    if (isMissing(error) && !file.includes('\uFFFD')) return [];
    if (isMissing(error)) return [this.failed(file, 'unreadable', `${file} can't be read: its name is not valid UTF-8.`)];
    const { code, message } = diskFailure(error, file);
    return [this.failed(file, code, message)];
  }

  /** A root that is missing is told of; a directory that went away meanwhile is not. */
  private failedDirectory(directory: Directory, error: Error): ScanEntry[] {
    if (directory.path !== '') return this.failedFile(`${directory.path}/`, error);
    if (isMissing(error)) return [this.failed('', 'folderMissing', `${this.root.path} is not there, or is no folder.`)];
    const { code, message } = diskFailure(error, this.root.path);
    return [this.failed('', code, message)];
  }

  private skipped(file: string, skip: Skip): ScanEntry {
    return { type: 'skipped', root: this.root.path, path: file, ...skip };
  }

  private failed(file: string, code: string, message: string): ScanEntry {
    return { type: 'failed', root: this.root.path, path: file, code, message };
  }
}

function kindSkipOf(entry: Dirent): Skip | null {
  if (entry.isSymbolicLink()) return symlinkSkip;
  return entry.isFile() ? null : notAFileSkip;
}

/** Sorted by name, so that the same tree is scanned in the same order everywhere. */
async function list(directory: string, realRoot: string): Promise<Dirent[] | Error> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    if (!await isFolderWithin(directory, realRoot)) return []; // a link was put in its place meanwhile
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return asError(error);
  }
}

/** By callbacks, which cost half of what as many promises do. */
function statsOf(files: readonly string[]): Promise<(Stats | Error)[]> {
  return new Promise((resolve) => {
    const answers: (Stats | Error)[] = [];
    let missing = files.length;
    if (missing === 0) resolve(answers);
    for (const [index, file] of files.entries()) {
      lstat(file, (error, stats) => {
        answers[index] = error ?? stats;
        if (--missing === 0) resolve(answers);
      });
    }
  });
}

/** A root that is not there is its own real path: the scan then tells that it is missing. */
export async function realPathOf(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (error) {
    asError(error);
    return path.resolve(root);
  }
}

function asError(error: unknown): Error {
  if (!isSystemError(error)) throw error;
  return error;
}
