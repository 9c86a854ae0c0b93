/** Which words of a text make it similar to a query, when a model's vector is a weighted sum of its tokens'? */
import type { AskedRole } from '../ports.ts';
import { placeTokens, type PlacedTokens } from './placeTokens.ts';
import type { StaticTokens } from './staticTokens.ts';
import { everywhereAlike, tokenWeights, type StaticWeights } from './staticWeights.ts';
import type { Tokenizer } from './tokenizer.ts';
import { innerProduct, lengthOf, normalise } from './unitVector.ts';

export interface WordShare {
  /** The word's place in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What it adds to the similarity; below zero where it takes away. */
  readonly share: number;
  /** The word of the query, as written there, to which it owes most of that; null for words that add little or nothing. */
  readonly queryWord: string | null;
}

export interface StaticModel {
  readonly tokenizer: Tokenizer;
  readonly maxTokens: number;
  readonly weights: StaticWeights;
  readonly tokens: StaticTokens;
}

/** Each costs a comparison with every word of the query; more are never shown. */
const withQueryWord = 24;

/**
 * The words of the text that the model reads, in order. With c = sum of w t over the tokens' weights and vectors, and q the query's
 * vector, the cosine is the sum of w (t . q) / |c|: those are the shares. Of several queries, q is the
 * direction of their unit vectors' sum.
 */
export async function wordShares(text: string, queries: readonly string[], role: AskedRole, model: StaticModel, signal?: AbortSignal): Promise<WordShare[]> {
  const words = placeTokens(text, model.tokenizer, model.maxTokens);
  const asked = queries.map((query) => ({ query, words: placeTokens(query, model.tokenizer, model.maxTokens) }));
  const vectors = await model.tokens.vectorsOf([words, ...asked.map((each) => each.words)].flat().flatMap(({ ids }) => ids), signal);
  const own = weighted(words, vectors, model.weights);
  const queryWords = asked.flatMap(({ query, words: ofQuery }) => {
    const parts = ofUnitSum(weighted(ofQuery, vectors, role === 'example' ? everywhereAlike(model.weights) : model.weights));
    return ofQuery.map(({ start, end }, i) => ({ word: query.slice(start, end), vector: parts[i]! }));
  });
  const query = normalise(sumOf(queryWords.map(({ vector }) => vector), own));
  const shares = ofUnitSum(own).map((vector) => innerProduct(vector, query));
  const strongest = new Set([...shares.keys()].filter((i) => shares[i]! > 0).sort((a, b) => shares[b]! - shares[a]!).slice(0, withQueryWord));
  return words.map(({ start, end }, i) => ({ start, end, share: shares[i]!, queryWord: strongest.has(i) ? nearest(own[i]!, queryWords) : null }));
}

/** For each word the sum of its tokens' vectors, as they count in the text. */
function weighted(words: readonly PlacedTokens[], vectors: ReadonlyMap<number, Float32Array>, weights: StaticWeights): Float32Array[] {
  const ofTokens = tokenWeights(words.flatMap(({ ids }) => ids), weights);
  let place = 0;
  return words.map(({ ids }) => {
    const sum = new Float32Array(vectors.get(ids[0]!)!.length);
    for (const id of ids) addTo(sum, vectors.get(id)!, ofTokens[place++]!);
    return sum;
  });
}

/** The vectors, so scaled that their sum is of unit length; unchanged where it is zero. */
function ofUnitSum(vectors: readonly Float32Array[]): readonly Float32Array[] {
  const length = lengthOf(sumOf(vectors, vectors));
  return length === 0 ? vectors : vectors.map((vector) => vector.map((value) => value / length));
}

/** `alike`: has vectors of the right width, if there are any at all. */
function sumOf(vectors: readonly Float32Array[], alike: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(alike[0]?.length ?? 0);
  for (const vector of vectors) addTo(sum, vector, 1);
  return sum;
}

function addTo(sum: Float32Array, vector: Float32Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += weight * vector[i]!;
}

function nearest(vector: Float32Array, queryWords: readonly { readonly word: string; readonly vector: Float32Array }[]): string | null {
  let best: string | null = null;
  let most = 0;
  for (const { word, vector: asked } of queryWords) {
    const share = innerProduct(vector, asked);
    if (share > most) [best, most] = [word, share];
  }
  return best;
}
