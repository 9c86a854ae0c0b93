/** How good is a ranking? NDCG, reciprocal rank and recall over the first ten files, each file once, relevance yes or no. */
import type { AnswerRange } from './questions.ts';

export const depth = 10;

/** A file in a ranking, by the range of it that is shown. */
export interface RankedFile {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Each 0 to 1. */
export interface Scores {
  readonly ndcg10: number;
  readonly mrr10: number;
  readonly recall10: number;
}
export const metricNames = ['ndcg10', 'mrr10', 'recall10'] as const;
export type MetricName = (typeof metricNames)[number];

/** file: the right file counts; range: only where the range shown of it overlaps one of its answers. */
export type Judgement = 'file' | 'range';

const overlaps = (a: RankedFile, b: AnswerRange): boolean => a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;

/** Whether each of the first ten files is relevant. A file that comes again is passed over, as if it had not been listed. */
export function hitsOf(ranking: readonly RankedFile[], answers: readonly AnswerRange[], judgement: Judgement): boolean[] {
  const seen = new Set<string>();
  const files = ranking.filter(({ path }) => !seen.has(path) && seen.add(path)).slice(0, depth);
  return files.map((file) => answers.some((answer) => (judgement === 'file' ? answer.path === file.path : overlaps(file, answer))));
}

/** Järvelin and Kekäläinen 2002, with gains of 0 and 1: the i-th place, from 1, counts 1 / log2(i + 1). */
const discountAt = (place: number): number => 1 / Math.log2(place + 2);

/** `relevant`: how many files could be found at all, at least 1. */
export function scoresOf(hits: readonly boolean[], relevant: number): Scores {
  if (!(relevant >= 1)) throw new RangeError('Rankings of unanswerable questions have no scores.');
  let gain = 0;
  hits.forEach((hit, place) => { if (hit) gain += discountAt(place); });
  let ideal = 0;
  for (let place = 0; place < Math.min(relevant, depth); place++) ideal += discountAt(place);
  const first = hits.indexOf(true);
  return { ndcg10: gain / ideal, mrr10: first < 0 ? 0 : 1 / (first + 1), recall10: hits.filter(Boolean).length / relevant };
}

/** A ranking judged by files and by ranges. What could be found is the number of files that hold answers, either way. */
export function judge(ranking: readonly RankedFile[], answers: readonly AnswerRange[]): Readonly<Record<Judgement, Scores>> {
  const relevant = new Set(answers.map(({ path }) => path)).size;
  return {
    file: scoresOf(hitsOf(ranking, answers, 'file'), relevant),
    range: scoresOf(hitsOf(ranking, answers, 'range'), relevant),
  };
}
