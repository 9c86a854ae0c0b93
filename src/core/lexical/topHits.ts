/** Which are the best of many scored documents? A bounded heap: best first by score, then by smaller id. */

export interface ScoredId {
  readonly id: number;
  readonly score: number;
}

export class TopHits {
  readonly #limit: number;
  /** Binary heap, the worst hit at its root. */
  readonly #heap: ScoredId[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A hit with a lower score is not kept. */
  get least(): number {
    return this.#heap.length < this.#limit ? -Infinity : (this.#heap[0]?.score ?? Infinity);
  }

  /** True where a hit of this score would be kept. */
  wants(id: number, score: number): boolean {
    if (this.#heap.length < this.#limit) return this.#limit > 0;
    const worst = this.#heap[0]!;
    return score > worst.score || (score === worst.score && id < worst.id);
  }

  /** Keeps a hit that `wants` has let in; the worst makes room. */
  add(id: number, score: number): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push({ id, score });
      this.#rise(heap.length - 1);
    } else {
      heap[0] = { id, score };
      this.#sink();
    }
  }

  sorted(): ScoredId[] {
    return [...this.#heap].sort((a, b) => b.score - a.score || a.id - b.id);
  }

  #rise(index: number): void {
    const heap = this.#heap;
    for (let at = index; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isWorse(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let worst = at;
      if (left < heap.length && isWorse(heap[left]!, heap[worst]!)) worst = left;
      if (right < heap.length && isWorse(heap[right]!, heap[worst]!)) worst = right;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }
}

function isWorse(a: ScoredId, b: ScoredId): boolean {
  return a.score < b.score || (a.score === b.score && a.id > b.id);
}
