/** What does the search engine need from outside? Each interface is implemented in src/adapters and by a fake in test/support. */
import type { CatalogChange, ChunkRow, FileAnalysis, FileRow, VectorRow } from './catalog/rows.ts';
import type { ColumnReader, Columns } from './columns.ts';
import type { WordShare } from './embed/wordShares.ts';
import type { FileId, LanguageId, ReadStamp, Root, ScanEntry, ScanSettings, SkippedFile } from './types.ts';

/** A node of a syntax tree; positions are UTF-16 code units into the parsed text, rows count from 0. */
export interface SyntaxNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: { readonly row: number };
  readonly endPosition: { readonly row: number };
  readonly hasError: boolean;
  readonly namedChildren: readonly (SyntaxNode | null)[];
  childForFieldName(name: string): SyntaxNode | null;
}

/** A parsed text; its owner must call delete() when done (the memory is the parser's, not the collector's). */
export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  delete(): void;
}

export interface SyntaxParser {
  /** The tree of a text, or null where there is no grammar for the language. Rejects with Failure "parserUnavailable". */
  parse(text: string, language: LanguageId): Promise<SyntaxTree | null>;
}

export interface FileSource {
  /** Everything in the roots, each file and each skipped file or directory once. Never rejects for a single file. */
  scan(roots: readonly Root[], settings: ScanSettings, signal?: AbortSignal): AsyncIterable<ScanEntry>;
  /** How one path stands now (after a change event); null when it is gone. A path in a skipped directory yields that directory. */
  inspect(file: FileId, settings: ScanSettings): Promise<ScanEntry | 'directory' | null>;
  /**
   * Under which root, and as what, an absolute path is indexed, if it is: of roots that are the same folder the first counts, a root inside
   * another is apart from it, and links that lead to a root are resolved. Null outside all of them.
   */
  locate(path: string, roots: readonly Root[]): Promise<FileId | null>;
  /** Why a path is or is not indexed, without indexing it. */
  explain(file: FileId, settings: ScanSettings): Promise<SkippedFile | null>;
  /** Contents and the stamp that belongs to them. Rejects with a Failure: "vanished", "unreadable". */
  read(file: FileId): Promise<{ readonly bytes: Uint8Array; readonly stamp: ReadStamp }>;
}

/** A line that matches, from 1, and what of it does. */
export interface LineMatch {
  readonly line: number;
  readonly text: string;
}

/** Runs regular expressions within limits of time, as one may take for ever. */
export interface LineMatcher {
  /**
   * What one query asks for, text by text, each given by its lines: the matches, in the order of the lines, or null for a text that
   * was given up because the expression took too long on it, or on those before.
   */
  matching(pattern: RegExp): (texts: readonly (readonly string[])[]) => Promise<(readonly LineMatch[] | null)[]>;
}

/** query: what is asked in words. document: what is searched. example: a piece of a document that others are to be like. */
export type TextRole = AskedRole | 'document';
export type AskedRole = 'query' | 'example';

/**
 * Turns texts into unit vectors of `dimensions` float32 values, in the order of the texts. A text in which it finds no
 * token (an empty one, say, unless the model marks where a text begins) gets the zero vector, which is similar to nothing.
 */
export interface Embedder {
  /** Identity of the vectors it makes: two embedders with the same id make the same vectors. */
  readonly id: string;
  readonly dimensions: number;
  /** Rejects with Failure "modelFailed", or "cancelled" once aborted. */
  embed(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]>;
  /** The same for texts that are already split into the model's token ids, prefix included. */
  embedTokens(texts: readonly Uint32Array[], signal?: AbortSignal): Promise<Float32Array[]>;
  /**
   * What each word of a document adds to its cosine similarity to the mean of what is asked, exactly; null where the model's vectors are no
   * weighted sums of their tokens', so that nothing of the kind can be said. Rejects as `embed` does.
   */
  wordShares(text: string, queries: readonly string[], role: AskedRole, signal?: AbortSignal): Promise<readonly WordShare[] | null>;
  close(): Promise<void>;
}

