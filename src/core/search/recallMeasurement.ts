/** What share of the nearest does the graph find, at each width? Measured on samples, in steps that a waiting question hardly notices. */
import type { VectorIndex } from '../ports.ts';
import { recallDepth, recallOf, searchWidths, type GraphRecall } from './graphRecall.ts';
import { NearestSoFar } from './nearestSoFar.ts';
import type { VectorTable } from './vectorTable.ts';

/** If the graph found nothing at all for one question in a hundred, 95 % of such samples would show it. */
export const recallSamples = 300;
/** As many as a question takes of the graph (retrieve.ts). */
const pool = 100;
/** Looking at so many vectors of 256 dimensions takes 3 to 5 ms. */
const rowsPerStep = 16_384;

export class RecallMeasurement {
  readonly #samples: readonly Float32Array[];
  readonly #asked: number;
  readonly #shares: readonly number[][] = searchWidths.map(() => []);
  #sample = 0;
  #row = 0;
  #nearest = new NearestSoFar(recallDepth);
  /** Widths that the present sample has been searched at. */
  #searched = 0;

  /** `asked`: how many of the samples are questions that somebody asked. */
  constructor(samples: readonly Float32Array[], asked = 0) {
    this.#samples = samples;
    this.#asked = asked;
  }

  get isDone(): boolean { return this.#sample === this.#samples.length; }

  /** A vector has changed: the present sample is compared from the beginning. */
  restartSample(): void {
    this.#row = 0;
    this.#nearest = new NearestSoFar(recallDepth);
    for (let each = 0; each < this.#searched; each++) this.#shares[each]!.pop();
    this.#searched = 0;
  }

  /** Either looks at some vectors or searches the graph once. The graph must hold exactly what the table does. */
  step(graph: VectorIndex, vectors: VectorTable): void {
    const query = this.#samples[this.#sample]!;
    if (this.#row < vectors.end) {
      vectors.lookAt(this.#row, this.#row + rowsPerStep, query, this.#nearest);
      this.#row += rowsPerStep;
      return;
    }
    const exact = this.#nearest.sorted();
    const found = graph.search(query, pool, searchWidths[this.#searched]!).map(({ id }) => vectors.similarity(id, query) ?? -1);
    this.#shares[this.#searched]!.push(shareFound(found, exact.map(({ similarity }) => similarity)));
    this.#searched++;
    if (this.#searched < searchWidths.length) return;
    this.#sample++;
    this.#searched = 0;
    this.#row = 0;
    this.#nearest = new NearestSoFar(recallDepth);
  }

  /** Once done. `now` in milliseconds since the epoch. */
  result(now: number, graph: VectorIndex): GraphRecall {
    return {
      measuredAt: now, vectors: graph.count, samples: this.#samples.length, asked: this.#asked, links: graph.shape.links,
      widths: searchWidths.map((width, each) => recallOf(width, this.#shares[each]!)),
    };
  }
}

/** Whatever is as near as the last of the exact ones is as right: equal texts have equal vectors. */
export function shareFound(found: readonly number[], exact: readonly number[]): number {
  const least = exact.at(-1);
  if (least === undefined) return 1;
  return Math.min(exact.length, found.filter((similarity) => similarity >= least).length) / exact.length;
}
