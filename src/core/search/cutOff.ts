/** Is a hit good enough to be shown as an answer? */
import type { Candidate } from './candidate.ts';
import type { Verdict } from './answer.ts';

/**
 * A logistic model of "this question has an answer here", fitted to the best hit of 465 questions over 13 packages (the
 * development split of bench/quality; as many answerable as not by weight). At `strongAt` it calls 76 % of the answerable strong
 * and 25 % of the plausible but unanswerable ones; below `weakAt` lie 4 % and 6 %: nonsense is told from questions, a
 * question about something else in the same field hardly yet.
 */
const weights = { bias: -4.14, similarity: 6.9, coverage: 3.78 };
const strongAt = 0.5;
const weakAt = 0.18;

/** How good a hit is by itself, 0 to 1, whatever else was found. Without vectors the words alone decide. */
export function relevanceOf({ similarity, coverage }: Candidate): number {
  const logit = similarity === null
    ? -4 + 8 * coverage
    : weights.bias + weights.similarity * similarity + weights.coverage * coverage;
  return 1 / (1 + Math.exp(-logit));
}

export function verdictOf(relevances: readonly number[]): Verdict {
  const best = Math.max(0, ...relevances);
  return best >= strongAt ? 'strong' : best >= weakAt ? 'weak' : 'none';
}
