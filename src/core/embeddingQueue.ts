/** Which chunks still need vectors, and how do they get them? Known vectors of equal text first; only the rest is embedded. */
import type { Catalog } from './catalog/catalog.ts';
import type { ChunkRow } from './catalog/rows.ts';
import { Failure } from './failure.ts';
import { KnownVectors } from './knownVectors.ts';
import type { Embedder, Store, VectorCache } from './ports.ts';
import type { SearchState } from './searchState.ts';

// Four million token ids and what goes with them are some 40 MB: 25,000 chunks may wait before the reading of files does.
const maxWaitingTokens = 4_000_000;
// Some 30 ms of embedding between two looks at the queue, so that an edited file does not wait behind a cold index.
const chunksPerStep = 128;

interface Waiting {
  readonly row: ChunkRow;
  readonly tokens: Uint32Array;
}

export class EmbeddingQueue {
  readonly #waiting = new Map<number, Waiting>();
  readonly #catalog: Catalog;
  readonly #state: SearchState;
  readonly #store: Store;
  readonly #cache: VectorCache | null;
  #known: KnownVectors | null;
  #tokens = 0;
  #failed: Failure | null = null;
  #computed: number;
  #reused: number;

  /** `embedder` null: no model; chunks are searched by their words alone. `cache` null: no vectors are shared with other indexes. */
  constructor(catalog: Catalog, state: SearchState, store: Store, embedder: Embedder | null, cache: VectorCache | null) {
    this.#catalog = catalog;
    this.#state = state;
    this.#store = store;
    this.#cache = cache;
    this.#known = embedder && new KnownVectors(embedder, store, cache);
    this.#computed = Number(store.readMeta('embedded.computed') ?? 0);
    this.#reused = Number(store.readMeta('embedded.reused') ?? 0);
  }

  get usable(): boolean { return this.#known !== null && this.#failed === null; }
  get size(): number { return this.#waiting.size; }
  get isFull(): boolean { return this.#tokens >= maxWaitingTokens; }
  /** What made the model stop, or null. */
  get failure(): Failure | null { return this.#failed; }
  /** Chunks embedded since the index was made, and chunks whose vectors were found instead. */
  get counts(): { readonly computed: number; readonly reused: number } { return { computed: this.#computed, reused: this.#reused }; }

  /** From now on vectors are made by another model; nothing may be waiting. */
  useModel(embedder: Embedder): void {
    this.#known = new KnownVectors(embedder, this.#store, this.#cache);
    this.#failed = null;
  }

  /** Keeps count of texts embedded and vectors found, here or elsewhere. */
  count(computed: number, reused: number): void {
    this.#computed += computed;
    this.#reused += reused;
    this.#store.writeMeta({ 'embedded.computed': String(this.#computed), 'embedded.reused': String(this.#reused) });
  }

  has(chunkId: number): boolean { return this.#waiting.has(chunkId); }

  /** Without tokens (the model's tokenizer could not be opened) the chunk stays without a vector. */
  add(row: ChunkRow, tokens: Uint32Array | null): void {
    if (!this.usable || tokens === null) return;
    this.remove([row.id]);
    this.#waiting.set(row.id, { row, tokens });
    this.#tokens += tokens.length;
  }

  remove(chunkIds: readonly number[]): void {
    for (const id of chunkIds) {
      const waiting = this.#waiting.get(id);
      if (!waiting) continue;
      this.#waiting.delete(id);
      this.#tokens -= waiting.tokens.length;
    }
  }

  clear(): void {
    this.#waiting.clear();
    this.#tokens = 0;
  }

  /** Gives the next chunks their vectors. A failing model empties the queue and is kept as `failure`; the store's failures are thrown. */
  async step(): Promise<void> {
    const batch = this.#nextBatch();
    try {
      await this.#embedPaths(batch);
      const vectors = await this.#vectorsOf(batch);
      for (const { row } of batch) {
        // While the model worked the chunk may have been removed, and its id given to another.
        if (this.#waiting.get(row.id)?.row !== row) continue;
        this.#state.setVector(this.#catalog.chunk(row.id) ?? row, vectors.get(row.contentKey)!);
        this.remove([row.id]);
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'modelFailed') throw error;
      this.#failed = error;
      this.clear();
    }
  }

  #nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    for (const waiting of this.#waiting.values()) {
      batch.push(waiting);
      if (batch.length >= chunksPerStep) break;
    }
    return batch;
  }

  async #vectorsOf(batch: readonly Waiting[]): Promise<Map<string, Float32Array>> {
    const unknown = new Map(batch.map(({ row, tokens }) => [row.contentKey, tokens]));
    const vectors = this.#known!.find([...unknown.keys()]);
    for (const key of vectors.keys()) unknown.delete(key);
    const made = await this.#known!.make(unknown);
    for (const [key, vector] of made) vectors.set(key, vector);
    this.count(made.size, batch.length - made.size);
    return vectors;
  }

  async #embedPaths(batch: readonly Waiting[]): Promise<void> {
    const fileIds = [...new Set(batch.map(({ row }) => row.fileId))].filter((id) => !this.#state.hasPathVector(id));
    const files = fileIds.flatMap((id) => this.#catalog.fileById(id) ?? []);
    for (const { fileId, vector } of await this.#known!.ofPaths(files, this.#catalog)) this.#state.setPathVector(fileId, vector);
  }
}
