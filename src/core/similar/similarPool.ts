/** Which chunks are compared with an example? */
import type { Catalog } from '../catalog/catalog.ts';
import { combineVectors } from '../embed/combineVectors.ts';
import { characteristicQuery } from '../lexical/characteristicQuery.ts';
import { parseLexicalQuery } from '../lexical/query.ts';
import type { Candidate } from '../search/candidate.ts';
import { acceptOf, fileTestOf } from '../search/filter.ts';
import { rankAlike } from '../search/rankAlike.ts';
import type { Accept } from '../search/nearest.ts';
import { retrieve } from '../search/retrieve.ts';
import type { SearchState } from '../searchState.ts';
import type { Aspect } from './aspect.ts';
import { isEmpty, type Wish } from './but.ts';
import type { IndexedTexts } from './indexedTexts.ts';
import { usedBeside } from './usage.ts';

/**
 * Chunks whose code is read and masked, about 0.15 ms each. What the index holds of a copy with other names is mostly other names: among the
 * best by words and meaning were 95 to 100 % of those whose own names were changed, but 40 to 80 % of those that share no name at all.
 */
const maxMasked = 4000;
/** Chunks like the example's callers in which definitions are looked for. */
const maxCallers = 40;

export interface PoolQuery {
  readonly aspect: Aspect;
  /** What the example is under the aspect. */
  readonly text: string;
  readonly vector: Float32Array | null;
  readonly wanted: Wish;
  readonly wantedVector: Float32Array | null;
  readonly accept: Accept | undefined;
  /** Chunks that are compared in any case. */
  readonly also?: Iterable<number>;
}

export interface PoolParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly texts: IndexedTexts;
}

export async function similarPool(query: PoolQuery, parts: PoolParts): Promise<Candidate[]> {
  const { catalog, state } = parts;
  const { aspect, vector, accept } = query;
  const lexical = characteristicQuery(query.text, state.lexical);
  if (aspect === 'usage') {
    const callers = rankAlike(retrieve({ vector, lexical }, state, catalog)).slice(0, maxCallers).map(({ candidate }) => candidate.chunk);
    const used = (await usedBeside(callers, parts)).filter((id) => !accept || accept(id));
    return retrieve({ vector: null, lexical: null, also: used }, state, catalog);
  }
  const also = [...(aspect === 'behaviour' ? masked(query, state, catalog) : []), ...nearWanted(query, state, catalog), ...(query.also ?? [])];
  return retrieve({ vector, lexical, accept, also }, state, catalog);
}

function masked({ vector, accept }: PoolQuery, state: SearchState, catalog: Catalog): number[] {
  const isWanted = (id: number): boolean => catalog.fileById(catalog.fileIdOf(id) ?? -1)?.kind === 'code' && (!accept || accept(id));
  if (catalog.chunkCount <= maxMasked) return [...catalog.allChunkIds()].filter(isWanted);
  return vector ? state.vectors.topK(vector, maxMasked, isWanted).map(({ id }) => id) : [];
}

/** What is near the example and the words together: their sum as a vector, and the words by themselves; in the language that is wanted. */
function nearWanted({ vector, text, wanted, wantedVector, accept }: PoolQuery, state: SearchState, catalog: Catalog): number[] {
  if (isEmpty(wanted)) return [];
  const parts = [vector, wantedVector].filter((each) => each !== null).map((each) => ({ vector: each, weight: 1 }));
  const lexical = wanted.words === '' ? characteristicQuery(text, state.lexical) : parseLexicalQuery(wanted.words, state.lexical);
  const inLanguage = acceptOf(fileTestOf({ languages: wanted.languages }), catalog);
  const accepted = inLanguage ? (id: number): boolean => inLanguage(id) && (!accept || accept(id)) : accept;
  return retrieve({ vector: parts.length ? combineVectors(parts) : null, lexical, accept: accepted }, state, catalog).map(({ chunk }) => chunk.id);
}
