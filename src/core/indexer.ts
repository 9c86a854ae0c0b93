/** How do changes on the disk come into the index? scan or notice -> plan -> analyse -> commit -> embed, whatever is urgent first. */
import type { Catalog } from './catalog/catalog.ts';
import { fileKey } from './catalog/catalog.ts';
import { planChange, toCatalogChange, type AnalysedFile } from './catalog/planChange.ts';
import { EmbeddingQueue } from './embeddingQueue.ts';
import { Failure } from './failure.ts';
import { encodeTerms } from './lexical/encodeTerms.ts';
import type { Analyser, FileSource, Store } from './ports.ts';
import type { SearchState } from './searchState.ts';
import type { FileId, FileStamp, Root, ScanEntry, ScanSettings } from './types.ts';
import { WorkQueue } from './workQueue.ts';

export interface IndexerParts {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly files: FileSource;
  readonly analyser: Analyser;
  readonly state: SearchState;
  readonly embedding: EmbeddingQueue;
  /** Does a piece of what can wait until nothing else is to do; false when there was none. */
  readonly whenIdle: () => Promise<boolean>;
  /** Files that are analysed at the same time. */
  readonly parallel: number;
}

export type IndexerPhase = 'scanning' | 'indexing' | 'embedding' | 'ready';

// A commit costs an fsync-free WAL write and the lexical update; 64 files keep it under some 100 ms and a crash redoes little.
const filesPerCommit = 64;

export class Indexer {
  readonly #parts: IndexerParts;
  readonly #queue = new WorkQueue();
  /** Files that are taken apart though their content stayed. */
  readonly #anew = new Set<string>();
  /** Taken apart, but not committed yet. */
  #done: AnalysedFile[] = [];
  #analyser: Analyser;
  #scanning = 0;
  /** Files committed while a scan goes on: it may have listed their folder before they were there. */
  readonly #writtenMeanwhile = new Set<string>();
  #running: Promise<void> | null = null;
  #paused = false;
  #trouble: Failure | null = null;
  #onChange: () => void = () => {};

  constructor(parts: IndexerParts) {
    this.#parts = parts;
    this.#analyser = parts.analyser;
  }

