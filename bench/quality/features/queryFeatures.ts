/** What is known of a question as a whole, before anything is ranked? */
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { queryWords } from '../../../src/core/lexical/queryWords.ts';
import type { PackageIndex } from '../packageIndex.ts';

export interface QueryFeatures {
  readonly words: number;
  /** Share of the words that nothing in the index holds, and that share weighted by rarity. */
  readonly unknownShare: number;
  readonly unknownWeight: number;
  /** Rarest and average word of the query, by inverse document frequency. */
  readonly maxIdf: number;
  readonly meanIdf: number;
  readonly chunks: number;
  /** Similarities of all chunks to the query: mean, standard deviation, best, tenth; all 0 without a vector. */
  readonly backgroundMean: number;
  readonly backgroundDeviation: number;
  readonly topSimilarity: number;
  readonly tenthSimilarity: number;
}

export function queryFeatures(query: string, vector: Float32Array | null, { index }: PackageIndex): QueryFeatures {
  const { lexical, vectors } = index.state;
  const terms = parseLexicalQuery(query, lexical).terms.filter(({ covers }) => covers);
  // A word that nothing holds is as rare as one can be: its idf is that of a term in no document.
  const idfs = terms.map(({ alternatives, text }) => Math.min(lexical.idf(text), ...alternatives.map(({ term }) => lexical.idf(term))));
  const weights = terms.map(({ weight }, place) => weight * idfs[place]!);
  const unknown = terms.map(({ source }) => source === 'unknown');
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const similarities = vector ? [...vectors.ids()].map((id) => vectors.similarity(id, vector)!).sort((a, b) => b - a) : [];
  const count = Math.max(1, similarities.length);
  const mean = sum(similarities) / count;
  return {
    words: queryWords(query).length,
    unknownShare: terms.length ? unknown.filter(Boolean).length / terms.length : 0,
    unknownWeight: sum(weights) > 0 ? sum(weights.filter((_, place) => unknown[place])) / sum(weights) : 0,
    maxIdf: Math.max(0, ...idfs), meanIdf: terms.length ? sum(idfs) / terms.length : 0,
    chunks: index.catalog.chunkCount, backgroundMean: mean,
    backgroundDeviation: Math.sqrt(sum(similarities.map((value) => (value - mean) ** 2)) / count),
    topSimilarity: similarities[0] ?? 0, tenthSimilarity: similarities[Math.min(9, similarities.length - 1)] ?? 0,
  };
}
