/** How complete are the graph's answers, and how wide must it be searched for them to be complete? */

/** recall@10: share of the ten nearest that are found. */
export const recallDepth = 10;
export const recallGoal = 0.99;
/** From the pool that every question takes up to where a search of 100,000 vectors takes some 7 ms: a fourth of looking at all (bench/README.md). */
export const searchWidths = [100, 200, 400, 800, 1600, 3200] as const;

export interface WidthRecall {
  /** ef. */
  readonly width: number;
  /** Mean over the samples, 0 to 1. */
  readonly recall: number;
  /** Lower end of its 95 % interval. */
  readonly atLeast: number;
}

/** One measurement. */
export interface GraphRecall {
  /** Milliseconds since the epoch. */
  readonly measuredAt: number;
  readonly vectors: number;
  readonly samples: number;
  /** Samples that were questions that somebody asked; the others stood in for such. */
  readonly asked: number;
  /** M of the graph. */
  readonly links: number;
  /** By ascending width. */
  readonly widths: readonly WidthRecall[];
}

/** One-sided, 95 %. */
const deviations = 1.645;

/** `shares`: of each sample, the share that was found. At least one. */
export function recallOf(width: number, shares: readonly number[]): WidthRecall {
  const recall = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - recall) ** 2, 0) / Math.max(1, shares.length - 1);
  return { width, recall, atLeast: Math.max(0, recall - deviations * Math.sqrt(variance / shares.length)) };
}

/** The smallest width at which the recall is surely high enough, or null. */
export function neededWidth({ widths }: GraphRecall): number | null {
  return widths.find(({ atLeast }) => atLeast >= recallGoal)?.width ?? null;
}

/** What is kept between runs: the measurement, and how many vectors have changed since. */
export interface KeptRecall {
  readonly recall: GraphRecall;
  readonly changes: number;
}

export const writeRecall = (kept: KeptRecall): string => JSON.stringify(kept);

/** Null for what `writeRecall` of this version has not written: it is then measured anew. */
export function readRecall(text: string | null): KeptRecall | null {
  try {
    const value: unknown = JSON.parse(text || 'null');
    return isKeptRecall(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isKeptRecall(value: unknown): value is KeptRecall {
  if (!hasNumbers(value, ['changes']) || !('recall' in value)) return false;
  const { recall } = value;
  return hasNumbers(recall, ['measuredAt', 'vectors', 'samples', 'asked', 'links']) && 'widths' in recall
    && Array.isArray(recall.widths) && recall.widths.length > 0 && recall.widths.every((each) => hasNumbers(each, ['width', 'recall', 'atLeast']));
}

function hasNumbers(value: unknown, names: readonly string[]): value is object {
  return typeof value === 'object' && value !== null && names.every((name) => Number.isFinite(Reflect.get(value, name)));
}
