/** In which order come the chunks that resemble an example? By the sum of their similarity and their share of its rarest words. */
import type { Candidate, ScoredCandidate } from './candidate.ts';
import { byScore, sumOf } from './rank.ts';

/** Below this cosine two texts of the bundled model have nothing to do with each other. */
export const unrelated = 0.1;
const wordsWeight = 0.6;
/**
 * A logistic model of "this is what was meant", fitted to questions rather than examples (465, over 13 packages: the development split of
 * bench/quality): for likeness it gives an order of magnitude. Without vectors the words alone decide.
 */
const weights = { bias: -4.14, similarity: 6.9, coverage: 3.78, withoutVectors: { bias: -4, coverage: 8 } };

function relevanceOf({ similarity, coverage }: Candidate): number {
  const logit = similarity === null
    ? weights.withoutVectors.bias + weights.withoutVectors.coverage * coverage
    : weights.bias + weights.similarity * similarity + weights.coverage * coverage;
  return 1 / (1 + Math.exp(-logit));
}

/** Best first. There is nothing learned in it: what a question weighs (names, files, places) says nothing of likeness. */
export function rankAlike(candidates: readonly Candidate[]): ScoredCandidate[] {
  const topSimilarity = Math.max(0, ...candidates.map(({ similarity }) => similarity ?? 0));
  const topLexical = Math.max(0, ...candidates.map(({ lexical }) => lexical));
  return candidates.map((candidate): ScoredCandidate => {
    const meaning = topSimilarity > unrelated ? Math.max(0, (candidate.similarity ?? 0) - unrelated) / (topSimilarity - unrelated) : 0;
    const words = topLexical > 0 ? (wordsWeight * candidate.lexical) / topLexical : 0;
    const contributions = { ...(meaning > 0 ? { meaning } : {}), ...(words > 0 ? { words } : {}) };
    return { candidate, contributions, score: sumOf(contributions), relevance: relevanceOf(candidate) };
  }).sort(byScore);
}
