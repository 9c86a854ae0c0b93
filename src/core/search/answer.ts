/** What does a search take and give? (src/protocol/searchTypes.ts is what crosses a process; the daemon's compiler check keeps the two alike.) */
import type { TermExplanation } from '../lexical/lexicalExplanation.ts';
import type { Aspect } from '../similar/aspect.ts';
import type { Counterpart } from '../similar/counterpart.ts';
import type { ContentKind, FileId, FileKind, LineRange } from '../types.ts';
import type { QueryForm, QueryOperator } from './parseQuery.ts';
import type { Feedback } from './relevanceFeedback.ts';

export interface Filters {
  /** Absent or empty: all. */
  readonly kinds?: readonly FileKind[];
  readonly languages?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Only these files. */
  readonly among?: readonly FileId[];
}

export interface SearchRequest extends Filters, Feedback {
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
  /** A cell of a saved notebook, from 0, instead of lines. */
  readonly cell?: number;
  readonly text?: string;
  /** docs: the documentation about the example; code: the code that it is about. The aspect is then not looked at. */
  readonly counterpart?: Counterpart;
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

/** A word, or part of one, by its place in a line of the file; columns in UTF-16 units from 0. */
export interface WordPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A word that matches by letters. */
export interface MatchedWord extends WordPlace {
  /** What of the query it matches: a term as in the index, folded and stemmed, or a phrase as it was demanded. */
  readonly term: string;
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
  /** The snippet's words that match by letters; of answers to a query. */
  readonly matchedWords?: readonly MatchedWord[];
}

/** Which hit is to be explained, of which question: a query, or an example. */
export interface ExplainHitRequest extends FileId {
  /** A line of the hit. */
  readonly startLine: number;
  readonly asked: { readonly query: string } | { readonly example: SimilarRequest };
}

export interface MeaningLine {
  readonly line: number;
  readonly share: number;
}

export interface MeaningWord extends WordPlace {
  /** As it is written there. */
  readonly word: string;
  readonly share: number;
  /** The word of the question to which it owes most of its share. */
  readonly queryWord: string | null;
}

export interface MeaningExplanation {
  /** words: shares are exact parts of the similarity. lines: the model reads a text as a whole; a line's share is its own similarity, as if it stood alone. */
  readonly method: 'words' | 'lines';
  /** Cosine of the hit, with its path, to the question. */
  readonly similarity: number;
  /** The strongest, strongest first; none where the similarity is not above zero. */
  readonly lines: readonly MeaningLine[];
  /** The strongest, in their order; of method "words" only. */
  readonly words: readonly MeaningWord[];
  /** Of method "words": what the other lines, the names around the hit and the path add. With `lines` it is the similarity. */
  readonly rest: { readonly otherLines: number; readonly names: number; readonly path: number } | null;
}

export interface HitExplanation extends LineRange {
  /** Of the whole range, which may be longer than its snippet. */
  readonly matchedWords: readonly MatchedWord[];
  /** What each term of the query adds to the score of the words (BM25F), by field; null where none was looked for. */
  readonly terms: readonly TermExplanation[] | null;
  /** Null where nothing was compared: no model, a query of a phrase or expression alone, or without a word that the model knows. */
  readonly meaning: MeaningExplanation | null;
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
  readonly source: LineRange & { readonly file: string; readonly symbol: string | null; readonly counterpart: Counterpart | null };
}
