/** Which vectors are nearest, approximately and fast? A graph of the vectors (HNSW), whose native code is kept away from everything that crashes it. */
import { createRequire } from 'node:module';
import type hnswlib from 'hnswlib-node';
import { innerProduct, isUnitVector, isZeroVector } from '../core/embed/unitVector.ts';
import { Failure } from '../core/failure.ts';
import type { GraphShape, Neighbour, VectorIndex } from '../core/ports.ts';
import { standardShape } from '../core/search/graphShapes.ts';
import { verifyGraphFile, writeGraphFile } from './hnswGraphFile.ts';
import type { GraphContents, GraphRejection } from './hnswSidecar.ts';
import { nativeModuleFailure } from './nativeModule.ts';

const require = createRequire(import.meta.url);

/** Loaded when first needed, so that a program can say that it does not load. Throws Failure "moduleUnavailable". */
export function graphLibrary(): typeof hnswlib {
  try {
    return require('hnswlib-node');
  } catch (error) {
    throw nativeModuleFailure('hnswlib-node', error);
  }
}

/** Any fixed number: the same additions in the same order give the same graph. */
const randomSeed = 42;
/** Vectors that the first allocation has room for; later ones grow by half. */
const firstCapacity = 1024;
const growth = 1.5;
const largestId = 0xffff_ffff;

const rebuild = 'Rebuild the index (Lodestone: Rebuild Index).';

/**
 * A removed vector stays in the graph, marked, and its place is used again when its id is. Ids with the zero vector are
 * held but never found: it has no direction. While the graph is written to disk, additions and removals are kept aside
 * and take part in searches.
 */
export class HnswVectorIndex implements VectorIndex {
  readonly dimensions: number;
  readonly shape: GraphShape;
  #graph: hnswlib.HierarchicalNSW;
  /** Ids that have a place in the graph, and those of them that are marked as removed. */
  #slots = new Set<number>();
  #marked = new Set<number>();
  #zeros = new Set<number>();
  /** Changes while native code writes the graph: id -> its new vector, or null once removed. Null at other times. */
  #changes: Map<number, Float32Array | null> | null = null;
  #lastSave: Promise<void> = Promise.resolve();

  constructor(dimensions: number, shape: GraphShape = standardShape) {
    this.dimensions = dimensions;
    this.shape = shape;
    const { HierarchicalNSW } = graphLibrary();
    this.#graph = new HierarchicalNSW('ip', dimensions);
    this.#startAfresh();
  }

