/** What is the index of one workspace, as its users see it? It opens, keeps up, answers, and says how it stands. */
import { recipeVersion } from './analyseFile.ts';
import { Catalog } from './catalog/catalog.ts';
import { EmbeddingQueue } from './embeddingQueue.ts';
import { Failure } from './failure.ts';
import { findSimilar } from './findSimilar.ts';
import { Indexer } from './indexer.ts';
import type { Analyser, Embedder, FileSource, GraphStorage, Store, SyntaxParser } from './ports.ts';
import type { Answer, SearchRequest, SimilarAnswer, SimilarRequest } from './search/answer.ts';
import { GraphKeeper } from './search/graphKeeper.ts';
import { search } from './searcher.ts';
import { SearchState } from './searchState.ts';
import { locateFile } from './locateFile.ts';
import type { FileRow } from './catalog/rows.ts';
import type { FileId, Root, ScanSettings } from './types.ts';

export interface WorkspaceIndexParts {
  readonly store: Store;
  readonly files: FileSource;
  readonly analyser: Analyser;
  readonly parser: SyntaxParser;
  readonly embedder: Embedder | null;
  readonly graphs: GraphStorage;
  readonly parallel: number;
}

export interface IndexSummary {
  readonly files: { readonly indexed: number; readonly skipped: number; readonly failed: number; readonly pending: number };
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly root: string; readonly path: string; readonly code: string; readonly message: string }[];
  readonly chunks: { readonly total: number; readonly withVectors: number };
  readonly graph: { readonly vectors: number; readonly ready: boolean };
  /** Chunks embedded since the index was made, and chunks whose vectors were found instead of being embedded again. */
  readonly embedded: { readonly computed: number; readonly reused: number };
  readonly languages: readonly string[];
}

export interface FileStanding {
  readonly state: 'indexed' | 'skipped' | 'failed' | 'pending';
  /** The deciding rule, the error, or what is held of it. */
  readonly message: string;
}

const maxListedFailures = 200;

/** Without a model the table of vectors stays empty; its width is then of no matter. */
const dimensionsWithoutModel = 1;

export class WorkspaceIndex {
  readonly catalog = new Catalog();
  readonly state: SearchState;
  readonly indexer: Indexer;
  readonly embedding: EmbeddingQueue;
  readonly #parts: WorkspaceIndexParts;
  #roots: readonly Root[];
  #settings: ScanSettings;
  #dataVersion = -1;

  constructor(parts: WorkspaceIndexParts, roots: readonly Root[], settings: ScanSettings) {
    const { store, embedder, graphs } = parts;
    const dimensions = embedder?.dimensions ?? dimensionsWithoutModel;
    this.#parts = parts;
    this.#roots = roots;
    this.#settings = settings;
    this.state = new SearchState(this.catalog, new GraphKeeper(graphs.create(dimensions)), dimensions);
    this.embedding = new EmbeddingQueue(this.catalog, this.state, store, embedder);
    this.indexer = new Indexer({ ...parts, catalog: this.catalog, state: this.state, embedding: this.embedding });
  }

