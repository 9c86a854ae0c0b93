/** Which chunks may be answers? The best by words and the best by meaning, each scored by both. */
import type { Catalog } from '../catalog/catalog.ts';
import type { LexicalQuery } from '../lexical/lexicalQuery.ts';
import type { SearchState } from '../searchState.ts';
import type { Candidate } from './candidate.ts';
import { nearest, type Accept } from './nearest.ts';

/** Chunks taken from each retriever; on 656 questions 80 of each held 99.8 % of the answers (design trial), 100 leaves some room for filters. */
const poolSize = 100;
/** Words match in more places than the pool holds: their scores are wanted for chunks that were found by meaning too. */
const lexicalDepth = 2000;
export interface RetrievalQuery {
  readonly lexical: LexicalQuery | null;
  readonly vector: Float32Array | null;
  /** Undefined: every chunk. */
  readonly accept?: Accept | undefined;
  /** Chunks that are candidates whether they are among the best or not. */
  readonly also?: Iterable<number>;
}

export function retrieve(query: RetrievalQuery, state: SearchState, catalog: Catalog): Candidate[] {
  const { lexical, vector, accept, also = [] } = query;
  const byWords = lexical ? state.lexical.search(lexical, lexicalDepth, accept) : [];
  const byMeaning = vector ? nearest(vector, poolSize, state.vectors, state.graph, accept) : [];
  const wordHits = new Map(byWords.map((hit) => [hit.id, hit]));
  const similarities = new Map(byMeaning.map(({ id, similarity }) => [id, similarity]));
  const ids = new Set([...byWords.slice(0, endOfPool(byWords)).map(({ id }) => id), ...similarities.keys(), ...also]);
  const candidates: Candidate[] = [];
  for (const id of ids) {
    const chunk = catalog.chunk(id);
    const file = chunk && catalog.fileById(chunk.fileId);
    if (!chunk || !file) continue;
    const hit = wordHits.get(id);
    const similarity = similarities.get(id) ?? (vector && state.vectors.similarity(id, vector)) ?? null;
    candidates.push({ chunk, file, similarity, lexical: hit?.score ?? 0, coverage: hit?.coverage ?? 0 });
  }
  return candidates;
}

/** Equals of the last one are candidates, too, as long as there are few: which of them has the lower id is a matter of the order of indexing. */
function endOfPool(hits: readonly { readonly score: number }[]): number {
  const last = hits[poolSize - 1]?.score;
  const end = hits.findIndex(({ score }, at) => at >= poolSize && score !== last);
  return end < 0 ? Math.min(hits.length, 2 * poolSize) : Math.min(end, 2 * poolSize);
}