  /** What happens now; "ready" also while paused with work left (see `paused`). */
  get phase(): IndexerPhase {
    if (this.#scanning) return 'scanning';
    if (this.#queue.size || this.#done.length) return 'indexing';
    return this.#parts.embedding.size ? 'embedding' : 'ready';
  }
  /** Files that wait to be read. pending: for the first time, so that they are in no state yet. stale: again, in the state that the catalog says. */
  get waitingFiles(): { readonly pending: number; readonly stale: number } {
    const { catalog } = this.#parts;
    const keys = new Set([...this.#queue.keys(), ...this.#done.map(({ file }) => fileKey(file))]);
    let stale = 0;
    for (const key of keys) if (catalog.holds(key)) stale++;
    return { pending: keys.size - stale, stale };
  }
  isWaiting(file: FileId): boolean { return this.#queue.has(fileKey(file)) || this.#done.some((each) => fileKey(each.file) === fileKey(file)); }
  get paused(): boolean { return this.#paused; }
  /** What stopped the indexing, until it goes on. */
  get trouble(): Failure | null { return this.#trouble; }

  /** Called after every committed step. */
  set onChange(listener: () => void) { this.#onChange = listener; }

  /** From now on files are taken apart for another model; none may be under way. */
  useAnalyser(analyser: Analyser): void { this.#analyser = analyser; }

  /** The file was found to be other than the catalog says. */
  readAgain({ root, path }: FileId): void {
    this.#anew.add(fileKey({ root, path }));
    this.#queue.add({ root, path }, false);
  }

  pause(): void { this.#paused = true; this.#onChange(); }

  resume(): void {
    this.#paused = false;
    this.retry();
  }

  /** What trouble has stopped is tried again, unless it is paused. */
  retry(): void {
    this.#trouble = null;
    void this.run();
    this.#onChange();
  }

  /** Compares the whole disk with the catalog; resolves when what has changed is queued. `everything`: unchanged files too. */
  async refresh(roots: readonly Root[], settings: ScanSettings, options: { everything?: boolean; signal?: AbortSignal } = {}): Promise<void> {
    const { catalog, files } = this.#parts;
    this.#scanning++;
    try {
      const seen = new Set<string>();
      const unreadable: FileId[] = [];
      const settled: AnalysedFile[] = [];
      for await (const entry of files.scan(roots, settings, options.signal)) {
        seen.add(fileKey(entry));
        if (entry.type === 'failed' && (entry.path === '' || entry.path.endsWith('/'))) unreadable.push(entry);
        this.#take(entry, settled, options.everything ?? false);
        if (settled.length >= 1024) this.#commit(settled.splice(0));
      }
      for (const row of catalog.files()) {
        // What lies in a folder that can't be read now (a drive that is not mounted) has not vanished for that.
        const key = fileKey(row);
        if (!seen.has(key) && !this.#writtenMeanwhile.has(key) && !unreadable.some((folder) => isInside(row, folder))) settled.push({ file: row, analysis: { outcome: 'vanished' } });
      }
      this.#commit(settled);
      this.#queueUnembedded();
    } catch (error) {
      this.stop(error);
    } finally {
      if (--this.#scanning === 0) this.#writtenMeanwhile.clear();
      this.#onChange();
    }
    void this.run();
  }

  /** Looks at files that are said to have changed; they come before all other work. Resolves when they are queued. */
  async notice(changed: readonly FileId[], settings: ScanSettings): Promise<void> {
    const settled: AnalysedFile[] = [];
    const gone: FileId[] = [];
    for (const file of changed) {
      const entry = await this.#parts.files.inspect(file, settings);
      if (entry === null) gone.push(file);
      else if (entry !== 'directory') {
        // A folder above it is skipped: that stands for all that is in it.
        if (entry.path !== file.path) gone.push(file);
        this.#take(entry, settled, false, true);
      }
      else if (this.#parts.catalog.file(file)) settled.push({ file, analysis: { outcome: 'vanished' } });
    }
    try {
      this.#commit([...settled, ...this.#vanished(gone)]);
    } catch (error) {
      this.stop(error);
    }
    void this.run();
  }

  /** Drops all waiting work and stays paused: the index is about to be cleared. */
  forget(): void {
    this.pause();
    this.#queue.clear();
    this.#parts.embedding.clear();
  }

  /** Works until nothing is left, the indexer is paused, or trouble stops it. */
  run(): Promise<void> {
    this.#running ??= this.#work().catch((error: unknown) => this.stop(error)).then(() => {
      this.#running = null;
      this.#onChange();
      // What came in while the work was ending must not wait for the next change.
      return this.#mayWork && (this.#queue.size || this.#parts.embedding.size) ? this.run() : undefined;
    });
    return this.#running;
  }

  /** A saved file is not to wait for a whole batch; in a storm of changes whole batches are quicker for all of them. */
  get #fewAreUrgent(): boolean { return this.#queue.urgentSize > 0 && this.#queue.urgentSize < filesPerCommit; }

  get #mayWork(): boolean { return !this.#paused && !this.#trouble; }

  async #work(): Promise<void> {
    const { embedding, parallel, whenIdle } = this.#parts;
    const inFlight = new Set<Promise<void>>();
    let failure: unknown;
    try {
      while (this.#mayWork) {
        while (inFlight.size < parallel && !embedding.isFull) {
          const file = this.#queue.take();
          if (!file) break;
          const job: Promise<void> = this.#analyser.analyse(file, this.#knownContent(file))
            .then((analysis) => { this.#done.push({ file, analysis }); this.#queue.finish(file); }, (error: unknown) => { failure = error; this.#queue.finish(file); })
            .finally(() => inFlight.delete(job));
          inFlight.add(job);
        }
        if (failure) throw failure;
        if (this.#done.length >= filesPerCommit || (this.#done.length && (!inFlight.size || this.#fewAreUrgent))) {
          this.#commit(this.#done.splice(0));
        } else if (embedding.size && (embedding.isFull || !inFlight.size)) await embedding.step();
        else if (inFlight.size) await Promise.race(inFlight);
        else if (!await whenIdle()) return;
        this.#onChange();
      }
    } finally {
      await Promise.all(inFlight);
      for (const { file } of this.#done.splice(0)) this.#queue.add(file, false);
    }
  }

  /** The content of a file with which nothing is left to do: its chunks have vectors, and none of it was in question. */
  #knownContent(file: FileId): string | null {
    const { catalog, state, embedding } = this.#parts;
    const row = catalog.file(file);
    if (this.#anew.delete(fileKey(file)) || row?.state !== 'indexed' || row.message) return null;
    return embedding.usable && !catalog.chunkIdsOf(row.id).every((id) => state.isEmbedded(id)) ? null : row.contentKey;
  }

  #take(entry: ScanEntry, settled: AnalysedFile[], everything: boolean, urgent = false): void {
    const row = this.#parts.catalog.file(entry);
    const file: FileId = { root: entry.root, path: entry.path };
    switch (entry.type) {
      case 'file':
        if (everything) this.#anew.add(fileKey(file));
        if (everything || !row || row.state === 'failed' || row.isRecent || !sameStamp(row, entry)) this.#queue.add(file, urgent);
        return;
      case 'skipped':
        if (row?.state === 'skipped' && row.reason === entry.reason && row.message === entry.rule) return;
        settled.push({ file, analysis: { outcome: 'skipped', stamp: { size: 0, mtimeMs: 0, isRecent: false }, reason: entry.reason, rule: entry.rule } });
        return;
      case 'failed':
        if (row?.state === 'failed' && row.reason === entry.code) return;
        settled.push({ file, analysis: { outcome: 'failed', code: entry.code, message: entry.message } });
    }
  }

  /** Paths that are gone, and everything below those that were folders: one look through the catalog for all of them. */
  #vanished(gone: readonly FileId[]): AnalysedFile[] {
    const { catalog } = this.#parts;
    const files = gone.flatMap((file) => catalog.file(file) ?? []);
    const folders = new Set(gone.filter((file) => !catalog.file(file)).map(fileKey));
    if (folders.size) for (const file of catalog.files()) if (foldersOf(file).some((folder) => folders.has(folder))) files.push(file);
    return files.map((file) => ({ file, analysis: { outcome: 'vanished' } }));
  }

  /** Files whose chunks wait for vectors but whose tokens are not in memory are read again. */
  #queueUnembedded(): void {
    const { catalog, state, embedding } = this.#parts;
    if (!embedding.usable) return;
    for (const id of catalog.allChunkIds()) {
      if (state.isEmbedded(id) || embedding.has(id)) continue;
      const file = catalog.fileById(catalog.fileIdOf(id)!);
      if (file) this.#queue.add({ root: file.root, path: file.path }, false);
    }
  }

  /** What is gone or skipped now need not be read, and what was read of it before does not count. */
  #settle(analysed: readonly AnalysedFile[]): void {
    const settled = analysed.filter(({ analysis }) => analysis.outcome !== 'indexed' && analysis.outcome !== 'unchanged').map(({ file }) => file);
    for (const file of settled) this.#queue.settle(file);
    const keys = new Set(settled.map(fileKey));
    if (keys.size) this.#done = this.#done.filter(({ file }) => !keys.has(fileKey(file)));
  }

  #commit(analysed: readonly AnalysedFile[]): void {
    if (!analysed.length) return;
    const { catalog, store, state, embedding } = this.#parts;
    this.#settle(analysed);
    const unique = [...new Map(analysed.map((each) => [fileKey(each.file), each])).values()];
    const revision = catalog.revision + 1;
    const planned = planChange(catalog, unique, revision);
    const contents = new Map<string, Uint8Array>();
    for (const { analysed: chunk } of planned.chunks) {
      if (!contents.has(chunk.contentKey)) contents.set(chunk.contentKey, encodeTerms(chunk.terms, state.dictionary));
    }
    state.learnPaths(planned.files.filter((file) => file.state === 'indexed').map(({ path }) => path));
    const change = toCatalogChange(planned, revision, state.unsavedTerms(), [...contents].map(([key, terms]) => ({ key, terms })));
    try {
      store.commit(change);
    } catch (error) {
      planned.release();
      for (const { file } of unique) this.#queue.add(file, false);
      throw error;
    }
    if (this.#scanning) for (const { file } of unique) this.#writtenMeanwhile.add(fileKey(file));
    state.termsSaved();
    state.remove(change.removedChunkIds);
    state.forgetFiles(change.removedFileIds);
    embedding.remove(change.removedChunkIds);
    catalog.apply(change);
    for (const { row, analysed: chunk, isNew } of planned.chunks) {
      if (isNew) state.addTerms(row, contents.get(row.contentKey)!);
      if (!state.isEmbedded(row.id)) embedding.add(row, chunk.tokens);
    }
    this.#onChange();
  }

  /** No more work until `resume`: something failed that all of it needs. */
  stop(error: unknown): void {
    this.#trouble = error instanceof Failure ? error : new Failure('internal', String(error), 'Rebuild the index; report the problem if it comes back.', error);
    this.#onChange();
  }
}

const isInside = (file: FileId, folder: FileId): boolean => file.root === folder.root && file.path.startsWith(folder.path);
/** Keys of the folders that a path lies in; a skipped folder's own path, which ends with a slash, lies in itself. */
function foldersOf({ root, path }: FileId): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(fileKey({ root, path: path.slice(0, end) }));
  return folders;
}
const sameStamp = (a: FileStamp, b: FileStamp): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs;
