/** How does the graph stay one to believe? Its recall is measured when it is complete, and one that misses too much is started over with more links. */
import type { Catalog } from './catalog/catalog.ts';
import { isZeroVector } from './embed/unitVector.ts';
import { Failure } from './failure.ts';
import { pathText } from './modelVectors.ts';
import type { Embedder, GraphStorage, Store } from './ports.ts';
import { writeRecall } from './search/graphRecall.ts';
import { denserShape } from './search/graphShapes.ts';
import { exactLimit } from './search/nearest.ts';
import { recallSamples } from './search/recallMeasurement.ts';
import type { SearchState } from './searchState.ts';

export interface RecallTaskParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly store: Pick<Store, 'writeMeta'>;
  readonly graphs: Pick<GraphStorage, 'create'>;
}

/**
 * A standard graph that must be searched wider starts over. On 111,163 chunks it has a recall of .980 to .988 for the samples at 800, the denser one
 * .994 to .997, for 47 instead of 26 CPU seconds of building, once.
 */
const widestStandard = 800;
/** A transformer may take some 5 ms a text. */
const textsPerStep = 2;
const namesPerQuestion = 2;
const goldenRatio = 0.6180339887498949;

export class RecallTask {
  readonly #parts: RecallTaskParts;
  #texts: string[] | null = null;
  #standIns: Float32Array[] = [];

  constructor(parts: RecallTaskParts) {
    this.#parts = parts;
  }

  /** What the store keeps of the last measurement. */
  get meta(): { readonly 'graph.recall': string } {
    const { kept } = this.#parts.state.graph.recall;
    return { 'graph.recall': kept ? writeRecall(kept) : '' };
  }

  /** A piece of the work; false when there is none, or the graph must be built first. `now` in milliseconds since the epoch. */
  async step(now: number): Promise<boolean> {
    const { graph, vectors, embedder } = this.#parts.state;
    if (!embedder || graph.waiting || graph.isOff || vectors.count <= exactLimit) return false;
    if (graph.recall.isFresh(graph.graph)) return this.#startOverWherePoor();
    if (!graph.recall.isMeasuring) return this.#prepare(embedder);
    graph.recall.step(graph.graph, vectors, now);
    if (graph.recall.isFresh(graph.graph)) this.#parts.store.writeMeta(this.meta);
    return true;
  }

  /** Once: the denser graph is kept whether it is enough or not. */
  #startOverWherePoor(): false {
    const { state: { graph, vectors }, graphs } = this.#parts;
    const isPoor = graph.width === null || graph.width > widestStandard;
    if (isPoor && graph.graph.shape.links < denserShape.links) graph.rebuild(graphs.create(vectors.dimensions, denserShape), vectors);
    return false;
  }

  /** Embeds some of the stand-ins; the last ones begin the measurement. */
  async #prepare(embedder: Embedder): Promise<boolean> {
    const { state, catalog } = this.#parts;
    this.#texts ??= standInTexts(catalog, recallSamples);
    const embedded = await embedder.embed(this.#texts.splice(0, textsPerStep), 'query').catch((error: unknown) => {
      if (error instanceof Failure && error.code === 'modelFailed') return [];
      throw error;
    });
    if (state.embedder === embedder) this.#standIns.push(...embedded.filter((vector) => !isZeroVector(vector)));
    else this.#texts = [];
    if (this.#texts.length) return true;
    const standIns = state.embedder === embedder ? this.#standIns : [];
    this.#texts = null;
    this.#standIns = [];
    return standIns.length > 0 && state.graph.recall.begin(standIns);
  }
}

/**
 * Questions that nobody asked: the names of two chunks, or their paths where they have none, from all over the catalog and the same at every
 * call. The graph finds their nearest as hard as those of people's questions; a chunk's own vector finds its neighbours far too well to be a sample,
 * and random words find them too badly (bench/README.md).
 */
export function standInTexts(catalog: Catalog, count: number): string[] {
  const chunkIds = [...catalog.allChunkIds()];
  const nameAt = (place: number): string => {
    const id = chunkIds[Math.floor((place % 1) * chunkIds.length)]!;
    return catalog.symbolOf(id) ?? pathText(catalog.fileById(catalog.fileIdOf(id)!)?.path ?? '');
  };
  return Array.from({ length: chunkIds.length ? count : 0 }, (_, at) =>
    Array.from({ length: namesPerQuestion }, (_, part) => nameAt((at * namesPerQuestion + part) * goldenRatio)).join(' '));
}
