/** What does a lexical query consist of, once its text is understood? */

/** A term of the dictionary that stands for a word of the query. */
export interface QueryAlternative {
  readonly term: string;
  /** Its id in the dictionary of the index that is searched. */
  readonly id: number;
  /** 1 for the word itself, less for a guess. */
  readonly weight: number;
}

/**
 * word: as typed, or the whole of an identifier; part: of an identifier whose whole is known too; compound: typed apart,
 * written together in the index; prefix: the beginning of a word; correction: close to a word that the index doesn't know;
 * split: typed together, written apart; unknown: nothing in the index is like it.
 */
export type QueryTermSource = 'word' | 'part' | 'compound' | 'prefix' | 'correction' | 'split' | 'unknown';

export interface QueryTerm {
  /** As folded and stemmed from the query. */
  readonly text: string;
  readonly source: QueryTermSource;
  readonly weight: number;
  /** A document's best alternative counts; their frequencies are added for the weight of rarity. Empty: unknown to the index. */
  readonly alternatives: readonly QueryAlternative[];
  /** False for a term that is a bonus: that it is missing doesn't lower the coverage. */
  readonly covers: boolean;
}

export interface LexicalQuery {
  readonly terms: readonly QueryTerm[];
}

export interface LexicalHit {
  readonly id: number;
  readonly score: number;
  /** Share of the query's terms that the document holds, weighted by rarity and the terms' weights; 0 to 1. */
  readonly coverage: number;
  /** Places in the query's terms of those that it holds, ascending. */
  readonly matched: readonly number[];
}