export interface Neighbour {
  readonly id: number;
  /** Inner product of unit vectors: cosine similarity, -1 to 1. */
  readonly similarity: number;
}

/** How densely an approximate graph is linked: M and efConstruction of Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search" (2018). */
export interface GraphShape {
  /** M: links that each vector gets in the upper layers; twice as many at the bottom. */
  readonly links: number;
  /** Candidates looked at when a vector is linked. */
  readonly efConstruction: number;
}

/** An approximate nearest-neighbour index over unit vectors, labelled by chunk ids (uint32). A cache: it can be rebuilt. */
export interface VectorIndex {
  readonly count: number;
  readonly dimensions: number;
  readonly shape: GraphShape;
  has(id: number): boolean;
  /** The ids of all vectors held, in no particular order. */
  ids(): Iterable<number>;
  /**
   * Adds a vector, or replaces the one under this id. The zero vector is held, but never found. Throws Failure
   * "badVector" for a wrong length, a value that is not finite, or a length other than 1 or 0.
   */
  add(id: number, vector: Float32Array): void;
  remove(id: number): void;
  /** The k nearest, best first. `ef` is the width of the search (ef >= k). */
  search(query: Float32Array, k: number, ef: number): Neighbour[];
}

/** Reads one file and takes it apart, in a worker thread or in place. Never rejects for what a file holds. */
export interface Analyser {
  /** With `knownContent`, a file of that content key is "unchanged" and not taken apart. */
  analyse(file: FileId, knownContent?: string | null): Promise<FileAnalysis>;
  close(): Promise<void>;
}

/** A model that is in use. */
export interface Model {
  /** The folder it was opened from, so that it can be opened again. */
  readonly dir: string;
  readonly embedder: Embedder;
  /** Takes files apart into this model's tokens. */
  readonly analyser: Analyser;
}

/** What commits have changed, by the ids of what was put, replaced or removed. */
export interface StoreChanges {
  readonly chunkIds: readonly number[];
  readonly removedFileIds: readonly number[];
}

/** The catalog on disk: transactional, written by one process at a time. Throws Failure "diskFull", "readOnly", "indexDamaged". */
export interface Store {
  readonly writable: boolean;
  /** Grows with every commit, by whichever process: a reader reloads when it has changed. */
  dataVersion(): number;
  readMeta(key: string): string | null;
  writeMeta(entries: Readonly<Record<string, string>>): void;
  /** All that `work` reads is of the same commit. */
  read<T>(work: () => T): T;
  files(): Iterable<FileRow>;
  chunks(): Iterable<ChunkRow>;
  /** Those of these chunks that there are. */
  chunksOf(ids: readonly number[]): ChunkRow[];
  /** The dictionary's terms in the order of their ids, from the one with this id on. */
  terms(from: number): Iterable<string>;
  /** The encoded terms of each content, or null. */
  termsOf(keys: readonly string[]): (Uint8Array | null)[];
  /** Encoded terms of each chunk's content. */
  chunkTerms(): Iterable<{ readonly chunkId: number; readonly terms: Uint8Array }>;
  /** Encoded vectors, by chunk, of the model: chunks that have none are left out. */
  chunkVectors(model: string): Iterable<{ readonly chunkId: number; readonly vector: Uint8Array }>;
  /** The stored vector under each key, or null. */
  vectors(model: string, keys: readonly string[]): (Uint8Array | null)[];
  commit(change: CatalogChange): void;
  /** What was changed by commits after this one; null where that was not noted. It is from the commit of the last snapshot on. */
  changesSince(revision: number): StoreChanges | null;
  /** Chunks changed since the last snapshot. */
  changeCount(): number;
  /** A snapshot of this commit is on the disk; the entries say what it is. */
  noteSnapshot(revision: number, entries: Readonly<Record<'snapshot.layout' | 'snapshot.model' | 'snapshot.contents', string>>): void;
  forgetSnapshot(): void;
  putVectors(model: string, rows: readonly VectorRow[]): void;
  /** Encoded vectors of the files' path words. */
  pathVectors(model: string): Iterable<{ readonly fileId: number; readonly vector: Uint8Array }>;
  putPathVectors(model: string, rows: readonly { readonly fileId: number; readonly vector: Uint8Array }[]): void;
  /** Drops the vectors of every other model and writes the meta entries, both or neither. */
  keepVectorsOf(model: string, entries: Readonly<Record<string, string>>): void;
  /** Drops texts' terms and vectors that no chunk has used for longest, beyond `spare` unused ones. */
  evict(spare: number): void;
  /**
   * After a writer that ended without closing: looks for damage in the next part of what is kept; false when nothing is left to look at.
   * Throws Failure "indexDamaged".
   */
  checkNext(): boolean;
  /** What was committed so far outlasts a loss of power. */
  flush(): void;
  /** Bytes on disk. */
  size(): number;
  clear(): void;
  close(): void;
}

