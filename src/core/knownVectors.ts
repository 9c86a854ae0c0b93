/** Which vectors need not be made again? Those that this index has, then those that any index on this machine has made. */
import { keyOf } from './analyseFile.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { FileRow, VectorRow } from './catalog/rows.ts';
import { readVector, writeVector } from './embed/quantise.ts';
import { pathText } from './modelVectors.ts';
import type { Embedder, Store, VectorCache } from './ports.ts';

export interface PathVector {
  readonly fileId: number;
  readonly vector: Float32Array;
}

/** Of one model. Every vector comes in its stored form, so that it is the same before and after a restart, here and elsewhere. */
export class KnownVectors {
  readonly embedder: Embedder;
  readonly #store: Store;
  readonly #cache: VectorCache | null;

  /** `cache` null: nothing is shared with other indexes. */
  constructor(embedder: Embedder, store: Store, cache: VectorCache | null) {
    this.embedder = embedder;
    this.#store = store;
    this.#cache = cache;
  }

  /** The vectors that are known, by content; what only the cache had is in the store from now on. Throws the store's failures. */
  find(keys: readonly string[]): Map<string, Float32Array> {
    const stored = this.#store.vectors(this.embedder.id, keys);
    const own = keys.flatMap((key, i) => (stored[i] ? [{ key, vector: stored[i] }] : []));
    const shared = this.#shared(keys.filter((_, i) => !stored[i]));
    if (shared.length) this.#store.putVectors(this.embedder.id, shared);
    return this.#decoded([...own, ...shared]);
  }

  /** Embeds contents that are not known, each given by its tokens, and keeps their vectors. Rejects as the embedder does, and with the store's failures. */
  async make(tokensOf: ReadonlyMap<string, Uint32Array>): Promise<Map<string, Float32Array>> {
    if (!tokensOf.size) return new Map();
    const made = await this.embedder.embedTokens([...tokensOf.values()]);
    const rows = [...tokensOf.keys()].map((key, i) => ({ key, vector: writeVector(made[i]!) }));
    this.#store.putVectors(this.embedder.id, rows);
    this.#share(rows);
    return this.#decoded(rows);
  }

  /** The vectors of files' paths, now in the store. A file that went meanwhile gets none: its id may be another's soon. */
  async ofPaths(files: readonly FileRow[], catalog: Catalog): Promise<PathVector[]> {
    if (!files.length) return [];
    const textOf = new Map(files.map(({ path }) => [keyOf(pathText(path)), pathText(path)]));
    const known = new Map(this.#shared([...textOf.keys()]).map(({ key, vector }) => [key, vector]));
    const unknown = [...textOf].filter(([key]) => !known.has(key));
    const made = unknown.length ? await this.embedder.embed(unknown.map(([, text]) => text), 'document') : [];
    const rows = unknown.map(([key], i) => ({ key, vector: writeVector(made[i]!) }));
    this.#share(rows);
    for (const { key, vector } of rows) known.set(key, vector);
    const present = files.filter(({ id, path }) => catalog.fileById(id)?.path === path)
      .map(({ id, path }) => ({ fileId: id, vector: known.get(keyOf(pathText(path)))! }));
    this.#store.putPathVectors(this.embedder.id, present);
    return present.map(({ fileId, vector }) => ({ fileId, vector: readVector(vector, this.embedder.dimensions) }));
  }

  /** Whatever decides a vector beside its text: the model, and how many of its dimensions are kept. */
  get #recipe(): string { return `${this.embedder.id}/${this.embedder.dimensions}`; }

  #shared(keys: readonly string[]): VectorRow[] {
    if (!this.#cache || !keys.length) return [];
    const found = this.#cache.find(this.#recipe, keys);
    return keys.flatMap((key, i) => (found[i] ? [{ key, vector: found[i] }] : []));
  }

  #share(rows: readonly VectorRow[]): void {
    if (rows.length) this.#cache?.keep(this.#recipe, rows);
  }

  #decoded(rows: readonly VectorRow[]): Map<string, Float32Array> {
    return new Map(rows.map(({ key, vector }) => [key, readVector(vector, this.embedder.dimensions)]));
  }
}
