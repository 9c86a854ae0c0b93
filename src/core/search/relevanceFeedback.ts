/** Which hits are like those that the user wants more of, or fewer? They move up or down, the further the more they are alike. */
import type { Catalog } from '../catalog/catalog.ts';
import { innerProduct } from '../embed/unitVector.ts';
import type { SearchState } from '../searchState.ts';
import type { FileId } from '../types.ts';
import type { ScoredCandidate } from './candidate.ts';
import { nearest, type Accept } from './nearest.ts';
import { byScore, sumOf } from './rank.ts';

/** A hit by its place. */
export interface HitPlace extends FileId {
  readonly startLine: number;
}

/** What the user has said of hits. */
export interface Feedback {
  /** More like these. */
  readonly like?: readonly HitPlace[];
  /** Fewer like these. */
  readonly unlike?: readonly HitPlace[];
}

interface Parts {
  readonly catalog: Catalog;
  readonly state: SearchState;
}

/** Cosine from which chunks of the bundled model are about the same thing; what is less alike stays where it is. */
const alikeFrom = 0.55;
/** So many of what is like a wanted hit are candidates, where the question alone would not find them (bench/README.md). */
const poolSize = 50;

function chunksAt(places: readonly HitPlace[], catalog: Catalog): number[] {
  return places.flatMap((place) => {
    const file = catalog.file(place);
    return file && catalog.chunkIdsOf(file.id).find((each) => catalog.chunk(each)!.endLine >= place.startLine) || [];
  });
}

const vectorsOf = (chunkIds: readonly number[], state: SearchState): Float32Array[] => chunkIds.flatMap((id) => state.vectors.get(id) ?? []);

/** Chunks that are candidates for being like what the user wants more of, whether the question finds them or not. */
export function alsoLike({ like = [] }: Feedback, { catalog, state }: Parts, accept?: Accept): number[] {
  const ids = chunksAt(like, catalog);
  return [...ids.filter((id) => !accept || accept(id)), ...vectorsOf(ids, state).flatMap((vector) => nearest(vector, poolSize, state.vectors, state.graph, accept).map(({ id }) => id))];
}

/**
 * Takes ranked candidates and gives them ranked. What is wholly like a wanted hit comes before all that is not alike at all, what is wholly like an unwanted one
 * after it; so do the other parts of an unwanted hit's file.
 */
export function withFeedback(ranked: readonly ScoredCandidate[], { like = [], unlike = [] }: Feedback, { catalog, state }: Parts): ScoredCandidate[] {
  const unwantedFiles = new Set(unlike.flatMap((place) => catalog.file(place)?.id ?? []));
  const [wanted, unwanted] = [like, unlike].map((places) => vectorsOf(chunksAt(places, catalog), state)) as [Float32Array[], Float32Array[]];
  const scores = ranked.map(({ score }) => score);
  const span = ranked.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores) + 1;
  return ranked.map((each): ScoredCandidate => {
    const { chunk, file } = each.candidate;
    const own = state.vectors.get(chunk.id);
    const likeness = own ? likenessTo(wanted, own) : 0;
    const unlikeness = unwantedFiles.has(file.id) ? 1 : own ? likenessTo(unwanted, own) : 0;
    if (likeness === 0 && unlikeness === 0) return each;
    const contributions = { ...each.contributions, ...(likeness > 0 && { like: likeness * span }), ...(unlikeness > 0 && { unlike: -unlikeness * span }) };
    return { ...each, contributions, score: sumOf(contributions), relevance: (1 - (1 - each.relevance) * (1 - likeness)) * (1 - unlikeness) };
  }).sort(byScore);
}

const likenessTo = (vectors: readonly Float32Array[], own: Float32Array): number =>
  Math.min(1, Math.max(0, ...vectors.map((vector) => (innerProduct(vector, own) - alikeFrom) / (1 - alikeFrom))));
