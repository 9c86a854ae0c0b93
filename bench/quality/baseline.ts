/** Has anything become worse than what was last reviewed? baseline.json holds a line for each metric. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAnswerable, ofSplit, type Outcome } from './askQuestions.ts';
import { estimate, type Estimate } from './bootstrap.ts';
import { metricNames } from './metrics.ts';
import type { Split } from './questions.ts';
import { lodestoneName } from './systems/lodestone.ts';
import { valuesOf } from './tables.ts';

const file = path.join(import.meta.dirname, 'baseline.json');

/** More is better, for all of them. */
export interface Metric {
  readonly value: number;
  /** A fall by less says nothing: the standard error of the mean over the questions. */
  readonly noise: number;
}
export type Metrics = Readonly<Record<string, Metric>>;

export const readBaseline = (): Metrics => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** Puts a split's metrics in the place of those that it had. */
export function writeBaseline(metrics: Metrics, split: Split): void {
  const others = Object.entries(readBaseline()).filter(([name]) => !name.startsWith(`${split}.`));
  const lines = [...others, ...Object.entries(metrics)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, metric]) => `  ${JSON.stringify(name)}: ${JSON.stringify(metric)}`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

const rounded = (value: number): number => Number(value.toFixed(4));
const metricOf = ({ mean, error }: Estimate): Metric => ({ value: rounded(mean), noise: rounded(error) });
const shareOf = (outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): Metric => metricOf(estimate(outcomes.map((each) => (holds(each) ? 1 : 0))));

/** What a split's baseline consists of: rankings, of Lodestone by kind too, and verdicts. `threshold` as in verdicts.ts. */
export function metricsOf(all: readonly Outcome[], split: Split, systems: readonly string[], threshold: number): Metrics {
  const outcomes = ofSplit(all, split);
  const answerable = outcomes.filter(isAnswerable);
  const unanswerable = outcomes.filter((outcome) => !isAnswerable(outcome));
  const metrics: Record<string, Metric> = {};
  for (const system of systems) {
    for (const judgement of ['file', 'range'] as const) {
      for (const metric of metricNames) metrics[`${split}.${system}.${judgement}.${metric}`] = metricOf(estimate(valuesOf(outcomes, system, judgement, metric)));
    }
  }
  for (const kind of new Set(answerable.map(({ question }) => question.kind))) {
    const own = answerable.filter(({ question }) => question.kind === kind);
    metrics[`${split}.${lodestoneName}.${kind}.ndcg10`] = metricOf(estimate(valuesOf(own, lodestoneName, 'file', 'ndcg10')));
  }
  metrics[`${split}.verdict.answerableKept`] = shareOf(answerable, ({ verdict }) => verdict !== 'none');
  metrics[`${split}.verdict.unanswerableNone`] = shareOf(unanswerable, ({ verdict }) => verdict === 'none');
  metrics[`${split}.verdict.unanswerableNoneAtThreshold`] = shareOf(unanswerable, ({ topRelevance }) => topRelevance < threshold);
  return metrics;
}

/** A line for each metric that fell by more than its noise; of metrics that only one side has, nothing is said. */
export function fallsOf(now: Metrics, before: Metrics): string[] {
  return Object.entries(now).flatMap(([name, { value }]) => {
    const reviewed = before[name];
    return reviewed && value < reviewed.value - reviewed.noise ? [`${name} fell from ${reviewed.value} to ${value} (noise ${reviewed.noise})`] : [];
  });
}
