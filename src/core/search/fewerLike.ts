/** Which hits are like those that the user wants fewer of? They move down, the further the more they are alike. */
import type { Catalog } from '../catalog/catalog.ts';
import type { SearchState } from '../searchState.ts';
import type { FileId } from '../types.ts';
import { innerProduct } from '../embed/unitVector.ts';
import type { ScoredCandidate } from './candidate.ts';
import { byScore, sumOf } from './rank.ts';

/** A hit by its place. */
export interface UnwantedHit extends FileId {
  readonly startLine: number;
}

/** Cosine from which chunks of the bundled model are about the same thing; what is less alike stays where it is. */
const alikeFrom = 0.55;

/** Takes ranked candidates and gives them ranked. What is wholly alike comes after all that is not alike at all; so do other parts of an unwanted hit's file. */
export function fewerLike(ranked: readonly ScoredCandidate[], unwanted: readonly UnwantedHit[], { catalog, state }: { readonly catalog: Catalog; readonly state: SearchState }): ScoredCandidate[] {
  const files = unwanted.flatMap((hit) => catalog.file(hit) ?? []);
  const fileIds = new Set(files.map(({ id }) => id));
  const vectors = files.flatMap(({ id }, place) => {
    const chunkId = catalog.chunkIdsOf(id).find((each) => catalog.chunk(each)!.endLine >= unwanted[place]!.startLine);
    return (chunkId === undefined ? undefined : state.vectors.get(chunkId)) ?? [];
  });
  const likenessOf = ({ candidate: { chunk, file } }: ScoredCandidate): number => {
    if (fileIds.has(file.id)) return 1;
    const own = state.vectors.get(chunk.id);
    return own ? Math.max(0, ...vectors.map((vector) => (innerProduct(vector, own) - alikeFrom) / (1 - alikeFrom))) : 0;
  };
  const scores = ranked.map(({ score }) => score);
  const span = ranked.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores) + 1;
  return ranked.map((each): ScoredCandidate => {
    const likeness = Math.min(1, likenessOf(each));
    if (likeness === 0) return each;
    const contributions = { ...each.contributions, unlike: -likeness * span };
    return { ...each, contributions, score: sumOf(contributions), relevance: each.relevance * (1 - likeness) };
  }).sort(byScore);
}
