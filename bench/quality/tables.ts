/** How are the outcomes shown? Tables in Markdown, for the terminal and for bench/README.md alike. */
import { isAnswerable, type Outcome } from './askQuestions.ts';
import { estimate, meanOf } from './bootstrap.ts';
import { metricNames, type Judgement, type MetricName } from './metrics.ts';
import type { VerdictReport } from './verdicts.ts';

export const valuesOf = (outcomes: readonly Outcome[], system: string, judgement: Judgement, metric: MetricName): number[] =>
  outcomes.filter(isAnswerable).map(({ scores }) => scores[system]![judgement][metric]);

const threeDigits = (value: number): string => value.toFixed(3);
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** Every metric of every system; the 95 % interval of the first. */
export function overallTable(outcomes: readonly Outcome[], systems: readonly string[]): string {
  const judgements: readonly Judgement[] = ['file', 'range'];
  const head = ['system', ...judgements.flatMap((judgement) => metricNames.map((metric) => `${metric} by ${judgement}`))];
  return table(head, systems.map((system) => [system, ...judgements.flatMap((judgement) => metricNames.map((metric) => {
    const { mean, low, high } = estimate(valuesOf(outcomes, system, judgement, metric));
    return metric === 'ndcg10' ? `${threeDigits(mean)} (${threeDigits(low)} to ${threeDigits(high)})` : threeDigits(mean);
  }))]));
}

/** NDCG@10 by file, by one property of the questions. */
export function tableBy(name: string, key: (outcome: Outcome) => string, outcomes: readonly Outcome[], systems: readonly string[]): string {
  const answerable = outcomes.filter(isAnswerable);
  const groups = [...new Set(answerable.map(key))].sort();
  return table([name, 'questions', ...systems], groups.map((group) => {
    const own = answerable.filter((outcome) => key(outcome) === group);
    return [group, String(own.length), ...systems.map((system) => threeDigits(meanOf(valuesOf(own, system, 'file', 'ndcg10'))))];
  }));
}

export function verdictTable(reports: Readonly<Record<string, VerdictReport>>): string {
  const head = ['split', 'questions', 'strong', 'weak', 'none', 'none at the threshold', 'area under the curve'];
  return table(head, Object.entries(reports).flatMap(([split, report]) => [
    [split, 'answerable', percent(report.answerable.strong), percent(report.answerable.weak), percent(report.answerable.none), percent(1 - report.kept), ''],
    [split, 'unanswerable', percent(report.unanswerable.strong), percent(report.unanswerable.weak), percent(report.unanswerable.none), percent(report.refused), threeDigits(report.areaUnderCurve)],
  ]));
}
