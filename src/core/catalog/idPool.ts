/** Which ids are free? Small dense numbers, the smallest freed ones first, so that arrays indexed by them stay short. */

export class IdPool {
  #next = 0;
  readonly #free: number[] = [];
  #taken = new Set<number>();

  reset(): void {
    this.#next = 0;
    this.#free.length = 0;
    this.#taken.clear();
  }

  /** While loading: marks an id as in use; settle() ends the loading. */
  take(id: number): void {
    this.#taken.add(id);
    if (id >= this.#next) this.#next = id + 1;
  }

  settle(): void {
    for (let id = this.#next - 1; id >= 0; id--) if (!this.#taken.has(id)) this.#free.push(id);
    this.#taken = new Set();
  }

  allocate(): number {
    return this.#free.pop() ?? this.#next++;
  }

  give(id: number): void {
    this.#free.push(id);
  }
}
