/** How is meaning searched now, and how complete is that? What every status shows of it. */
import { neededWidth } from './graphRecall.ts';
import type { GraphKeeper } from './graphKeeper.ts';
import { meaningSearch, type MeaningSearch } from './nearest.ts';
import type { VectorTable } from './vectorTable.ts';

/** The last measurement of recall@10, on samples, against looking at each vector. */
export interface RecallSummary {
  /** Mean over the samples, 0 to 1, and the lower end of its 95 % interval. */
  readonly recall: number;
  readonly atLeast: number;
  /** ef that it was measured at: the smallest that is enough, else the largest there is. */
  readonly width: number;
  readonly samples: number;
  /** Samples that were questions asked lately. */
  readonly asked: number;
  /** Milliseconds since the epoch. */
  readonly measuredAt: number;
}

export interface GraphStanding {
  readonly vectors: number;
  /** Whether it holds them all. */
  readonly ready: boolean;
  readonly search: MeaningSearch;
  /** Null before the first measurement. */
  readonly recall: RecallSummary | null;
}

export function graphStanding(graph: GraphKeeper, vectors: VectorTable): GraphStanding {
  return { vectors: graph.count, ready: graph.waiting === 0, search: meaningSearch(vectors, graph), recall: summaryOf(graph) };
}

function summaryOf({ recall: { known } }: GraphKeeper): RecallSummary | null {
  if (!known) return null;
  const { samples, asked, measuredAt, widths } = known;
  const width = neededWidth(known);
  const shown = widths.find((each) => each.width === width) ?? widths.at(-1)!;
  return { recall: shown.recall, atLeast: shown.atLeast, width: shown.width, samples, asked, measuredAt };
}
