/** What is known of a chunk that may be an answer, before it is ranked? */
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

/** What all candidates of one query have in common. */
export interface QueryContext {
  /** Words of the query without stop words, lower-cased and stemmed as in the index. */
  readonly words: readonly string[];
  readonly topSimilarity: number;
  readonly topLexical: number;
  /** True where the query itself asks for tests, examples and so on: key of the penalty that is then not given. */
  readonly asksFor: ReadonlySet<string>;
}

/** One named part of a score: a pure function of a candidate and the query. Values are 0 to 1 (penalties too: their weight is negative). */
export interface Signal {
  readonly name: string;
  readonly weight: number;
  value(candidate: Candidate, query: QueryContext): number;
}

export interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly score: number;
  readonly relevance?: number;
  readonly contributions: Readonly<Record<string, number>>;
}
