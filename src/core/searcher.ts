/** How is a question answered? parse -> retrieve -> rank -> cut off -> present. */
import type { Catalog } from './catalog/catalog.ts';
import { isZeroVector } from './embed/unitVector.ts';
import { Failure } from './failure.ts';
import { parseLexicalQuery } from './lexical/query.ts';
import { queryWords } from './lexical/queryWords.ts';
import type { FileSource } from './ports.ts';
import type { Answer, SearchRequest } from './search/answer.ts';
import type { Candidate, QueryContext } from './search/candidate.ts';
import { filterOf } from './search/filter.ts';
import { present } from './search/present.ts';
import { rank } from './search/rank.ts';
import { retrieve } from './search/retrieve.ts';
import { signals } from './search/signals/all.ts';
import { askedPlaces } from './search/signals/penalties.ts';
import type { SearchState } from './searchState.ts';

/** The model reads some 2,000 characters; a pasted file is cut rather than refused. */
const maxQueryLength = 10_000;

export interface SearchParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly files: FileSource;
}

/** Rejects with Failure "badRequest" for a limit below 1, "cancelled" when aborted. An empty query has no results. */
export async function search(request: SearchRequest, parts: SearchParts, signal?: AbortSignal): Promise<Answer> {
  if (!(request.limit >= 1)) throw new Failure('badRequest', 'The limit must be at least 1.', 'Ask for one result or more.');
  const { catalog, state, files } = parts;
  const query = request.query.slice(0, maxQueryLength);
  const coverage = coverageOf(parts);
  const retrieval = state.embedder && state.vectors.count ? 'hybrid' : 'lexical';
  if (!/[\p{L}\p{N}]/u.test(query)) return { query: request.query, verdict: 'none', results: [], retrieval, coverage };
  const vector = await queryVector(query, state, signal);
  const lexical = parseLexicalQuery(query, state.lexical);
  const candidates = retrieve({ lexical, vector, accept: filterOf(request, catalog) }, state, catalog);
  const ranked = rank(candidates, contextOf(query, candidates), signals);
  const answer = await present(ranked, { query: request.query, limit: request.limit, chunks: request.chunks ?? false, files });
  if (signal?.aborted) throw new Failure('cancelled', 'The search was cancelled.', 'Search again.');
  return { ...answer, retrieval, coverage };
}

/** Share of chunks that have vectors. */
export function coverageOf({ catalog, state }: SearchParts): number {
  return catalog.chunkCount ? state.vectors.count / catalog.chunkCount : 0;
}

export function contextOf(query: string, candidates: readonly Candidate[]): QueryContext {
  return {
    words: queryWords(query),
    topSimilarity: Math.max(0, ...candidates.map(({ similarity }) => similarity ?? 0)),
    topLexical: Math.max(0, ...candidates.map(({ lexical }) => lexical)),
    asksFor: askedPlaces(query),
  };
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
export async function embedFor(state: SearchState, texts: readonly string[], kind: 'query' | 'document', signal?: AbortSignal): Promise<readonly Float32Array[]> {
  for (;;) {
    const { embedder, vectors } = state;
    if (!embedder || !vectors.count) return [];
    const embedded = await embedder.embed(texts, kind, signal);
    if (state.embedder === embedder) return embedded;
  }
}
