/** What would a vector index answer that never errs? The fake of the graph: it looks at every vector. */
import { innerProduct, isUnitVector, isZeroVector } from '../../src/core/embed/unitVector.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Neighbour, VectorIndex } from '../../src/core/ports.ts';
import { standardShape } from '../../src/core/search/graphShapes.ts';

export class ExactVectorIndex implements VectorIndex {
  readonly dimensions: number;
  readonly shape = standardShape;
  readonly #vectors = new Map<number, Float32Array>();

  constructor(dimensions: number) {
    this.dimensions = dimensions;
  }

  get count(): number {
    return this.#vectors.size;
  }

  has(id: number): boolean {
    return this.#vectors.has(id);
  }

  ids(): Iterable<number> {
    return this.#vectors.keys();
  }

  add(id: number, vector: Float32Array): void {
    const idFits = Number.isInteger(id) && id >= 0 && id <= 0xffff_ffff;
    if (!idFits || !(isUnitVector(vector) || isZeroVector(vector))) throw new Failure('badVector', 'Not a unit vector, or not an id.', 'Rebuild.');
    this.#check(vector);
    this.#vectors.set(id, vector.slice());
  }

  remove(id: number): void {
    this.#vectors.delete(id);
  }

  search(query: Float32Array, k: number): Neighbour[] {
    this.#check(query);
    if (isZeroVector(query)) return [];
    return [...this.#vectors]
      .filter(([, vector]) => !isZeroVector(vector))
      .map(([id, vector]) => ({ id, similarity: innerProduct(query, vector) }))
      .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
      .slice(0, Math.max(0, k));
  }

  #check(vector: Float32Array): void {
    if (vector.length !== this.dimensions || !vector.every(Number.isFinite)) throw new Failure('badVector', 'A wrong length or value.', 'Rebuild.');
  }
}
