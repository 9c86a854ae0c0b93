/** What is known of a chunk that may be an answer, before it is ranked and after? */
import type { ChunkRow, FileRow } from '../catalog/rows.ts';

export interface Candidate {
  readonly chunk: ChunkRow;
  readonly file: FileRow;
  /** Cosine similarity to the query, or null while the chunk has no vector or the query none. */
  readonly similarity: number | null;
  /** BM25F score; 0 where no word matched. */
  readonly lexical: number;
  /** IDF-weighted share of the query's terms that the chunk holds, 0 to 1. */
  readonly coverage: number;
}

export interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly score: number;
  /** How good a hit it is by itself, 0 to 1, whatever else was found. */
  readonly relevance: number;
  /** By signal; they add up to the score. */
  readonly contributions: Readonly<Record<string, number>>;
}
