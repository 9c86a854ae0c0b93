/** Which chunks are nearest to a vector? By looking at each, or by the graph where that is faster and its recall is known to be high. */
import type { Neighbour } from '../ports.ts';
import type { GraphKeeper } from './graphKeeper.ts';
import type { VectorTable } from './vectorTable.ts';

export type Accept = (chunkId: number) => boolean;

/** Up to here looking at each takes 2 to 4 ms, at most 3 more than the graph would (bench/README.md), and misses nothing. */
export const exactLimit = 8000;
/**
 * Of so many nearest those that a filter accepts are taken, where they are enough. That is faster than looking at all that are accepted (of
 * 100,000 vectors in CPU ms: 1.4 to 14 where half pass, 1.3 to 9 where 30 % do, but then a quarter of the questions were left with too few).
 */
const filteredDepth = 400;
/** A filter that accepts less of the vectors is a small set: looked at one by one. */
const broadShare = 0.4;
/** Vectors, spread over all, that a filter is tried on. */
const triedVectors = 128;

/**
 * graph: by the graph. Otherwise by looking at each: few of them, too many for a graph to fit into memory, a graph that is not complete, not
 * measured, or not good enough.
 */
export type MeaningSearch = 'graph' | 'few' | 'many' | 'incomplete' | 'unmeasured' | 'insufficient';

export function meaningSearch(vectors: VectorTable, graph: GraphKeeper): MeaningSearch {
  if (vectors.count <= exactLimit) return 'few';
  if (graph.isOff || graph.isTooSmallFor(vectors)) return 'many';
  if (!graph.isUsable) return 'incomplete';
  if (graph.width !== null) return 'graph';
  return graph.recall.isFresh(graph.graph) ? 'insufficient' : 'unmeasured';
}

/** The k nearest that are accepted, scored exactly. */
export function nearest(vector: Float32Array, k: number, vectors: VectorTable, graph: GraphKeeper, accept?: Accept): Neighbour[] {
  const { width } = graph;
  const way = meaningSearch(vectors, graph);
  const byGraph = width !== null && way === 'graph' && (!accept || isBroad(accept, vectors));
  if (!byGraph) return vectors.topK(vector, k, accept);
  const depth = accept ? Math.max(k, filteredDepth) : k;
  const ids = new Set([...graph.search(vector, depth, Math.max(width, depth)).map(({ id }) => id), ...graph.pending()]);
  const found: Neighbour[] = [];
  for (const id of ids) {
    const similarity = vectors.similarity(id, vector);
    if (similarity !== undefined && (!accept || accept(id))) found.push({ id, similarity });
  }
  if (accept && found.length < k) return vectors.topK(vector, k, accept);
  return found.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, k);
}

function isBroad(accept: Accept, vectors: VectorTable): boolean {
  let accepted = 0;
  for (let at = 0; at < triedVectors; at++) {
    const id = Math.floor((at / triedVectors) * vectors.end);
    if (vectors.has(id) && accept(id)) accepted++;
  }
  return accepted >= broadShare * triedVectors;
}
