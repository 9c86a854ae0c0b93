/** What is held of a file and its chunks, on disk and in memory? Keys are lower-case hex of 16 bytes of SHA-256. */
import type { ChunkTerms } from '../lexical/chunkTerms.ts';
import type { ChunkShape, ContentKind, FileId, LineRange, Problem, ReadStamp, SkipReason } from '../types.ts';

export type FileState = 'indexed' | 'skipped' | 'failed';

export interface FileRow extends FileId, ReadStamp {
  readonly id: number;
  readonly state: FileState;
  /** Skip reason or failure code; empty for an indexed file. */
  readonly reason: string;
  /** The deciding rule, the error, or the problems met while chunking. */
  readonly message: string;
  readonly language: string;
  readonly kind: ContentKind;
  /** Key of the file's text, secrets masked: no password can be guessed from it. Empty where it was not read. */
  readonly contentKey: string;
}

export interface ChunkRow extends LineRange {
  /** Dense and small: ids of removed chunks are given out again. */
  readonly id: number;
  readonly fileId: number;
  readonly shape: ChunkShape;
  readonly symbol: string | null;
  /** Key of what is embedded and indexed of the chunk, path apart: equal content has equal terms and vectors. */
  readonly contentKey: string;
  /** The commit that last gave this id to this content: a graph saved before it holds another vector here. */
  readonly revision: number;
}

export interface VectorRow {
  readonly key: string;
  readonly vector: Uint8Array;
}

/** One transaction on the store. */
export interface CatalogChange {
  readonly revision: number;
  readonly newTerms: readonly { readonly id: number; readonly term: string }[];
  readonly files: readonly FileRow[];
  readonly removedFileIds: readonly number[];
  readonly chunks: readonly ChunkRow[];
  readonly removedChunkIds: readonly number[];
  readonly contents: readonly { readonly key: string; readonly terms: Uint8Array }[];
}

/** A chunk as a worker hands it over: ready to be stored, indexed and embedded. */
export interface AnalysedChunk extends LineRange {
  readonly shape: ChunkShape;
  readonly symbol: string | null;
  readonly contentKey: string;
  readonly terms: ChunkTerms;
  /** The model's token ids of what is embedded, cut to the model's window; null where its tokenizer could not be opened. */
  readonly tokens: Uint32Array | null;
}

/** What reading a file came to: a file is indexed, skipped or failed, nothing else. */
export type FileAnalysis =
  | {
      readonly outcome: 'indexed';
      readonly stamp: ReadStamp;
      readonly language: string;
      readonly kind: ContentKind;
      readonly contentKey: string;
      readonly chunks: readonly AnalysedChunk[];
      readonly problems: readonly Problem[];
    }
  /** It has the content that was known already; only its stamp may be another. */
  | { readonly outcome: 'unchanged'; readonly stamp: ReadStamp; readonly contentKey: string }
  | { readonly outcome: 'skipped'; readonly stamp: ReadStamp; readonly reason: SkipReason; readonly rule: string }
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string }
  | { readonly outcome: 'vanished' };
