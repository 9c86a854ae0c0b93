/** What does the search engine need from outside? Each interface is implemented in src/adapters and by a fake in test/support. */
import type { FileId, FileStamp, LanguageId, Root, ScanEntry, ScanSettings, SkippedFile } from './types.ts';

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
  /** How one path stands now (after a change event); null when it is gone. A directory yields its entries. */
  inspect(file: FileId, settings: ScanSettings): Promise<ScanEntry | 'directory' | null>;
  /** Why a path is or is not indexed, without indexing it. */
  explain(file: FileId, settings: ScanSettings): Promise<SkippedFile | null>;
  /** Contents and the stamp that belongs to them. Rejects with a Failure: "vanished", "unreadable". */
  read(file: FileId): Promise<{ readonly bytes: Uint8Array; readonly stamp: FileStamp }>;
}

/** Turns texts into unit vectors of `dimensions` float32 values, in the order of the texts. */
export interface Embedder {
  /** Identity of the vectors it makes: two embedders with the same id make the same vectors. */
  readonly id: string;
  readonly dimensions: number;
  /** Rejects with Failure "modelMissing", "modelDamaged", "modelFailed", or when aborted. */
  embed(texts: readonly string[], kind: 'query' | 'document', signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface Neighbour {
  readonly id: number;
  /** Inner product of unit vectors: cosine similarity, -1 to 1. */
  readonly similarity: number;
}

/** An approximate nearest-neighbour index over unit vectors, labelled by chunk ids (uint32). A cache: it can be rebuilt. */
export interface VectorIndex {
  readonly count: number;
  readonly dimensions: number;
  has(id: number): boolean;
  /** Adds a vector, or replaces the one under this id. Throws Failure "badVector" for a wrong length or a non-finite value. */
  add(id: number, vector: Float32Array): void;
  remove(id: number): void;
  /** The k nearest, best first. `ef` is the width of the search (ef >= k). */
  search(query: Float32Array, k: number, ef: number): Neighbour[];
}
