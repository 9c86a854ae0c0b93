/** Are the hits good enough to be shown as an answer? */
import type { Verdict } from './answer.ts';

/**
 * Of the best hit's relevance, chosen on the development questions of bench/quality: at `strongAt` most of the answerable
 * ones are called strong; below `weakAt` lie some 5 % of them.
 */
const strongAt = 0.55;
const weakAt = 0.214;

/** Of a place that the query names, and of one that holds what was demanded to the letter. */
export const relevanceWhenNamed = 1;
export const relevanceWhenDemanded = 0.85;

export function verdictOf(relevances: readonly number[]): Verdict {
  const best = Math.max(0, ...relevances);
  return best >= strongAt ? 'strong' : best >= weakAt ? 'weak' : 'none';
}