  get count(): number {
    let count = this.#slots.size - this.#marked.size + this.#zeros.size;
    for (const [id, vector] of this.#changes ?? []) count += Number(vector !== null) - Number(this.#holds(id));
    return count;
  }

  /** Removed vectors that still take memory and search time. Worth a rebuild when they are most of the graph. */
  get markedCount(): number {
    return this.#marked.size;
  }

  has(id: number): boolean {
    const changed = this.#changes?.get(id);
    return changed === undefined ? this.#holds(id) : changed !== null;
  }

  *ids(): Generator<number> {
    for (const id of this.#slots) if (this.has(id)) yield id;
    for (const id of this.#zeros) if (!this.#slots.has(id) && this.has(id)) yield id;
    for (const id of this.#changes?.keys() ?? []) if (!this.#slots.has(id) && !this.#zeros.has(id) && this.has(id)) yield id;
  }

  add(id: number, vector: Float32Array): void {
    this.#check(vector);
    if (!Number.isInteger(id) || id < 0 || id > largestId) throw new Failure('badVector', `${id} can't be the id of a vector.`, rebuild);
    if (!isUnitVector(vector) && !isZeroVector(vector)) throw new Failure('badVector', 'A vector is not of unit length.', rebuild);
    if (this.#changes !== null) this.#changes.set(id, vector.slice());
    else this.#addNow(id, vector);
  }

  remove(id: number): void {
    if (!this.has(id)) return;
    if (this.#changes !== null) this.#changes.set(id, null);
    else this.#removeNow(id);
  }

  /** Throws Failure "badVector" for a query of a wrong length or with a value that is not finite. */
  search(query: Float32Array, k: number, ef: number): Neighbour[] {
    this.#check(query);
    if (isZeroVector(query)) return [];
    const changes = this.#changes ?? new Map<number, Float32Array | null>();
    const found = this.#searchGraph(query, k + changes.size, ef).filter(({ id }) => !changes.has(id));
    for (const [id, vector] of changes) {
      if (vector !== null && !isZeroVector(vector)) found.push({ id, similarity: innerProduct(query, vector) });
    }
    return found.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, Math.max(0, k));
  }

  /**
   * Writes the graph to `path`, replacing what is there, with a sidecar `path`.json. Saves run one after the other.
   * Rejects with Failure "diskFull", "readOnly", "notPermitted", "folderMissing" or "internal".
   */
  save(path: string, identity: string): Promise<void> {
    const save = Promise.allSettled([this.#lastSave]).then(() => writeGraphFile(path, identity, (file) => this.#writeNow(file)));
    this.#lastSave = save;
    return save;
  }

  /** The graph saved under this identity, or why there is none that can be used. Never rejects. */
  static async load(path: string, identity: string): Promise<HnswVectorIndex | GraphRejection> {
    const sidecar = await verifyGraphFile(path, identity);
    if (typeof sidecar === 'string') return sidecar;
    const index = new HnswVectorIndex(sidecar.dimensions, sidecar.shape);
    index.#zeros = new Set(sidecar.zeroIds);
    if (sidecar.slots === 0) return index;
    try {
      await index.#graph.readIndex(path);
    } catch (error) {
      if (error instanceof Error) return 'damaged';
      throw error;
    }
    index.#slots = new Set(index.#graph.getIdsList());
    index.#marked = new Set(sidecar.markedIds);
    return index.#slots.size === sidecar.slots ? index : 'damaged';
  }

  /** Frees the native memory at once, rather than when the collector gets to it. The index is then empty. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#lastSave]);
    this.#zeros.clear();
    this.#startAfresh();
  }

  #holds(id: number): boolean {
    return (this.#slots.has(id) && !this.#marked.has(id)) || this.#zeros.has(id);
  }

  #check(vector: Float32Array): void {
    if (vector.length !== this.dimensions) throw new Failure('badVector', `A vector has ${vector.length} dimensions, the index ${this.dimensions}.`, rebuild);
    if (!vector.every(Number.isFinite)) throw new Failure('badVector', 'A vector holds a value that is not a finite number.', rebuild);
  }

  #addNow(id: number, vector: Float32Array): void {
    if (isZeroVector(vector)) {
      this.#removeNow(id);
      this.#zeros.add(id);
      return;
    }
    this.#zeros.delete(id);
    const capacity = this.#graph.getMaxElements();
    if (!this.#slots.has(id) && this.#slots.size >= capacity) this.#graph.resizeIndex(Math.ceil(Math.max(firstCapacity, capacity * growth)));
    // Under an id that has a place this replaces the vector there, links it anew and takes the mark away.
    this.#graph.addPoint(Array.from(vector), id);
    this.#slots.add(id);
    this.#marked.delete(id);
  }

  #removeNow(id: number): void {
    this.#zeros.delete(id);
    if (!this.#slots.has(id) || this.#marked.has(id)) return;
    // Linking into a graph without a single unmarked vector is a case that hnswlib handles badly: it starts afresh instead.
    if (this.#slots.size - this.#marked.size === 1) {
      this.#startAfresh();
      return;
    }
    this.#graph.markDelete(id);
    this.#marked.add(id);
  }

  #startAfresh(): void {
    this.#graph.initIndex(firstCapacity, this.shape.links, this.shape.efConstruction, randomSeed);
    this.#slots.clear();
    this.#marked.clear();
  }

  #searchGraph(query: Float32Array, k: number, ef: number): Neighbour[] {
    const wanted = Math.min(k, this.#slots.size - this.#marked.size);
    if (wanted <= 0) return [];
    this.#graph.setEf(Math.max(ef, wanted));
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(query), wanted);
    return neighbors.map((id, i) => ({ id, similarity: 1 - (distances[i] ?? NaN) }));
  }

  /** Writes the graph as it is now, keeping changes aside meanwhile, and says what was written. */
  async #writeNow(file: string): Promise<GraphContents> {
    const markedIds = [...this.#marked];
    const zeroIds = [...this.#zeros];
    const slots = this.#slots.size;
    this.#changes = new Map();
    try {
      await this.#graph.writeIndex(file);
    } finally {
      const changes = this.#changes;
      this.#changes = null;
      for (const [id, vector] of changes) {
        if (vector === null) this.#removeNow(id);
        else this.#addNow(id, vector);
      }
    }
    return { dimensions: this.dimensions, shape: this.shape, slots, markedIds, zeroIds };
  }
}
