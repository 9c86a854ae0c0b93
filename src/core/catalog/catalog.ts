/** What is indexed now? Files and chunks in memory, as the store has them; ids are dense and given out again. */
import type { ColumnReader, Columns } from '../columns.ts';
import type { FileId } from '../types.ts';
import type { Store } from '../ports.ts';
import type { CatalogChange, ChunkRow, FileRow, FileState } from './rows.ts';
import { ChunkTable } from './chunkTable.ts';
import { IdPool } from './idPool.ts';

export const fileKey = (file: FileId): string => `${file.root}\0${file.path}`;

export class Catalog {
  readonly #files = new Map<string, FileRow>();
  readonly #filesById: (FileRow | undefined)[] = [];
  readonly #chunks = new ChunkTable();
  readonly #chunkIdsOfFile: (readonly number[] | undefined)[] = [];
  readonly fileIds = new IdPool();
  readonly chunkIds = new IdPool();
  readonly #fileCounts: Record<FileState, number> = { indexed: 0, skipped: 0, failed: 0 };
  readonly #skippedByReason = new Map<string, number>();
  readonly #failedByCode = new Map<string, number>();
  #skippedFolders = 0;
  readonly #languages = new Map<string, number>();
  #revision = 0;

  /** The number of the last commit. */
  get revision(): number { return this.#revision; }
  get chunkCount(): number { return this.#chunks.count; }
  get fileCounts(): Readonly<Record<FileState, number>> { return this.#fileCounts; }
  get skippedByReason(): ReadonlyMap<string, number> { return this.#skippedByReason; }
  get failedByCode(): ReadonlyMap<string, number> { return this.#failedByCode; }
  /** Of indexed files. */
  get filesByLanguage(): ReadonlyMap<string, number> { return this.#languages; }
  /** Folders that are skipped as a whole. */
  get skippedFolders(): number { return this.#skippedFolders; }
  /** Languages of indexed files, commonest first. */
  get languages(): string[] { return [...this.#languages].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([language]) => language); }

  load(store: Store): void {
    this.reset();
    for (const chunk of store.chunks()) this.#chunks.set(chunk);
    this.#settle(store);
  }

  chunkColumns(): Columns { return this.#chunks.columns(); }

  /** Takes chunks over as they were; `replaceChunks` must follow. Throws Failure "indexDamaged" where a column is missing. */
  restoreChunks(columns: ColumnReader): void { this.#chunks.restore(columns); }

  /** Puts rows in the place of all chunks with these ids, and takes the files from the store. */
  replaceChunks(ids: readonly number[], rows: readonly ChunkRow[], store: Store): void {
    for (const id of ids) this.#chunks.remove(id);
    for (const row of rows) this.#chunks.set(row);
    this.#forgetFiles();
    this.#settle(store);
  }

  /** The files, and what follows from them and the chunks. */
  #settle(store: Store): void {
    for (const file of store.files()) this.#putFile(file);
    const chunkIds: number[][] = [];
    for (const id of this.#chunks.ids()) (chunkIds[this.#chunks.fileIdOf(id)!] ??= []).push(id);
    chunkIds.forEach((ids, fileId) => { this.#chunkIdsOfFile[fileId] = this.#inOrder(ids); });
    this.fileIds.reset(this.#filesById.length, (id) => this.#filesById[id] !== undefined);
    this.chunkIds.reset(this.#chunks.end, (id) => this.#chunks.has(id));
    this.#revision = Number(store.readMeta('revision') ?? 0);
  }

  reset(): void {
    this.#chunks.clear();
    this.#forgetFiles();
    this.fileIds.reset();
    this.chunkIds.reset();
    this.#revision = 0;
  }

  #forgetFiles(): void {
    this.#files.clear();
    this.#filesById.length = this.#chunkIdsOfFile.length = 0;
    this.#fileCounts.indexed = this.#fileCounts.skipped = this.#fileCounts.failed = 0;
    this.#skippedByReason.clear();
    this.#failedByCode.clear();
    this.#skippedFolders = 0;
    this.#languages.clear();
  }

  /** By its `fileKey`. */
  holds(key: string): boolean { return this.#files.has(key); }
  file(file: FileId): FileRow | undefined { return this.#files.get(fileKey(file)); }
  fileById(id: number): FileRow | undefined { return this.#filesById[id]; }
  /** Made anew at every call: to look at one column of many chunks, ask for that. */
  chunk(id: number): ChunkRow | undefined { return this.#chunks.get(id); }
  hasChunk(id: number): boolean { return this.#chunks.has(id); }
  fileIdOf(chunkId: number): number | undefined { return this.#chunks.fileIdOf(chunkId); }
  revisionOf(chunkId: number): number | undefined { return this.#chunks.revisionOf(chunkId); }
  symbolOf(chunkId: number): string | null { return this.#chunks.symbolOf(chunkId); }
  allChunkIds(): Generator<number> { return this.#chunks.ids(); }
  /** Ids of a file's chunks in the order of their lines. */
  chunkIdsOf(fileId: number): readonly number[] { return this.#chunkIdsOfFile[fileId] ?? []; }
  /** So many of them at most. */
  failedFiles(limit: number): FileRow[] {
    const failed: FileRow[] = [];
    if (this.#fileCounts.failed === 0) return failed;
    for (const file of this.#files.values()) {
      if (file.state === 'failed') failed.push(file);
      if (failed.length === limit) break;
    }
    return failed;
  }
  files(): IterableIterator<FileRow> { return this.#files.values(); }

  /** Takes over what the store has committed. */
  apply(change: CatalogChange): void {
    const touched = new Set<number>();
    for (const id of change.removedChunkIds) {
      const fileId = this.#chunks.fileIdOf(id);
      if (fileId === undefined) continue;
      touched.add(fileId);
      this.#chunks.remove(id);
      this.chunkIds.give(id);
    }
    for (const id of change.removedFileIds) this.#dropFile(id);
    for (const file of change.files) this.#putFile(file);
    const added = new Map<number, number[]>();
    for (const chunk of change.chunks) {
      this.#chunks.set(chunk);
      touched.add(chunk.fileId);
      const ids = added.get(chunk.fileId);
      if (ids) ids.push(chunk.id); else added.set(chunk.fileId, [chunk.id]);
    }
    for (const fileId of touched) this.#relist(fileId, added.get(fileId) ?? []);
    this.#revision = change.revision;
  }

  #relist(fileId: number, added: readonly number[]): void {
    if (!this.#filesById[fileId]) return;
    const kept = this.chunkIdsOf(fileId).filter((id) => this.#chunks.fileIdOf(id) === fileId);
    const ids = [...new Set([...kept, ...added])];
    this.#chunkIdsOfFile[fileId] = this.#inOrder(ids);
  }

  #inOrder(ids: number[]): number[] { return ids.sort((a, b) => this.#chunks.startLineOf(a)! - this.#chunks.startLineOf(b)!); }

  #putFile(file: FileRow): void {
    const previous = this.#filesById[file.id];
    if (previous) this.#count(previous, -1);
    this.#files.set(fileKey(file), file);
    this.#filesById[file.id] = file;
    this.#count(file, 1);
  }

  #dropFile(id: number): void {
    const file = this.#filesById[id];
    if (!file) return;
    this.#count(file, -1);
    this.#files.delete(fileKey(file));
    this.#filesById[id] = undefined;
    this.#chunkIdsOfFile[id] = undefined;
    this.fileIds.give(id);
  }

  #count(file: FileRow, by: 1 | -1): void {
    this.#fileCounts[file.state] += by;
    if (file.state === 'skipped' && file.path.endsWith('/')) this.#skippedFolders += by;
    const [map, key] = file.state === 'skipped' ? [this.#skippedByReason, file.reason] : file.state === 'failed' ? [this.#failedByCode, file.reason] : [this.#languages, file.language];
    const count = (map.get(key) ?? 0) + by;
    if (count > 0) map.set(key, count); else map.delete(key);
  }
}
