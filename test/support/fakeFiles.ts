/** What would a file source answer for files that are held in memory? For tests that need no disk. */
import { Failure } from '../../src/core/failure.ts';
import { locateFile } from '../../src/core/locateFile.ts';
import type { FileSource } from '../../src/core/ports.ts';
import { classifyContent } from '../../src/core/scan/classifyContent.ts';
import { parseIgnoreFile } from '../../src/core/scan/gitignoreRules.ts';
import { type Skip, folderMarkers } from '../../src/core/scan/nameRules.ts';
import {
  type DirectoryFacts, type DirectoryRules, compileSettings, decideByMarker, decideBySize, decideEntry, ignoreFileName, noRules,
  ownIgnoreFileName, rulesInside, symlinkSkip,
} from '../../src/core/scan/scanRules.ts';
import type { FileId, FileStamp, ReadStamp, Root, ScanEntry, ScanSettings, SkippedFile } from '../../src/core/types.ts';

interface FakeFile {
  readonly bytes: Uint8Array;
  readonly stamp: ReadStamp;
  readonly isSymlink: boolean;
}

export class FakeFiles implements FileSource {
  private readonly files = new Map<string, FakeFile>();
  /** Each write has a later time than the one before. */
  private now = 1_700_000_000_000;

  write(root: string, path: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.files.set(`${root}/${path}`, { bytes, stamp: { size: bytes.length, mtimeMs: ++this.now, isRecent: false }, isSymlink: false });
  }

  link(root: string, path: string): void {
    this.files.set(`${root}/${path}`, { bytes: new Uint8Array(), stamp: { size: 1, mtimeMs: ++this.now, isRecent: false }, isSymlink: true });
  }

  /** A file, or a directory with everything in it. */
  remove(root: string, path: string): void {
    for (const file of this.filesIn(`${root}/${path}`)) this.files.delete(file);
    this.files.delete(`${root}/${path}`);
  }

  async *scan(roots: readonly Root[], settings: ScanSettings, signal?: AbortSignal): AsyncGenerator<ScanEntry> {
    const distinct = new Set(roots.map((root) => root.path));
    for (const root of distinct) {
      const told = new Set<string>();
      for (const absolute of this.filesIn(root).sort()) {
        signal?.throwIfAborted();
        if ([...distinct].some((other) => other.length > root.length && absolute.startsWith(`${other}/`))) continue;
        const { path, entry } = this.judge({ root, path: absolute.slice(root.length + 1) }, settings);
        if (told.has(path)) continue;
        told.add(path);
        yield entry;
      }
    }
  }

  async inspect(file: FileId, settings: ScanSettings): Promise<ScanEntry | 'directory' | null> {
    const isDirectory = this.filesIn(`${file.root}/${file.path}`).length > 0;
    if (!isDirectory && !this.files.has(`${file.root}/${file.path}`)) return null;
    const asked = isDirectory ? { root: file.root, path: `${file.path}/` } : file;
    const { entry } = this.judge(asked, settings);
    if (entry.type === 'skipped') return entry;
    return isDirectory ? 'directory' : entry;
  }

  async locate(path: string, roots: readonly Root[]): Promise<FileId | null> {
    const file = locateFile(path, roots);
    return roots.some((root) => root.path === file.root) ? file : null;
  }

  async explain(file: FileId, settings: ScanSettings): Promise<SkippedFile | null> {
    const entry = await this.inspect(file, settings);
    if (entry === null) throw new Failure('vanished', `${file.path} doesn't exist.`, 'Check the path.');
    if (entry === 'directory' || entry.type === 'failed') return null;
    if (entry.type === 'skipped') return { root: entry.root, path: entry.path, reason: entry.reason, rule: entry.rule };
    const skip = classifyContent(file.path, (await this.read(file)).bytes);
    return skip === null ? null : { ...file, ...skip };
  }

  async read(file: FileId): Promise<{ readonly bytes: Uint8Array; readonly stamp: ReadStamp }> {
    const held = this.files.get(`${file.root}/${file.path}`);
    if (held === undefined) throw new Failure('vanished', `${file.path} is gone.`, 'Nothing to do.');
    if (held.isSymlink) throw new Failure('unreadable', `${file.path} is a symbolic link.`, 'Nothing to do.');
    return { bytes: held.bytes, stamp: held.stamp };
  }

  private filesIn(directory: string): string[] {
    return [...this.files.keys()].filter((file) => file.startsWith(`${directory}/`));
  }

  /** The entry of a path, or of the topmost skipped directory above it, whose path is then `path`. */
  private judge({ root, path }: FileId, settings: ScanSettings): { path: string; entry: ScanEntry } {
    const skipped = (at: string, skip: Skip) => ({ path: at, entry: { type: 'skipped' as const, root, path: at, ...skip } });
    const compiled = compileSettings(settings);
    let rules = rulesInside(noRules(compiled), { path: '' }, this.factsOf(root));
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const directory = path.slice(0, slash);
      const facts = this.factsOf(`${root}/${directory}`);
      const skip = decideEntry(rules, directory, 'directory') ?? decideByMarker(rules, directory, facts.marker);
      if (skip !== null) return skipped(`${directory}/`, skip);
      rules = rulesInside(rules, { path: directory }, facts);
    }
    const held = this.files.get(`${root}/${path}`);
    const { size, mtimeMs } = held?.stamp ?? { size: 1, mtimeMs: 0 };
    const skip = path.endsWith('/') ? null : this.judgeFile(rules, path, held?.isSymlink ?? false, { size, mtimeMs });
    return skip === null ? { path, entry: { type: 'file', root, path, size, mtimeMs } } : skipped(path, skip);
  }

  private judgeFile(rules: DirectoryRules, path: string, isSymlink: boolean, stamp: FileStamp): Skip | null {
    return decideEntry(rules, path, 'file') ?? (isSymlink ? symlinkSkip : decideBySize(rules.compiled, stamp.size));
  }

  private factsOf(directory: string): DirectoryFacts {
    const rulesOf = (name: string) => {
      const file = this.files.get(`${directory}/${name}`);
      return file === undefined ? null : parseIgnoreFile(new TextDecoder().decode(file.bytes), false);
    };
    return {
      ignoreFile: rulesOf(ignoreFileName),
      ownIgnoreFile: rulesOf(ownIgnoreFileName),
      isRepository: this.filesIn(`${directory}/.git`).length > 0,
      repositoryExclude: rulesOf('.git/info/exclude'),
      userExclude: null,
      marker: folderMarkers.find((name) => this.files.has(`${directory}/${name}`)) ?? null,
    };
  }
}
