/** How do another model's vectors come beside those that serve? File by file while nothing else is to do, into the store and a table of their own. */
import type { Catalog } from './catalog/catalog.ts';
import type { ChunkRow, FileRow } from './catalog/rows.ts';
import { Failure } from './failure.ts';
import { KnownVectors } from './knownVectors.ts';
import { ModelVectors } from './modelVectors.ts';
import type { Model, Store, VectorCache } from './ports.ts';
import type { FileId } from './types.ts';

// Taken apart side by side by the worker threads; they come to some 600 chunks.
const filesAtATime = 16;
// An edited file waits for so many, a kill loses so many: 1.6 s of a transformer's work at 50 ms each, 10 ms of the bundled model's.
const chunksPerStep = 32;

export interface ModelChangeParts {
  readonly catalog: Catalog;
  readonly store: Store;
  /** Null: no vectors are shared with other indexes. */
  readonly cache: VectorCache | null;
  /** The model that is to serve. */
  readonly model: Model;
  /** Counts texts embedded, and texts whose vectors were found. */
  readonly count: (computed: number, reused: number) => void;
  /** A file on the disk is not what the catalog says. */
  readonly readAgain: (file: FileId) => void;
}

/** A content to be embedded, and the chunks that have it. */
interface Content {
  readonly key: string;
  readonly tokens: Uint32Array;
  readonly chunks: readonly ChunkRow[];
}

export class ModelChange {
  readonly #parts: ModelChangeParts;
  readonly #known: KnownVectors;
  /** What is searched after the change; ready at its end, so that no question waits for the loading. */
  readonly vectors: ModelVectors;
  /** Chunks that have no vector of this model yet, or whose file's path has none. */
  readonly #waiting = new Set<number>();
  /** What was taken apart and is to be embedded next. */
  #contents: Content[] = [];
  /** The content of files that did not come to the chunks of the catalog: they are read again once. */
  readonly #readAgain = new Map<number, string>();
  #revision: number;
  #failure: Failure | null = null;

  /** The catalog must be loaded. What an earlier try has made is found in the store. */
  constructor(parts: ModelChangeParts) {
    const { catalog, store, cache, model: { embedder } } = parts;
    this.#parts = parts;
    this.#known = new KnownVectors(embedder, store, cache);
    this.#revision = catalog.revision;
    this.vectors = new ModelVectors(embedder);
    this.vectors.load(store, catalog);
    for (const id of catalog.allChunkIds()) if (!this.vectors.isWhole(id, catalog)) this.#waiting.add(id);
  }

