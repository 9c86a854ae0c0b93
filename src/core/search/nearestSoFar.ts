/** Which are the k most similar of a stream of candidates that come in ascending order of id? */
import type { Neighbour } from '../ports.ts';

/** A binary heap with the least similar on top; of equals, the one that came last. */
export class NearestSoFar {
  readonly #k: number;
  readonly #heap: Neighbour[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** A candidate that is less similar would not be kept. */
  get least(): number { return this.#heap.length < this.#k ? -Infinity : this.#heap[0]?.similarity ?? Infinity; }

  /** Whether a candidate after all earlier ones would be kept; NaN never is. */
  takes(similarity: number): boolean {
    return this.#heap.length < this.#k ? similarity === similarity : this.#k > 0 && similarity > this.#heap[0]!.similarity;
  }

  /** Only what `takes` has approved. */
  add(id: number, similarity: number): void {
    if (this.#heap.length < this.#k) {
      this.#heap.push({ id, similarity });
      this.#rise(this.#heap.length - 1);
    } else {
      this.#heap[0] = { id, similarity };
      this.#sink();
    }
  }

  /** Best first; equals by id. */
  sorted(): Neighbour[] {
    return [...this.#heap].sort((a, b) => b.similarity - a.similarity || a.id - b.id);
  }

  #rise(from: number): void {
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#isWorse(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      let worst = parent;
      if (left < this.#heap.length && this.#isWorse(left, worst)) worst = left;
      if (left + 1 < this.#heap.length && this.#isWorse(left + 1, worst)) worst = left + 1;
      if (worst === parent) return;
      this.#swap(parent, worst);
      parent = worst;
    }
  }

  #isWorse(a: number, b: number): boolean {
    const first = this.#heap[a]!;
    const second = this.#heap[b]!;
    return first.similarity < second.similarity || (first.similarity === second.similarity && first.id > second.id);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
