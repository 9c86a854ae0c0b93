/** Which files are in the roots on this disk, how does each stand, and what does it hold? */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../core/failure.ts';
import { locateFile } from '../core/locateFile.ts';
import type { FileSource, WatchScope } from '../core/ports.ts';
import { classifyContent } from '../core/scan/classifyContent.ts';
import type { Skip } from '../core/scan/nameRules.ts';
import { decideEntry, decideBySize, notAFileSkip, symlinkSkip } from '../core/scan/scanRules.ts';
import type { FileId, FileStamp, ReadStamp, Root, ScanEntry, ScanSettings, SkippedFile } from '../core/types.ts';
import { diskFailure, isMissing } from './diskFailure.ts';
import { DiskRules } from './diskRules.ts';
import { isOpenWithin } from './insideRoot.ts';
import { distinctRoots, realPathOf, scanRoots } from './diskScan.ts';
import { diskWatchScope } from './diskWatchScope.ts';

/** Links are not followed, and a pipe is not waited for; Windows has neither flag. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * File systems tell times in ticks, FAT in the longest, of two seconds: what was written in the tick of the reading may be written again in it. The same
 * holds for git's index (https://git-scm.com/docs/racy-git).
 */
const clockTickMs = 2000;

export class DiskFiles implements FileSource {
  private readonly rules = new DiskRules();

  scan(roots: readonly Root[], settings: ScanSettings, signal?: AbortSignal): AsyncIterable<ScanEntry> {
    return scanRoots(this.rules, roots.map((root) => root.path), settings, signal);
  }

  /** What a watcher needs to know; made anew when rules or settings change. */
  watchScope(roots: readonly Root[], settings: ScanSettings): WatchScope {
    return diskWatchScope(this.rules, roots.map((root) => path.resolve(root.path)), settings);
  }

  /** A link within a root is not resolved: what is behind it is not indexed there. */
  async locate(absolute: string, roots: readonly Root[]): Promise<FileId | null> {
    const distinct = await distinctRoots(roots.map((root) => root.path));
    const lexical = locateFile(absolute, roots);
    const isInside = roots.some((root) => root.path === lexical.root);
    const base = isInside ? await realPathOf(lexical.root) : await realPathOf(path.dirname(absolute));
    const real = path.join(base, isInside ? lexical.path : path.basename(absolute));
    const within = distinct.filter((root) => real === root.realPath || real.startsWith(root.realPath.endsWith(path.sep) ? root.realPath : root.realPath + path.sep));
    const [innermost] = within.sort((a, b) => b.realPath.length - a.realPath.length);
    return innermost ? { root: innermost.path, path: path.relative(innermost.realPath, real).split(path.sep).join('/') } : null;
  }

  /** A path that lies in a skipped directory is answered with that directory. */
  async inspect(file: FileId, settings: ScanSettings): Promise<ScanEntry | 'directory' | null> {
    try {
      return await this.entryOf(file, settings);
    } catch (error) {
      if (isMissing(error)) return null;
      const { code, message } = diskFailure(error, file.path);
      return { type: 'failed', ...idOf(file), code, message };
    }
  }

  /** Rejects with Failure "vanished" or "unreadable" where the file can't be judged. */
  async explain(file: FileId, settings: ScanSettings): Promise<SkippedFile | null> {
    const entry = await this.inspect(file, settings);
    if (entry === null) throw new Failure('vanished', `${file.path} doesn't exist.`, 'Check the path.');
    if (entry === 'directory') return null;
    if (entry.type === 'failed') throw new Failure('unreadable', entry.message, 'Allow this user to read it, or exclude it from the index.');
    if (entry.type === 'skipped') return { ...idOf(entry), reason: entry.reason, rule: entry.rule };
    const skip = classifyContent(file.path, (await this.read(file)).bytes);
    return skip === null ? null : { ...idOf(file), ...skip };
  }

  async read(file: FileId): Promise<{ readonly bytes: Uint8Array; readonly stamp: ReadStamp }> {
    try {
      const handle = await open(path.join(file.root, file.path), openFlags);
      try {
        if (!await isOpenWithin(handle, file.root, file.path)) throw outsideRoot(file.path);
        return await readStable(handle, file.path);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw error instanceof Failure ? error : diskFailure(error, file.path);
    }
  }

  private async entryOf(file: FileId, settings: ScanSettings): Promise<ScanEntry | 'directory'> {
    const stats = await lstat(path.join(file.root, file.path));
    if (file.path === '') return 'directory';
    const above = this.rules.above(file.root, file.path, settings);
    if (above.skip !== null) return skipped({ root: file.root, path: above.directory === undefined ? file.path : `${above.directory}/` }, above.skip);
    const { rules } = above;
    if (stats.isDirectory()) {
      const outer = decideEntry(rules, file.path, 'directory') ?? this.rules.inDirectory(rules, file.root, file.path).skip;
      return outer === null ? 'directory' : skipped({ root: file.root, path: `${file.path}/` }, outer);
    }
    const kind = stats.isSymbolicLink() ? symlinkSkip : stats.isFile() ? null : notAFileSkip;
    const decided = decideEntry(rules, file.path, 'file') ?? kind ?? decideBySize(rules.compiled, stats.size);
    return decided === null ? { type: 'file', ...idOf(file), ...stampOf(stats) } : skipped(file, decided);
  }
}

/**
 * The bytes with the stamp from before they were read: should the file change while it is read, and again on the second
 * try, its stamp differs from then on, and it is read again.
 */
async function readStable(handle: FileHandle, name: string): Promise<{ bytes: Uint8Array; stamp: ReadStamp }> {
  const first = await readOnce(handle, name);
  return first.changed ? await readOnce(handle, name) : first;
}

async function readOnce(handle: FileHandle, name: string): Promise<{ bytes: Uint8Array; stamp: ReadStamp; changed: boolean }> {
  const now = Date.now();
  const before = await handle.stat();
  if (!before.isFile()) throw new Failure('unreadable', `${name} is not a file.`, 'Nothing to do: it leaves the index with the next update.');
  const bytes = await readFromStart(handle, before.size);
  const after = await handle.stat();
  const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== before.size;
  return { bytes, stamp: { ...stampOf(before), isRecent: Math.abs(now - before.mtimeMs) <= clockTickMs }, changed };
}

async function readFromStart(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

const outsideRoot = (name: string): Failure =>
  new Failure('unreadable', `${name} lies outside its folder: a link leads there.`, 'Nothing to do: links are not followed.');

function skipped({ root, path: file }: FileId, skip: Skip): ScanEntry {
  return { type: 'skipped', root, path: file, ...skip };
}

function idOf({ root, path: file }: FileId): FileId {
  return { root, path: file };
}

function stampOf({ size, mtimeMs }: FileStamp): FileStamp {
  return { size, mtimeMs };
}
