/** How is a question answered? parse -> retrieve -> rank -> cut off -> present. */
import type { Catalog } from './catalog/catalog.ts';
import { isZeroVector } from './embed/unitVector.ts';
import { Failure, throwIfCancelled } from './failure.ts';
import { parseLexicalQuery } from './lexical/query.ts';
import type { LexicalQuery } from './lexical/lexicalQuery.ts';
import { findAny, phraseFinder, wordFinder, type FindWords } from './lexical/wordMatches.ts';
import type { FileSource, LineMatcher, TextRole } from './ports.ts';
import type { LegibleTexts } from './scan/legibleTexts.ts';
import type { Answer, SearchRequest } from './search/answer.ts';
import type { ScoredCandidate } from './search/candidate.ts';
import { relevanceWhenDemanded } from './search/cutOff.ts';
import { acceptOf, fileTestOf } from './search/filter.ts';
import { namedFirst, withNamed } from './search/namedFirst.ts';
import { parseQuery, type ParsedQuery } from './search/parseQuery.ts';
import { present } from './search/present.ts';
import { rank } from './search/rank.ts';
import { alsoLike, withFeedback } from './search/relevanceFeedback.ts';
import { rankMatches } from './search/rankMatches.ts';
import { retrieve } from './search/retrieve.ts';
import { findMatches, hasDemands, type TextMatches } from './search/textMatches.ts';
import type { SearchState } from './searchState.ts';

/** The model reads some 2,000 characters; a pasted file is cut rather than refused. */
const maxQueryLength = 10_000;

/** Throws Failure "badRequest" for a bad regular expression. */
export function understand(query: string): ParsedQuery {
  const asked = parseQuery(query.slice(0, maxQueryLength));
  if (asked.patternError !== null) throw badPattern(asked.patternError);
  return asked;
}

export interface SearchParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly files: FileSource;
  /** What its files say, for the hits that are shown. */
  readonly texts: LegibleTexts;
}

/** What a search of the text of a query needs besides. */
export interface QueryParts extends SearchParts {
  readonly lineMatcher: LineMatcher;
}

/** Rejects with Failure "badRequest" for a limit below 1 and for a bad regular expression, "cancelled" when aborted. An empty query has no results. */
export async function search(request: SearchRequest, parts: QueryParts, signal?: AbortSignal): Promise<Answer> {
  if (!(request.limit >= 1)) throw new Failure('badRequest', 'The limit must be at least 1.', 'Ask for one result or more.');
  const { state, texts } = parts;
  const asked = understand(request.query);
  const found = await rankedFor(asked, request, parts, signal);
  const answer = await present(found.ranked, { query: request.query, limit: request.limit, chunks: request.chunks ?? false, texts, ...found, findWords: wordsOf(asked, found.lexical), signal });
  throwIfCancelled(signal);
  const understood = { form: asked.form, text: asked.text, operators: asked.operators, unverified: found.matches?.unverified ?? null };
  return { ...answer, retrieval: state.embedder && state.vectors.count ? 'hybrid' : 'lexical', coverage: coverageOf(parts), understood };
}

interface Found {
  readonly ranked: readonly ScoredCandidate[];
  /** Where what was demanded to the letter stands; null where nothing was. */
  readonly matches: TextMatches | null;
  /** The words that were looked for; null where only phrases or an expression were. */
  readonly lexical: LexicalQuery | null;
}

async function rankedFor(asked: ParsedQuery, request: SearchRequest, parts: QueryParts, signal?: AbortSignal): Promise<Found> {
  const { catalog, state } = parts;
  const heeded = (ranked: readonly ScoredCandidate[]) => (request.like?.length || request.unlike?.length ? withFeedback(ranked, request, parts) : ranked);
  if (asked.form === 'nothing' || asked.form === 'filters') return { ranked: [], matches: null, lexical: null };
  const test = fileTestOf(request, asked.filters);
  const matches = hasDemands(asked) ? await findMatches(asked, test, parts, signal) : null;
  if (matches && (asked.form === 'exact' || asked.form === 'pattern')) return { ranked: heeded(rankMatches(matches, catalog)), matches, lexical: null };
  const accept = matches ? (id: number) => matches.chunks.has(id) : acceptOf(test, catalog);
  const vector = await queryVector(asked.text, state, signal);
  if (vector) state.graph.recall.noteQuestion(vector);
  const lexical = parseLexicalQuery(asked.text, state.lexical);
  const candidates = withNamed(retrieve({ lexical, vector, accept, also: alsoLike(request, parts, accept) }, state, catalog), asked, catalog, accept);
  const ranked = namedFirst(rank({ query: asked.text, vector, lexical, candidates, state, catalog }), asked, catalog, state.lexical);
  const met = matches ? ranked.map(allDemandsMet) : ranked;
  return { ranked: heeded(met), matches, lexical };
}

/** What of a query is shown in the lines of its hits. */
export function wordsOf({ exact }: ParsedQuery, lexical: LexicalQuery | null): FindWords {
  return findAny([...exact.map(phraseFinder), ...(lexical ? [wordFinder(lexical)] : [])]);
}

/** What was demanded to the letter is there: that makes a hit relevant, however far its meaning. */
const allDemandsMet = (each: ScoredCandidate): ScoredCandidate => ({ ...each, relevance: Math.max(each.relevance, relevanceWhenDemanded) });

const badPattern = (reason: string): Failure => new Failure('badPattern', `The regular expression can't be read: ${reason}.`,
  'Correct it, put a backslash before signs that stand for themselves, or leave out the slashes to search for the text.', undefined, reason);

/** Share of chunks that have vectors. */
export function coverageOf({ catalog, state }: SearchParts): number {
  return catalog.chunkCount ? state.vectors.count / catalog.chunkCount : 0;
}

/** Null where the query has no word that the model knows, or the model fails: words then decide. */
async function queryVector(query: string, state: SearchState, signal?: AbortSignal): Promise<Float32Array | null> {
  try {
    const [vector] = await embedFor(state, [query], 'query', signal);
    return vector && !isZeroVector(vector) ? vector : null;
  } catch (error) {
    if (error instanceof Failure && error.code === 'modelFailed') return null;
    throw error;
  }
}

/**
 * Vectors of the model whose vectors are searched now; none where there are none to search. Where the model changes
 * meanwhile, the new one is asked: what follows without waiting finds its own model's vectors.
 */
export async function embedFor(state: SearchState, texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<readonly Float32Array[]> {
  for (;;) {
    const { embedder, vectors } = state;
    if (!embedder || !vectors.count) return [];
    const embedded = await embedder.embed(texts, role, signal);
    if (state.embedder === embedder) return embedded;
  }
}