  get model(): Model { return this.#parts.model; }
  /** What made the model stop; the one that serves goes on serving. */
  get failure(): Failure | null { return this.#failure; }

  /** Chunks that still lack a vector of this model. */
  get waiting(): number {
    this.#takeIn();
    return this.#waiting.size;
  }

  get isComplete(): boolean { return this.#failure === null && this.waiting === 0; }

  /** Makes the next vectors; false when none are left to make or the model has failed. Throws the store's failures. */
  async step(): Promise<boolean> {
    this.#takeIn();
    if (this.#failure) return false;
    try {
      if (!this.#contents.length) {
        const files = this.#nextFiles();
        if (!files.length) return false;
        for (const { fileId, vector } of await this.#known.ofPaths(files, this.#parts.catalog)) this.vectors.setPath(fileId, vector);
        await this.#takeApart(files);
      }
      await this.#embedContents();
      return true;
    } catch (error) {
      if (!(error instanceof Failure) || (error.code !== 'modelFailed' && error.code !== 'modelMissing')) throw error;
      this.#failure = error;
      return false;
    }
  }

  /** Chunks committed since the last look, and those that are gone. */
  #takeIn(): void {
    const { catalog } = this.#parts;
    if (this.#revision === catalog.revision) return;
    for (const id of this.#waiting) if (!catalog.hasChunk(id)) this.#waiting.delete(id);
    for (const id of catalog.allChunkIds()) if (catalog.revisionOf(id)! > this.#revision) this.#waiting.add(id);
    this.#revision = catalog.revision;
  }

  #nextFiles(): FileRow[] {
    const { catalog } = this.#parts;
    const files = new Map<number, FileRow>();
    for (const id of this.#waiting) {
      const fileId = catalog.fileIdOf(id);
      const file = fileId === undefined ? undefined : catalog.fileById(fileId);
      if (!file) {
        this.#waiting.delete(id);
        continue;
      }
      if (!files.has(file.id) && files.size === filesAtATime) break;
      files.set(file.id, file);
    }
    return [...files.values()];
  }

  /** Of the files' chunks those with a known vector are done with; the others' contents are to be embedded. */
  async #takeApart(files: readonly FileRow[]): Promise<void> {
    const { catalog, count } = this.#parts;
    const chunks = files.flatMap(({ id }) => catalog.chunkIdsOf(id)).map((id) => catalog.chunk(id)!).filter(({ id }) => this.#waiting.has(id));
    const keys = [...new Set(chunks.map(({ contentKey }) => contentKey))];
    const known = this.#known.find(keys);
    const missing = new Set(keys.filter((key) => !known.has(key)));
    count(0, keys.length - missing.size);
    for (const chunk of chunks) this.#take(chunk, known.get(chunk.contentKey));
    const lacking = new Set(chunks.filter(({ contentKey }) => missing.has(contentKey)).map(({ fileId }) => fileId));
    const tokens = await this.#tokensOf(files.filter(({ id }) => lacking.has(id)), missing);
    const chunksOf = new Map<string, ChunkRow[]>([...tokens.keys()].map((key) => [key, []]));
    for (const chunk of chunks) chunksOf.get(chunk.contentKey)?.push(chunk);
    this.#contents = [...tokens].map(([key, ids]) => ({ key, tokens: ids, chunks: chunksOf.get(key)! }));
    const unmade = chunks.filter(({ contentKey }) => missing.has(contentKey) && !tokens.has(contentKey));
    const tryAgain = new Set([...new Set(unmade.map(({ fileId }) => fileId))].filter((fileId) => this.#triesAgain(fileId)));
    for (const chunk of unmade) if (!tryAgain.has(chunk.fileId) && this.#isCurrent(chunk)) this.#waiting.delete(chunk.id);
  }

  async #embedContents(): Promise<void> {
    const contents = this.#contents.splice(0, chunksPerStep).filter(({ chunks }) => chunks.some((chunk) => this.#isCurrent(chunk)));
    if (!contents.length) return;
    const made = await this.#known.make(new Map(contents.map(({ key, tokens }) => [key, tokens])));
    this.#parts.count(made.size, 0);
    for (const { key, chunks } of contents) for (const chunk of chunks) this.#take(chunk, made.get(key));
  }

  /** False once its id may have been given to another chunk, which waits for a vector of its own. */
  #isCurrent({ id, revision }: ChunkRow): boolean { return this.#parts.catalog.revisionOf(id) === revision; }

  #take(chunk: ChunkRow, vector: Float32Array | undefined): void {
    if (!vector || !this.#isCurrent(chunk)) return;
    this.vectors.set(chunk, vector);
    this.#waiting.delete(chunk.id);
  }

  /** The wanted contents' tokens, as the files are on the disk now. Rejects with Failure "modelMissing" without the model's tokenizer. */
  async #tokensOf(files: readonly FileRow[], wanted: ReadonlySet<string>): Promise<Map<string, Uint32Array>> {
    const { analyser } = this.#parts.model;
    const tokens = new Map<string, Uint32Array>();
    for (const analysis of await Promise.all(files.map(({ root, path }) => analyser.analyse({ root, path })))) {
      for (const { contentKey, tokens: ids } of analysis.outcome === 'indexed' ? analysis.chunks : []) {
        if (ids === null) throw new Failure('modelMissing', `The model in ${this.model.dir} can't be read any more.`, 'Choose the model again, or another one.', undefined, this.model.dir);
        if (wanted.has(contentKey)) tokens.set(contentKey, ids);
      }
    }
    return tokens;
  }

  /** For a file that did not come to the catalog's chunks: it is read again, once for each content; then they do without. */
  #triesAgain(fileId: number): boolean {
    const file = this.#parts.catalog.fileById(fileId);
    if (!file || this.#readAgain.get(fileId) === file.contentKey) return false;
    this.#readAgain.set(fileId, file.contentKey);
    this.#parts.readAgain(file);
    return true;
  }
}
