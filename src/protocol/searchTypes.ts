/** What may be asked of the search engine, and what does it answer? Plain data; lines count from 1, inclusive. */

/** What a file is: code that is no test, a test, or documentation. */
export type FileKind = 'code' | 'tests' | 'docs';

export interface SearchFilters {
  /** Absent or empty: all. */
  readonly kinds?: readonly FileKind[];
  /** Language identifiers; empty or absent means all. */
  readonly languages?: readonly string[];
  /** Globs on the path relative to its root; a plain folder name matches everything below it. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Only these files; paths relative to their root, with "/". */
  readonly among?: readonly IndexedFile[];
}

export interface IndexedFile {
  readonly root: string;
  readonly path: string;
}

export interface SearchRequest extends SearchFilters {
  readonly query: string;
  readonly limit: number;
  /** Every chunk as a result of its own, rather than each file once by its best chunk. */
  readonly chunks?: boolean;
  /** Hits that the user wants more like: what is like them is found, too, and moves to the front. */
  readonly like?: readonly HitPlace[];
  /** Hits that the user wants fewer like: they, the rest of their files, and what is like them move to the end. */
  readonly unlike?: readonly HitPlace[];
}

export interface HitPlace extends IndexedFile {
  readonly startLine: number;
}

/**
 * Under which aspect things are alike. behaviour: the code with its names masked; name: of what is defined, and of its parameters;
 * documentation: comments and prose; usage: the lines around the places where it is mentioned; all: everything together.
 */
export type SimilarAspect = 'all' | 'behaviour' | 'name' | 'documentation' | 'usage';

export interface SimilarRequest extends SearchFilters {
  /** Absolute path of the file that holds the example. */
  readonly file: string;
  /** The example's lines; absent: the whole file. */
  readonly startLine?: number;
  readonly endLine?: number;
  /** True: widen the range to the enclosing function, class or section. */
  readonly enclosing?: boolean;
  /** A cell of a saved notebook, from 0, instead of lines. */
  readonly cell?: number;
  /** The file's text as the editor has it, where that may differ from the disk. */
  readonly text?: string;
  /** docs: the documentation about the example; code: the code that it is about. The aspect is then not looked at. */
  readonly counterpart?: 'docs' | 'code';
  /** Absent: all. */
  readonly aspect?: SimilarAspect;
  /** "Similar, but ...": words that move the order; those after "not", "no", "without" or "except" are not wanted. */
  readonly but?: string;
  readonly limit: number;
  readonly chunks?: boolean;
}

/** strong: a hit answers; weak: only distant hits; none: nothing relevant was found (results then hold the weak hits). */
export type Verdict = 'strong' | 'weak' | 'none';

export interface ResultRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly symbol: string | null;
  readonly score: number;
}

/** A word, or part of one, by its place in a line of the file; columns in UTF-16 units from 0. */
export interface WordPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface MatchedWord extends WordPlace {
  /** What of the query it matches: a term as in the index, folded and stemmed, or a phrase as it was demanded. */
  readonly term: string;
}

export interface SearchResult extends ResultRange {
  /** Absolute path of the workspace folder that the file is in. */
  readonly root: string;
  /** Relative to `root`, with "/". */
  readonly path: string;
  readonly language: string;
  readonly kind: 'code' | 'docs';
  /** The range's text as it is on disk now, cut to a displayable length. */
  readonly snippet: string;
  /** True when the file has changed since it was indexed: lines may have moved. */
  readonly stale: boolean;
  /** How good the hit is by itself, 0 to 1: drives the relevance mark; `score` only orders. */
  readonly relevance: number;
  /** Named parts whose sum is exactly `score`. */
  readonly contributions: Readonly<Record<string, number>>;
  /** The file's other matching ranges, best first. */
  readonly otherRanges: readonly ResultRange[];
  /** Where phrases or an expression were demanded: the numbers of the range's lines that hold them. */
  readonly matchedLines?: readonly number[];
  /** The snippet's words that match by letters; absent in answers to "Find Similar". */
  readonly matchedWords?: readonly MatchedWord[];
}

/** A part of the query that is not sought but narrows: `lang:ts`, `-path:test`, `kind:docs`, `"exact"`, `/pattern/`. */
export interface QueryOperator {
  readonly type: 'language' | 'path' | 'kind' | 'exact' | 'pattern';
  readonly negated: boolean;
  /** As understood: "typescript" for `lang:ts`; a phrase without its quotes. */
  readonly value: string;
  /** Its place in the query, in UTF-16 units: cut out, the query is without it. */
  readonly start: number;
  readonly end: number;
}

/** How the text of the query was read. */
export interface UnderstoodQuery {
  /** What it is without its filters. exact, pattern: nothing but that; filters: nothing at all is sought yet. */
  readonly form: 'question' | 'symbol' | 'path' | 'exact' | 'pattern' | 'filters' | 'nothing';
  /** What was sought by meaning and words. */
  readonly text: string;
  readonly operators: readonly QueryOperator[];
  /** Files that may hold what was demanded to the letter but were not looked through: too much text, or too slow an expression. */
  readonly unverified: { readonly files: number; readonly because: 'size' | 'time' } | null;
}

export interface SearchAnswer {
  readonly query: string;
  readonly verdict: Verdict;
  readonly results: readonly SearchResult[];
  readonly tookMs: number;
  /** Which retrievers took part: lexical search answers before the vectors are complete. */
  readonly retrieval: 'hybrid' | 'lexical';
  /** Share of chunks that have vectors, 0 to 1. */
  readonly coverage: number;
  /** Absent in answers to "Find Similar". */
  readonly understood?: UnderstoodQuery;
}

export interface SimilarAnswer extends SearchAnswer {
  /** What was taken as the example, after widening. */
  readonly source: {
    readonly file: string; readonly startLine: number; readonly endLine: number; readonly symbol: string | null;
    /** What of it was sought; null: what resembles it. */
    readonly counterpart: 'docs' | 'code' | null;
  };
}

/** Which hit is to be explained, of which question. */
export interface ExplainHitRequest {
  readonly root: string;
  readonly path: string;
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
  /** The strongest, strongest first. */
  readonly lines: readonly MeaningLine[];
  /** The strongest, in their order; of method "words" only. */
  readonly words: readonly MeaningWord[];
  /** Of method "words": what the other lines, the names around the hit and the path add. With `lines` it is the similarity. */
  readonly rest: { readonly otherLines: number; readonly names: number; readonly path: number } | null;
}

/** One term of the query in a hit. */
export interface TermExplanation {
  /** As folded and stemmed from the query. */
  readonly text: string;
  /** The term by which the hit holds it; null where it doesn't. */
  readonly matchedBy: string | null;
  readonly idf: number;
  /** False for a term that is a bonus, such as two words of the query written as one: its being missing says nothing. */
  readonly covers: boolean;
  /** What it adds to the score of the words, and how that divides among the fields. */
  readonly score: number;
  readonly fields: Readonly<Record<'name' | 'context' | 'path' | 'body', number>>;
}

export interface HitExplanation {
  readonly startLine: number;
  readonly endLine: number;
  readonly matchedWords: readonly MatchedWord[];
  readonly terms: readonly TermExplanation[] | null;
  /** Null where nothing was compared by meaning. */
  readonly meaning: MeaningExplanation | null;
}
