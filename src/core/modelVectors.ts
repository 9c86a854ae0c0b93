/** What does one model make of the chunks? Their own vectors, each together with its path's, as they are searched. */
import type { Catalog } from './catalog/catalog.ts';
import type { ChunkRow } from './catalog/rows.ts';
import { combineVectors } from './embed/combineVectors.ts';
import { readVector } from './embed/quantise.ts';
import type { Embedder, Store } from './ports.ts';
import { VectorTable } from './search/vectorTable.ts';

/**
 * Weight of the vector of a file's path words beside a chunk's own. Kept apart from the chunk's, so that a rename embeds no text again.
 */
export const pathWeight = 0.35;

/** What is embedded of a path: its words without the extension ("src/http/retryPolicy" -> "src http retryPolicy"). */
export const pathText = (path: string): string => path.replace(/\.[^./]*$/, '').replaceAll('/', ' ');

/** Without a model the table of vectors stays empty; its width is then of no matter. */
const dimensionsWithoutModel = 1;

export class ModelVectors {
  readonly embedder: Embedder | null;
  readonly table: VectorTable;
  /** Of the files' path words, by file id. */
  readonly paths: VectorTable;

  /** `embedder` null: no model, and no vectors. */
  constructor(embedder: Embedder | null) {
    this.embedder = embedder;
    this.table = new VectorTable(embedder?.dimensions ?? dimensionsWithoutModel);
    this.paths = new VectorTable(this.table.dimensions);
  }

  /** Takes in what the store has of the catalog's chunks. Throws Failure "indexDamaged". */
  load(store: Store, catalog: Catalog): void {
    if (!this.embedder) return;
    const { id: model, dimensions } = this.embedder;
    for (const { fileId, vector } of store.pathVectors(model)) this.paths.set(fileId, readVector(vector, dimensions));
    for (const { chunkId, vector } of store.chunkVectors(model)) {
      const chunk = catalog.chunk(chunkId);
      if (chunk) this.set(chunk, readVector(vector, dimensions));
    }
  }

  /** Takes in what has come into the store for chunks that have no vector yet, or lack their path's. Gives their ids. Throws Failure "indexDamaged". */
  fill(store: Store, catalog: Catalog): readonly number[] {
    if (!this.embedder) return [];
    const { id: model, dimensions } = this.embedder;
    const missing = [...catalog.allChunkIds()].filter((id) => !this.isWhole(id, catalog));
    if (missing.length > catalog.chunkCount / 2) {
      this.load(store, catalog);
      return missing.filter((id) => this.table.has(id));
    }
    const chunks = missing.map((id) => catalog.chunk(id)!);
    const fileIds = new Set(chunks.map(({ fileId }) => fileId).filter((fileId) => !this.hasPath(fileId)));
    if (fileIds.size) for (const { fileId, vector } of store.pathVectors(model)) if (fileIds.has(fileId)) this.setPath(fileId, readVector(vector, dimensions));
    const news = chunks.filter(({ id, fileId }) => !this.table.has(id) || this.hasPath(fileId));
    return store.vectors(model, news.map(({ contentKey }) => contentKey)).flatMap((vector, at) => {
      if (!vector) return [];
      this.set(news[at]!, readVector(vector, dimensions));
      return [news[at]!.id];
    });
  }

  /** Null where the path has no vector, or one of another width than the query's. */
  pathSimilarity(fileId: number, query: Float32Array): number | null {
    return query.length === this.paths.dimensions ? this.paths.similarity(fileId, query) ?? null : null;
  }

  /** Whether a chunk has its own vector together with its path's. */
  isWhole(chunkId: number, catalog: Catalog): boolean {
    const fileId = catalog.fileIdOf(chunkId);
    return this.table.has(chunkId) && fileId !== undefined && this.hasPath(fileId);
  }

  hasPath(fileId: number): boolean { return this.paths.has(fileId); }
  setPath(fileId: number, vector: Float32Array): void { this.paths.set(fileId, vector); }
  forgetPath(fileId: number): void { this.paths.remove(fileId); }

  /** A chunk's own vector; its path's must be set before. */
  set({ id, fileId }: ChunkRow, own: Float32Array): void {
    const path = this.paths.get(fileId);
    this.table.set(id, path ? combineVectors([{ vector: own, weight: 1 }, { vector: path, weight: pathWeight }]) : own);
  }

  /** Drops what the catalog does not hold any more. */
  keepOnly(catalog: Catalog): void {
    for (const id of this.table.ids()) if (!catalog.hasChunk(id)) this.table.remove(id);
    for (const fileId of this.paths.ids()) if (!catalog.fileById(fileId)) this.paths.remove(fileId);
  }
}
