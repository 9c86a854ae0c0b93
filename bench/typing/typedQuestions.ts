/** What is typed, letter by letter, and how are times summed up? */
export const typedQuestions = [
  'retry a request with growing delay', 'where is the configuration file parsed', 'lock the state while it is written',
  'parseResourceAddress', 'how are containers restarted after a crash', 'template filter for dates',
];

export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export function quantilesOf(times: readonly number[]): Quantiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? 0 };
}

/** A table of the named times, in milliseconds, in Markdown. */
export function timesTable(heading: string, times: Iterable<readonly [name: string, times: readonly number[]]>): string {
  const rows = [...times].map(([name, each]) => {
    const { p50, p95, most } = quantilesOf(each);
    return `| ${name} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${most.toFixed(1)} |`;
  });
  return [`| ${heading} | p50 | p95 | at most |`, '| --- | --: | --: | --: |', ...rows].join('\n');
}
