/** What does a search take and give? (src/protocol/searchTypes.ts is what crosses a process; the daemon's compiler check keeps the two alike.) */
import type { ContentKind, LineRange } from '../types.ts';
import type { Aspect } from '../similar/aspect.ts';
import type { QueryForm, QueryOperator } from './parseQuery.ts';

export interface Filters {
  readonly kind?: 'code' | 'docs' | 'all';
  readonly languages?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export interface SearchRequest extends Filters {
  readonly query: string;
  /** Results at most. */
  readonly limit: number;
  /** Every chunk as a result of its own, rather than each file once by its best chunk. */
  readonly chunks?: boolean;
}

export interface SimilarRequest extends Filters {
  /** Absolute path. */
  readonly file: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly enclosing?: boolean;
  readonly text?: string;
  /** What is compared; everything together where it is not said. */
  readonly aspect?: Aspect;
  /** "Similar, but ...": words that move the order. */
  readonly but?: string;
  readonly limit: number;
  readonly chunks?: boolean;
}

export type Verdict = 'strong' | 'weak' | 'none';

export interface ResultRange extends LineRange {
  readonly symbol: string | null;
  readonly score: number;
}

export interface Result extends ResultRange {
  readonly root: string;
  readonly path: string;
  readonly language: string;
  readonly kind: ContentKind;
  readonly snippet: string;
  readonly stale: boolean;
  readonly relevance: number;
  /** Adds up to `score` exactly, summed in this order. */
  readonly contributions: Readonly<Record<string, number>>;
  readonly otherRanges: readonly ResultRange[];
  /** Where phrases or an expression were demanded: the numbers of the range's lines that hold them. */
  readonly matchedLines?: readonly number[];
}

/** Files that may hold what was demanded to the letter but were not looked through: too much text, or too slow an expression. */
export interface UnverifiedFiles {
  readonly files: number;
  readonly because: 'size' | 'time';
}

/** How the text of the query was read. */
export interface UnderstoodQuery {
  readonly form: QueryForm;
  /** What was sought by meaning and words. */
  readonly text: string;
  readonly operators: readonly QueryOperator[];
  readonly unverified: UnverifiedFiles | null;
}

export interface Answer {
  readonly query: string;
  readonly verdict: Verdict;
  readonly results: readonly Result[];
  readonly retrieval: 'hybrid' | 'lexical';
  readonly coverage: number;
  readonly understood?: UnderstoodQuery;
}

export interface SimilarAnswer extends Answer {
  readonly source: LineRange & { readonly file: string; readonly symbol: string | null };
}
