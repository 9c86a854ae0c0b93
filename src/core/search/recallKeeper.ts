/** At which width can the graph be believed? Its recall is measured when nothing else is to do, and again when enough has changed. */
import type { VectorIndex } from '../ports.ts';
import { neededWidth, type GraphRecall, type KeptRecall } from './graphRecall.ts';
import { RecallMeasurement, recallSamples } from './recallMeasurement.ts';
import type { VectorTable } from './vectorTable.ts';

/** After so large a share of the vectors has changed a measurement says nothing any more. */
const staleShare = 0.1;
/** Questions whose vectors are held, in memory only, to be samples of the next measurement. */
const maxQuestions = 100;

export class RecallKeeper {
  #known: GraphRecall | null = null;
  #changes = 0;
  #measuring: RecallMeasurement | null = null;
  readonly #questions: Float32Array[] = [];

  /** The last measurement, stale or not; null before the first. */
  get known(): GraphRecall | null { return this.#known; }
  get kept(): KeptRecall | null { return this.#known && { recall: this.#known, changes: this.#changes }; }

  /** Whether the last measurement still tells of this graph. */
  isFresh(graph: VectorIndex): boolean {
    return this.#known !== null && this.#known.links === graph.shape.links && this.#changes < staleShare * this.#known.vectors;
  }

  /** The width at which this graph is searched; null: not at all. */
  width(graph: VectorIndex): number | null {
    return this.#known && this.isFresh(graph) ? neededWidth(this.#known) : null;
  }

  noteQuestion(vector: Float32Array): void {
    this.#questions.push(vector);
    if (this.#questions.length > maxQuestions) this.#questions.shift();
  }

  noteChange(): void {
    this.#changes++;
    this.#measuring?.restartSample();
  }

  /** Another graph takes the place of the present one; its vectors may be another model's, and so of no use to the questions'. */
  reset(kept: KeptRecall | null = null): void {
    this.#questions.length = 0;
    this.#known = kept?.recall ?? null;
    this.#changes = kept?.changes ?? 0;
    this.#measuring = null;
  }

  get isMeasuring(): boolean { return this.#measuring !== null; }

  /** Measures from now on, with the questions asked lately as samples and as many of the stand-ins (at least one) as are needed besides. */
  begin(standIns: readonly Float32Array[]): true {
    const samples = [...this.#questions, ...standIns.slice(0, Math.max(1, recallSamples - this.#questions.length))];
    this.#measuring = new RecallMeasurement(samples, this.#questions.length);
    return true;
  }

  /** A piece of measuring. The graph must be complete. `now` in milliseconds since the epoch. */
  step(graph: VectorIndex, vectors: VectorTable, now: number): void {
    this.#measuring?.step(graph, vectors);
    if (!this.#measuring?.isDone) return;
    this.#known = this.#measuring.result(now, graph);
    this.#changes = 0;
    this.#measuring = null;
  }
}
