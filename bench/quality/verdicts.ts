/** Does "nothing relevant" come where it should, and only there? */
import type { Verdict } from '../../src/core/search/answer.ts';
import { isAnswerable, type Outcome } from './askQuestions.ts';

/** The share of answerable questions that a threshold must keep when it is judged by how many unanswerable ones it refuses. */
export const keptShare = 0.95;

/** The highest threshold that keeps at least this share of values: those at or above it are kept. */
export function thresholdKeeping(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('Nothing can be kept of nothing.');
  const descending = [...values].sort((a, b) => b - a);
  return descending[Math.ceil(share * descending.length) - 1]!;
}

export const shareBelow = (values: readonly number[], threshold: number): number => values.filter((value) => value < threshold).length / values.length;

/** Probability that a random positive is above a random negative; ties count half (Mann and Whitney 1947). */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  let wins = 0;
  for (const positive of positives) for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}

export interface VerdictReport {
  /** Shares of the answerable and of the unanswerable questions, by verdict. */
  readonly answerable: Readonly<Record<Verdict, number>>;
  readonly unanswerable: Readonly<Record<Verdict, number>>;
  /** At the threshold: answerable questions kept, and unanswerable ones refused. */
  readonly kept: number;
  readonly refused: number;
  readonly areaUnderCurve: number;
}

function shares(outcomes: readonly Outcome[]): Record<Verdict, number> {
  const share = (verdict: Verdict): number => outcomes.filter((outcome) => outcome.verdict === verdict).length / outcomes.length;
  return { strong: share('strong'), weak: share('weak'), none: share('none') };
}

export const relevancesOf = (outcomes: readonly Outcome[]): number[] => outcomes.map(({ topRelevance }) => topRelevance);

/** The threshold on the best result's relevance that keeps `keptShare` of these questions. */
export const developmentThreshold = (development: readonly Outcome[]): number =>
  thresholdKeeping(relevancesOf(development.filter(isAnswerable)), keptShare);

/** Null where one of the two sorts of questions is missing. */
export function reportVerdicts(outcomes: readonly Outcome[], threshold: number): VerdictReport | null {
  const answerable = outcomes.filter(isAnswerable);
  const unanswerable = outcomes.filter((outcome) => !isAnswerable(outcome));
  if (answerable.length === 0 || unanswerable.length === 0) return null;
  return {
    answerable: shares(answerable), unanswerable: shares(unanswerable),
    kept: 1 - shareBelow(relevancesOf(answerable), threshold), refused: shareBelow(relevancesOf(unanswerable), threshold),
    areaUnderCurve: areaUnderCurve(relevancesOf(answerable), relevancesOf(unanswerable)),
  };
}
