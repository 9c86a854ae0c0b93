/** What do searches look into? The lexical index and the vectors in memory, kept in step with the catalog. */
import type { Catalog } from './catalog/catalog.ts';
import type { ChunkRow } from './catalog/rows.ts';
import { decodeTerms } from './lexical/encodeTerms.ts';
import { LexicalIndex } from './lexical/lexicalIndex.ts';
import { TermDictionary } from './lexical/termDictionary.ts';
import { tokenise } from './lexical/tokenise.ts';
import type { Embedder, Store, VectorIndex } from './ports.ts';
import { combineVectors } from './embed/combineVectors.ts';
import { readVector } from './embed/quantise.ts';
import type { GraphKeeper } from './search/graphKeeper.ts';
import { VectorTable } from './search/vectorTable.ts';

/**
 * Weight of the vector of a file's path words beside a chunk's own. Kept apart from the chunk's, so that a rename embeds no text again.
 */
export const pathWeight = 0.35;

/** What is embedded of a path: its words without the extension ("src/http/retryPolicy" -> "src http retryPolicy"). */
export const pathText = (path: string): string => path.replace(/\.[^./]*$/, '').replaceAll('/', ' ');

/** Without a model the table of vectors stays empty; its width is then of no matter. */
const dimensionsWithoutModel = 1;
const tableFor = (embedder: Embedder | null): VectorTable => new VectorTable(embedder?.dimensions ?? dimensionsWithoutModel);

export class SearchState {
  readonly #catalog: Catalog;
  readonly #graph: GraphKeeper;
  readonly #pathVectors = new Map<number, Float32Array>();
  readonly #pathTerms = new Map<number, readonly string[]>();
  #savedTerms = 0;
  dictionary = new TermDictionary();
  lexical = new LexicalIndex(this.dictionary);
  #embedder: Embedder | null;
  vectors: VectorTable;

  /** `embedder` null: no model; chunks are searched by their words alone. */
  constructor(catalog: Catalog, graph: GraphKeeper, embedder: Embedder | null) {
    this.#catalog = catalog;
    this.#graph = graph;
    this.#embedder = embedder;
    this.vectors = tableFor(embedder);
  }

  /** The model that made `vectors`: questions are embedded with no other. */
  get embedder(): Embedder | null { return this.#embedder; }

  get graph(): GraphKeeper { return this.#graph; }

  /** Fills everything from the store, whose catalog has been loaded. Damaged blobs throw; the caller rebuilds. */
  load(store: Store): void {
    this.reset();
    for (const term of store.terms()) this.dictionary.add(term);
    this.#savedTerms = this.dictionary.size;
    for (const { chunkId, terms } of store.chunkTerms()) {
      const chunk = this.#catalog.chunk(chunkId);
      if (chunk) this.addTerms(chunk, terms);
    }
    this.#loadVectors(store);
  }

  /** Takes another model's vectors in place of the present ones, all at once; the graph starts over, empty. */
  changeModel(embedder: Embedder, graph: VectorIndex, store: Store): void {
    this.#embedder = embedder;
    this.vectors = tableFor(embedder);
    this.#pathVectors.clear();
    this.#graph.reset(graph);
    this.#loadVectors(store);
  }

  #loadVectors(store: Store): void {
    const model = this.#embedder?.id ?? '';
    for (const { fileId, vector } of store.pathVectors(model)) this.#pathVectors.set(fileId, readVector(vector, this.vectors.dimensions));
    for (const { chunkId, vector } of store.chunkVectors(model)) {
      const chunk = this.#catalog.chunk(chunkId);
      if (chunk) this.setVector(chunk, readVector(vector, this.vectors.dimensions));
    }
  }

  reset(): void {
    this.dictionary = new TermDictionary();
    this.lexical = new LexicalIndex(this.dictionary);
    this.vectors = tableFor(this.#embedder);
    this.#pathVectors.clear();
    this.#pathTerms.clear();
    this.#savedTerms = 0;
  }

  addTerms(chunk: ChunkRow, encoded: Uint8Array): void {
    this.lexical.add(chunk.id, decodeTerms(encoded), this.#pathTermsOf(chunk.fileId));
  }

  remove(chunkIds: readonly number[]): void {
    for (const id of chunkIds) {
      this.lexical.remove(id);
      this.vectors.remove(id);
      this.#graph.remove(id);
    }
  }

  hasPathVector(fileId: number): boolean { return this.#pathVectors.has(fileId); }
  setPathVector(fileId: number, vector: Float32Array): void { this.#pathVectors.set(fileId, vector); }

  forgetFiles(fileIds: readonly number[]): void {
    for (const id of fileIds) {
      this.#pathVectors.delete(id);
      this.#pathTerms.delete(id);
    }
  }

  /** Takes a chunk's own vector in, together with its path's. */
  setVector(chunk: ChunkRow, own: Float32Array): void {
    const path = this.#pathVectors.get(chunk.fileId);
    this.vectors.set(chunk.id, path ? combineVectors([{ vector: own, weight: 1 }, { vector: path, weight: pathWeight }]) : own);
    this.#graph.changed(chunk.id);
  }

  /** Terms that the dictionary gained since the last commit. */
  unsavedTerms(): { id: number; term: string }[] {
    const terms = [];
    for (let id = this.#savedTerms; id < this.dictionary.size; id++) terms.push({ id, term: this.dictionary.termOf(id) });
    return terms;
  }

  termsSaved(): void { this.#savedTerms = this.dictionary.size; }

  #pathTermsOf(fileId: number): readonly string[] {
    let terms = this.#pathTerms.get(fileId);
    if (!terms) this.#pathTerms.set(fileId, (terms = tokenise(this.#catalog.fileById(fileId)?.path ?? '')));
    return terms;
  }
}