/**
 * Vectors that any index on this machine has made. Nothing is owed to it: what can't be read or written is as if it were not there,
 * so it never throws.
 */
export interface VectorCache {
  /** The encoded vector under each key, or null. `recipe` is whatever decides a vector beside its text: nothing of another is found. */
  find(recipe: string, keys: readonly string[]): (Uint8Array | null)[];
  keep(recipe: string, rows: readonly VectorRow[]): void;
}

/** Keeps the graph on disk between runs. What can't be trusted is not loaded: the graph is then built again. */
export interface GraphStorage {
  create(dimensions: number, shape?: GraphShape): VectorIndex;
  /** The saved graph of this identity, verified; null when there is none or it is damaged. */
  load(identity: string, dimensions: number): Promise<VectorIndex | null>;
  /** Rejects with Failure "diskFull", "readOnly". */
  save(index: VectorIndex, identity: string): Promise<void>;
  remove(): Promise<void>;
}

/** Keeps what was built of the catalog between runs, so that opening need not build it again. A cache: what can't be trusted is not loaded. */
export interface SnapshotStorage {
  /** Puts these columns in the place of the last. Gives the description by which alone they can be loaded. Rejects with Failure "diskFull", "readOnly". */
  save(columns: Columns): Promise<string>;
  /** The columns that have this description, to the last bit; null where there are no such. */
  load(description: string): Promise<ColumnReader | null>;
  remove(): Promise<void>;
}

/** What is to be watched. Paths are absolute, in the platform's own form. */
export interface WatchScope {
  readonly roots: readonly string[];
  /** Files beyond what `ignores` lets through whose change changes which files are indexed (".git/info/exclude"). */
  readonly ruleFiles: readonly string[];
  /** `isDirectory` is undefined where the path is gone or was not looked at yet. */
  ignores(path: string, isDirectory: boolean | undefined): boolean;
}

/** changed: look at these paths again, whatever happened to them. rescan: the rules changed, or too much to name. */
export type WatchEvent =
  | { readonly type: 'changed'; readonly paths: readonly string[] }
  | { readonly type: 'rescan'; readonly cause: 'rules' | 'tooMany' }
  /** atLimit: the system allows no more watches, so this one will not be complete. */
  | { readonly type: 'failed'; readonly atLimit: boolean; readonly code: string; readonly message: string; readonly nextStep: string };

export interface Watcher {
  /**
   * Resolves when everything in the scope is watched; what changed before may go unreported, so scan after it. Ends an
   * earlier watch. After a "rescan", start anew with a new scope: the rules are new, or files were missed that this watch
   * would not tell of when they go.
   */
  start(scope: WatchScope, listener: (event: WatchEvent) => void): Promise<void>;
  close(): Promise<void>;
}
