/** Is a hit good enough to be shown as an answer? */
import type { Candidate } from './candidate.ts';
import type { Verdict } from './answer.ts';

/** A logistic model of "this hit is relevant": bench/README.md says on which questions its numbers were fitted. */
const weights = { bias: -6, similarity: 9, coverage: 5 };
const strongAt = 0.5;
const weakAt = 0.2;

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
