/** In which order come the chunks that resemble an example? By the sum of their similarity and their share of its rarest words. */
import type { Candidate, ScoredCandidate } from './candidate.ts';
import { relevanceOf } from './cutOff.ts';
import { byScore, sumOf } from './rank.ts';

/** Below a cosine of about .1 two texts of the bundled model have nothing to do with each other. */
const floor = 0.1;
const wordsWeight = 0.6;

/** Best first. There is nothing learned in it: what a question weighs (names, files, places) says nothing of likeness. */
export function rankAlike(candidates: readonly Candidate[]): ScoredCandidate[] {
  const topSimilarity = Math.max(0, ...candidates.map(({ similarity }) => similarity ?? 0));
  const topLexical = Math.max(0, ...candidates.map(({ lexical }) => lexical));
  return candidates.map((candidate): ScoredCandidate => {
    const meaning = topSimilarity > floor ? Math.max(0, (candidate.similarity ?? 0) - floor) / (topSimilarity - floor) : 0;
    const words = topLexical > 0 ? (wordsWeight * candidate.lexical) / topLexical : 0;
    const contributions = { ...(meaning > 0 ? { meaning } : {}), ...(words > 0 ? { words } : {}) };
    return { candidate, contributions, score: sumOf(contributions), relevance: relevanceOf(candidate) };
  }).sort(byScore);
}
