/** What is known of each candidate of a question, of its file and of the question, before a ranker weighs it? */
import { combineVectors } from '../../embed/combineVectors.ts';
import { queryWords } from '../../lexical/queryWords.ts';
import { wordTerms } from '../../lexical/tokenise.ts';
import type { Candidate } from '../candidate.ts';
import type { VectorTable } from '../vectorTable.ts';
import { fileEvidence, mentionsOf, placesOf, type EvidenceSource, type FileEvidence } from './fileEvidence.ts';
import { askedPlaces } from './places.ts';

export interface QueryEvidence {
  /** Words of the query without stop words, lower-cased and stemmed as in the index. */
  readonly words: readonly string[];
  /** Rarity-weighted share of the query's words that nothing in the index holds. */
  readonly unknown: number;
  /** What a chunk that consists of the query's words would score by BM25F at most. */
  readonly ideal: number;
  /** How many standard deviations a similarity lies above the mean of the whole index; 0 without vectors. */
  readonly outstanding: (similarity: number | null) => number;
  /** The tenth of the candidates' similarities. */
  readonly tenthSimilarity: number | null;
  /** The best among the candidates. */
  readonly topSimilarity: number;
  readonly topFeedback: number;
  readonly topLexical: number;
  readonly topWhole: number;
  /** Names of the places that the query itself asks for: see places.ts. */
  readonly asksFor: ReadonlySet<string>;
}

export interface Evidence {
  readonly candidate: Candidate;
  readonly file: FileEvidence;
  readonly query: QueryEvidence;
  readonly symbolWords: readonly string[];
  /** Chunks of the index that hold the symbol as a word. */
  readonly symbolMentions: number;
  /** Similarity to the question together with its best candidates (pseudo relevance feedback); null without vectors. */
  readonly feedback: number | null;
  /** Places among the candidates, from 1; equal values share a place. */
  readonly similarityPlace: number;
  readonly lexicalPlace: number;
}

/** Candidates whose vectors are added to the question's for the feedback, and how much they count together. */
const feedbackDepth = 4;
const feedbackWeight = 0.5;

/** One for each candidate, in their order. */
export function gatherEvidence(source: EvidenceSource): Evidence[] {
  const { candidates, state } = source;
  const files = fileEvidence(source);
  const feedbacks = feedbacksOf(source);
  const query = queryEvidence(source, files, feedbacks);
  const similarityPlaces = placesOf(candidates.map(({ similarity }) => similarity ?? -1));
  const lexicalPlaces = placesOf(candidates.map(({ lexical }) => lexical));
  return candidates.map((candidate, index) => {
    const { symbol } = candidate.chunk;
    return {
      candidate, query, file: files.get(candidate.file.id)!,
      symbolWords: symbol === null ? [] : wordTerms(symbol),
      symbolMentions: symbol === null ? 0 : mentionsOf(symbol, state),
      feedback: feedbacks[index]!, similarityPlace: similarityPlaces[index]!, lexicalPlace: lexicalPlaces[index]!,
    };
  });
}

function queryEvidence(
  { query, vector, lexical, candidates, state }: EvidenceSource, files: ReadonlyMap<number, FileEvidence>, feedbacks: readonly (number | null)[],
): QueryEvidence {
  const weights = lexical.terms.filter(({ covers }) => covers).map(({ weight, alternatives, text }) => ({
    weight: weight * state.lexical.idf(alternatives[0]?.term ?? text), isKnown: alternatives.some(({ term }) => state.lexical.documentFrequency(term) > 0),
  }));
  const similarities = candidates.flatMap(({ similarity }) => similarity ?? []).sort((a, b) => b - a);
  const sum = (parts: typeof weights): number => parts.reduce((total, { weight }) => total + weight, 0);
  return {
    words: queryWords(query),
    unknown: weights.length > 0 ? sum(weights.filter(({ isKnown }) => !isKnown)) / sum(weights) : 0,
    ideal: sum(weights),
    outstanding: vector ? aboveBackground(vector, state.vectors) : () => 0,
    tenthSimilarity: similarities[Math.min(9, similarities.length - 1)] ?? null,
    topSimilarity: Math.max(0, similarities[0] ?? 0),
    topFeedback: Math.max(0, ...feedbacks.map((feedback) => feedback ?? 0)),
    topLexical: Math.max(0, ...candidates.map((candidate) => candidate.lexical)),
    topWhole: Math.max(0, ...[...files.values()].map(({ whole }) => whole)),
    asksFor: askedPlaces(query),
  };
}

/** Vectors that stand for the whole index: the mean of as many is known within a thirtieth of the deviation. */
const backgroundSize = 1000;

function aboveBackground(query: Float32Array, vectors: VectorTable): QueryEvidence['outstanding'] {
  const sample = vectors.sample(backgroundSize).map((id) => vectors.similarity(id, query)!);
  const mean = sample.reduce((sum, value) => sum + value, 0) / Math.max(1, sample.length);
  const deviation = Math.sqrt(sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, sample.length));
  return (similarity) => (similarity === null || deviation === 0 ? 0 : (similarity - mean) / deviation);
}

/**
 * Of each candidate to the question moved towards the best ones of both retrievers: Rocchio's formula without negative examples
 * ("Relevance feedback in information retrieval", The SMART Retrieval System, 1971), the best being taken for relevant unseen.
 */
function feedbacksOf({ vector, candidates, state }: EvidenceSource): (number | null)[] {
  if (!vector) return candidates.map(() => null);
  const topLexical = Math.max(...candidates.map(({ lexical }) => lexical)) || 1;
  const best = candidates
    .map(({ chunk, similarity, lexical }) => ({ id: chunk.id, value: (similarity ?? 0) + (0.5 * lexical) / topLexical }))
    .sort((a, b) => b.value - a.value || a.id - b.id)
    .slice(0, feedbackDepth)
    .flatMap(({ id }) => state.vectors.get(id) ?? []);
  const moved = combineVectors([{ vector, weight: 1 }, ...best.map((each) => ({ vector: each, weight: feedbackWeight / best.length }))]);
  return candidates.map(({ chunk }) => state.vectors.similarity(chunk.id, moved) ?? null);
}