  get roots(): readonly Root[] { return this.#roots; }
  get settings(): ScanSettings { return this.#settings; }
  get writable(): boolean { return this.#parts.store.writable; }

  /** Loads what the store and the saved graph hold. An index made by another recipe keeps its vectors and reads all files again. */
  async load(): Promise<void> {
    const { store, embedder, graphs } = this.#parts;
    if (store.writable && store.readMeta('recipe') !== String(recipeVersion)) this.#startOver();
    this.#dataVersion = store.dataVersion();
    this.catalog.load(store);
    this.state.load(store, embedder?.id ?? '');
    const saved = embedder && this.state.vectors.count ? await graphs.load(this.#graphIdentity(embedder), embedder.dimensions) : null;
    if (saved) this.state.graph.adopt(saved, Number(store.readMeta('graph.revision') ?? 0), this.catalog, this.state.vectors);
  }

  #startOver(): void {
    const { store } = this.#parts;
    this.catalog.load(store);
    const chunkIds = [...this.catalog.chunks()].map(({ id }) => id);
    const fileIds = [...this.catalog.files()].map(({ id }) => id);
    store.commit({ revision: this.catalog.revision + 1, newTerms: [], files: [], removedFileIds: fileIds, chunks: [], removedChunkIds: chunkIds, contents: [] });
    store.writeMeta({ recipe: String(recipeVersion) });
  }

  /** A reader takes in what the writer has committed since. */
  async reloadIfChanged(): Promise<void> {
    if (this.#parts.store.dataVersion() !== this.#dataVersion) await this.load();
  }

  /** Looks at the whole disk; resolves when what changed is queued, `idle` when it is done. */
  refresh(options: { everything?: boolean; signal?: AbortSignal } = {}): Promise<void> {
    return this.indexer.refresh(this.#roots, this.#settings, options);
  }

  async reconfigure(roots: readonly Root[], settings: ScanSettings): Promise<void> {
    this.#roots = roots;
    this.#settings = settings;
    await this.refresh();
  }

  update(paths: readonly string[]): Promise<void> {
    const files = paths.map((path) => this.locate(path)).filter((file) => this.#roots.some(({ path }) => path === file.root));
    return this.indexer.update(files, this.#settings);
  }

  /** The file an absolute path names: within its innermost root, or within its own folder where it lies outside all. */
  locate(path: string): FileId { return locateFile(path, this.#roots); }

  search(request: SearchRequest, signal?: AbortSignal): Promise<Answer> {
    return search(request, { ...this.#parts, catalog: this.catalog, state: this.state }, signal);
  }

  similar(request: SimilarRequest, signal?: AbortSignal): Promise<SimilarAnswer> {
    return findSimilar(request, { ...this.#parts, catalog: this.catalog, state: this.state, locate: (file) => this.locate(file) }, signal);
  }

  /** How the index stands, in numbers. */
  summary(): IndexSummary {
    const { catalog, state, embedding, indexer } = this;
    const failures = [...catalog.files()].filter((file) => file.state === 'failed').slice(0, maxListedFailures);
    return {
      files: { ...catalog.fileCounts, pending: indexer.pendingFiles },
      skippedByReason: Object.fromEntries([...catalog.skippedByReason].sort((a, b) => b[1] - a[1])),
      failures: failures.map(({ root, path, reason, message }) => ({ root, path, code: reason, message })),
      chunks: { total: catalog.chunkCount, withVectors: state.vectors.count },
      graph: { vectors: state.graph.count, ready: state.graph.waiting === 0 },
      embedded: embedding.counts,
      languages: catalog.languages,
    };
  }

  /** How one file stands; null where it lies outside the roots or does not exist. */
  async explain(path: string): Promise<FileStanding | null> {
    const file = this.locate(path);
    if (!this.#roots.some((root) => root.path === file.root)) return null;
    const row = this.catalog.file(file);
    if (row?.state === 'indexed') return { state: 'indexed', message: this.#describe(row) };
    if (row) return { state: row.state, message: `${row.reason}: ${row.message}` };
    try {
      const skip = await this.#parts.files.explain(file, this.#settings);
      return skip ? { state: 'skipped', message: `${skip.reason}: ${skip.rule}` } : { state: 'pending', message: 'The file is waiting to be indexed.' };
    } catch (error) {
      if (error instanceof Failure && error.code === 'vanished') return null;
      throw error;
    }
  }

  #describe(row: FileRow): string {
    const chunkIds = this.catalog.chunkIdsOf(row.id);
    const embedded = chunkIds.filter((id) => this.state.vectors.has(id)).length;
    return `${row.language}, ${chunkIds.length} chunks, ${embedded} of them with vectors${row.message ? `; ${row.message}` : ''}.`;
  }

  /** Adds some waiting vectors to the graph; false when there were none, or while indexing goes on. */
  buildGraphStep(): boolean {
    return this.embedding.size === 0 && this.state.graph.step(this.state.vectors);
  }

  get graphIsStale(): boolean { return this.state.graph.changes > 0 && this.state.graph.isUsable; }

  /** Writes the graph beside the old one and puts it in its place. Throws Failure "diskFull", "readOnly". */
  async saveGraph(): Promise<void> {
    const { embedder, graphs, store } = this.#parts;
    if (!embedder || !this.writable) return;
    const { revision } = this.catalog;
    await graphs.save(this.state.graph.graph, this.#graphIdentity(embedder));
    // Written after the graph: a crash in between leaves too low a number, and some chunks are added once more.
    store.writeMeta({ 'graph.revision': String(revision) });
    this.state.graph.saved();
  }

  /** Lets go of texts that no chunk has used for longest, keeping `spare` of them for the next branch switch. */
  evict(spare: number): void {
    if (this.writable) this.#parts.store.evict(spare);
  }

  #graphIdentity(embedder: Embedder): string { return `${embedder.id}/${embedder.dimensions}`; }

  /** Forgets everything, on the disk too. */
  async clear(): Promise<void> {
    if (!this.writable) throw new Failure('indexLocked', 'Another process writes to this index.', 'Clear it from the window that opened it first.');
    this.indexer.forget();
    this.#parts.store.clear();
    this.#parts.store.writeMeta({ recipe: String(recipeVersion) });
    await this.#parts.graphs.remove();
    this.catalog.load(this.#parts.store);
    this.state.load(this.#parts.store, '');
  }

  async close(): Promise<void> {
    this.indexer.pause();
    await this.indexer.run();
    await this.#parts.analyser.close();
    await this.#parts.embedder?.close();
    this.#parts.store.close();
  }
}
