/** How sure is a mean over questions? Percentile bootstrap (Efron 1979): the questions drawn again, with replacement. */

export interface Estimate {
  readonly mean: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the resampled means. */
  readonly error: number;
}

/** The third digit of the ends no longer changes beyond this. */
const resamples = 2000;

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The same values in the same order give the same estimate. Throws RangeError for no values. */
export function estimate(values: readonly number[], seed = 1): Estimate {
  if (values.length === 0) throw new RangeError('Nothing has no mean.');
  const random = randomNumbers(seed);
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += values[Math.floor(random() * values.length)]!;
    return sum / values.length;
  }).sort((a, b) => a - b);
  const centre = meanOf(means);
  const variance = meanOf(means.map((mean) => (mean - centre) ** 2));
  return {
    mean: meanOf(values), error: Math.sqrt(variance),
    low: means[Math.floor(0.025 * resamples)]!, high: means[Math.ceil(0.975 * resamples) - 1]!,
  };
}
