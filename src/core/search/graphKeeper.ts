/** How does the approximate index keep up with the vectors? Changes are noted at once and worked off in small steps when nothing else is to do. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Neighbour, VectorIndex } from '../ports.ts';
import type { KeptRecall } from './graphRecall.ts';
import { RecallKeeper } from './recallKeeper.ts';
import type { VectorTable } from './vectorTable.ts';

// Adding costs 0.3 to 0.5 ms, under an id that was in use before 1 to 2 ms (measured): a step holds the event loop for some 10 ms.
const additionsPerStep = 8;
// A scan of 2,000 vectors costs less than a millisecond.
const maxPending = 2000;
/** A graph takes 1.3 to 1.6 kB a vector, 300 MB for so many; looking at each of them takes 5 ms of the processor (bench/README.md). */
export const graphLimit = 200_000;

export class GraphKeeper {
  #graph: VectorIndex;
  /** How far the graph can be believed. */
  readonly recall = new RecallKeeper();
  readonly #waiting = new Set<number>();
  #changes = 0;
  #isExpected = false;
  #isOff = false;
  /** More vectors than this are not put into a graph. */
  limit = graphLimit;

  constructor(graph: VectorIndex) {
    this.#graph = graph;
  }

  get graph(): VectorIndex { return this.#graph; }
  get count(): number { return this.#graph.count; }
  /** Vectors that the graph lacks: all of them while a saved one is being loaded. */
  get waiting(): number { return this.#isExpected ? Infinity : this.#waiting.size; }
  /** There are too many vectors for a graph, or too little memory: none is built. */
  get isOff(): boolean { return this.#isOff; }
  get isExpected(): boolean { return this.#isExpected; }
  /** Changes since the last save or load. */
  get changes(): number { return this.#changes; }
  /** True when the few vectors that the graph lacks can be looked at one by one. */
  get isUsable(): boolean { return this.waiting <= maxPending; }

  /** The width that the graph must be searched at to be complete; null where that is not known, or none is enough. */
  get width(): number | null { return this.recall.width(this.#graph); }

  saved(): void { this.#changes = 0; }

  /** A saved graph is being loaded: until `adopt`, `rebuild` or `reset` nothing is added to the one that there is. */
  expect(): void { this.#isExpected = true; }

  /** Starts over with an empty graph. */
  reset(graph: VectorIndex): void {
    this.#graph = graph;
    this.#isExpected = this.#isOff = false;
    this.#waiting.clear();
    this.#changes = 0;
    this.recall.reset();
  }

  /** Whether that many vectors are more than a graph may hold. */
  isTooSmallFor(vectors: VectorTable): boolean { return vectors.count > this.limit; }

  /** Does without a graph until `rebuild`; `empty` takes the place of the present one. */
  turnOff(empty: VectorIndex): void {
    this.reset(empty);
    this.#isOff = true;
  }

  /** Builds the same again as another, empty graph. */
  rebuild(graph: VectorIndex, vectors: VectorTable): void {
    this.reset(graph);
    for (const id of vectors.ids()) this.#waiting.add(id);
  }

  /**
   * Takes over a graph that was saved after commit `revision`: what changed since is taken out or waits to be added.
   * Chunks must have their vectors. `recall`: its measurement, if there was one.
   */
  adopt(graph: VectorIndex, revision: number, catalog: Catalog, vectors: VectorTable, recall: KeptRecall | null = null): void {
    this.reset(graph);
    this.recall.reset(recall);
    for (const id of graph.ids()) if (!vectors.has(id)) this.remove(id);
    for (const id of vectors.ids()) {
      if ((catalog.revisionOf(id) ?? -1) > revision || (catalog.hasChunk(id) && !graph.has(id))) this.changed(id);
    }
  }

  /** So many wait that there will be no graph: until it is turned off, no more are noted. */
  #giveUp(): void {
    this.#waiting.clear();
    this.#isOff = true;
  }

  /** A chunk has a new vector. */
  changed(id: number): void {
    if (this.#isOff) return;
    if (this.#waiting.size > this.limit) return this.#giveUp();
    this.#waiting.add(id);
    this.recall.noteChange();
  }

  remove(id: number): void {
    this.#waiting.delete(id);
    this.recall.noteChange();
    if (!this.#graph.has(id)) return;
    this.#graph.remove(id);
    this.#changes++;
  }

  /** Adds the next few vectors; false when nothing was left to add. */
  step(vectors: VectorTable): boolean {
    if (this.#isExpected) return false;
    let left = additionsPerStep;
    for (const id of this.#waiting) {
      if (left-- === 0) return true;
      this.#waiting.delete(id);
      const vector = vectors.get(id);
      if (!vector) continue;
      this.#graph.add(id, vector);
      this.#changes++;
    }
    return false;
  }

  /** The k nearest among what the graph holds. */
  search(query: Float32Array, k: number, ef: number): Neighbour[] {
    return this.#graph.search(query, k, ef);
  }

  /** Chunks whose vectors the graph does not hold yet. */
  pending(): ReadonlySet<number> { return this.#waiting; }
}
