/** What do searches look into? The lexical index and the vectors in memory, kept in step with the catalog. */
import type { Catalog } from './catalog/catalog.ts';
import type { ChunkRow } from './catalog/rows.ts';
import { prefixed, type ColumnReader, type Columns } from './columns.ts';
import { decodeTerms } from './lexical/encodeTerms.ts';
import { LexicalIndex } from './lexical/lexicalIndex.ts';
import { TermDictionary } from './lexical/termDictionary.ts';
import { tokenise } from './lexical/tokenise.ts';
import type { Embedder, Store, VectorIndex } from './ports.ts';
import { ModelVectors } from './modelVectors.ts';
import type { GraphKeeper } from './search/graphKeeper.ts';
import type { VectorTable } from './search/vectorTable.ts';

export class SearchState {
  readonly #catalog: Catalog;
  readonly #graph: GraphKeeper;
  readonly #pathTerms = new Map<number, readonly string[]>();
  #savedTerms = 0;
  #version = 0;
  dictionary = new TermDictionary();
  lexical = new LexicalIndex(this.dictionary);
  #meaning: ModelVectors;
  /** What is searched by meaning; trials put other tables in its place. */
  vectors: VectorTable;

  /** `embedder` null: no model; chunks are searched by their words alone. */
  constructor(catalog: Catalog, graph: GraphKeeper, embedder: Embedder | null) {
    this.#catalog = catalog;
    this.#graph = graph;
    this.#meaning = new ModelVectors(embedder);
    this.vectors = this.#meaning.table;
  }

  /** The model that made `vectors`: questions are embedded with no other. */
  get embedder(): Embedder | null { return this.#meaning.embedder; }
  get graph(): GraphKeeper { return this.#graph; }
  /** Of the model whose vectors these are; empty without one. */
  get modelId(): string { return this.embedder?.id ?? ''; }
  /** Another number after every change. */
  get version(): number { return this.#version; }

  /** Fills everything from the store, whose catalog has been loaded. Damaged blobs throw; the caller rebuilds. */
  load(store: Store): void {
    this.reset();
    this.#loadTerms(store);
    for (const { chunkId, terms } of store.chunkTerms()) {
      const chunk = this.#catalog.chunk(chunkId);
      if (chunk) this.addTerms(chunk, terms);
    }
    this.#pathTerms.clear();
    this.#meaning.load(store, this.#catalog);
    for (const id of this.vectors.ids()) this.#graph.changed(id);
  }

  #loadTerms(store: Store): void {
    for (const term of store.terms(this.dictionary.size)) this.dictionary.add(term);
    this.#savedTerms = this.dictionary.size;
  }

  columns(): Columns {
    return {
      ...prefixed('terms', this.dictionary.columns()), ...prefixed('lexical', this.lexical.columns()),
      ...prefixed('vectors', this.vectors.columns()), ...prefixed('paths', this.#meaning.paths.columns()),
    };
  }

  /** Takes over what was written as `columns`; vectors only where they are this model's. Throws Failure "indexDamaged" where a column is missing. */
  restore(columns: ColumnReader, modelId: string | null): void {
    this.reset();
    this.dictionary.restore(columns.within('terms'));
    this.#savedTerms = this.dictionary.size;
    this.lexical.restore(columns.within('lexical'));
    if (!this.embedder || modelId !== this.modelId) return;
    this.vectors.restore(columns.within('vectors'));
    this.#meaning.paths.restore(columns.within('paths'));
  }

  /** Takes in chunks that the catalog has of late, and vectors that have come into the store. Throws Failure "indexDamaged". */
  takeIn(chunks: readonly ChunkRow[], store: Store): void {
    this.#loadTerms(store);
    const terms = store.termsOf(chunks.map(({ contentKey }) => contentKey));
    for (const [at, chunk] of chunks.entries()) if (terms[at]) this.addTerms(chunk, terms[at]);
    for (const id of this.#meaning.fill(store, this.#catalog)) this.#graph.changed(id);
  }

  /** Takes another model's vectors in place of the present ones, all at once; the graph starts over, empty. */
  changeModel(next: ModelVectors, graph: VectorIndex): void {
    next.keepOnly(this.#catalog);
    this.#version++;
    this.#meaning = next;
    this.vectors = next.table;
    this.#graph.reset(graph);
    for (const id of this.vectors.ids()) this.#graph.changed(id);
  }

  reset(): void {
    this.#version++;
    this.dictionary = new TermDictionary();
    this.lexical = new LexicalIndex(this.dictionary);
    this.#meaning = new ModelVectors(this.embedder);
    this.vectors = this.#meaning.table;
    this.#pathTerms.clear();
    this.#savedTerms = 0;
  }

  addTerms(chunk: ChunkRow, encoded: Uint8Array): void {
    this.#version++;
    this.lexical.add(chunk.id, decodeTerms(encoded), this.#pathTermsOf(chunk.fileId));
  }

  remove(chunkIds: readonly number[]): void {
    this.#version++;
    for (const id of chunkIds) {
      this.lexical.remove(id);
      this.vectors.remove(id);
      this.#graph.remove(id);
    }
  }

  /** Of the words of a file's path to a query; null where there is no such vector, or it is another model's. */
  pathSimilarity(fileId: number, query: Float32Array): number | null { return this.#meaning.pathSimilarity(fileId, query); }
  hasPathVector(fileId: number): boolean { return this.#meaning.hasPath(fileId); }
  /** A chunk whose content was known has a vector at once, and lacks its path's until that is embedded. */
  isEmbedded(chunkId: number): boolean { return this.#meaning.isWhole(chunkId, this.#catalog); }
  setPathVector(fileId: number, vector: Float32Array): void {
    this.#version++;
    this.#meaning.setPath(fileId, vector);
  }

  forgetFiles(fileIds: readonly number[]): void {
    this.#version++;
    for (const id of fileIds) {
      this.#meaning.forgetPath(id);
      this.#pathTerms.delete(id);
    }
  }

  /** Takes a chunk's own vector in, together with its path's. */
  setVector(chunk: ChunkRow, own: Float32Array): void {
    this.#version++;
    this.#meaning.set(chunk, own);
    this.#graph.changed(chunk.id);
  }

  /** The words of files' paths become terms, if they are not: to be saved in the commit that brings the files. */
  learnPaths(paths: readonly string[]): void {
    for (const path of paths) for (const term of tokenise(path)) this.dictionary.add(term);
  }

  /** Terms that the dictionary gained since the last commit. */
  unsavedTerms(): { id: number; term: string }[] {
    return this.dictionary.termsFrom(this.#savedTerms).map((term, at) => ({ id: this.#savedTerms + at, term }));
  }

  get allTermsSaved(): boolean { return this.#savedTerms === this.dictionary.size; }

  termsSaved(): void { this.#savedTerms = this.dictionary.size; }

  #pathTermsOf(fileId: number): readonly string[] {
    let terms = this.#pathTerms.get(fileId);
    if (!terms) this.#pathTerms.set(fileId, (terms = tokenise(this.#catalog.fileById(fileId)?.path ?? '')));
    return terms;
  }
}
