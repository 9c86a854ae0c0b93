/** Which ids are free? Small dense numbers, the smallest freed ones first, so that arrays indexed by them stay short. */

export class IdPool {
  #next = 0;
  readonly #free: number[] = [];

  /** Starts over: of the ids below `end` those that are taken are in use. */
  reset(end = 0, isTaken: (id: number) => boolean = () => false): void {
    this.#next = end;
    this.#free.length = 0;
    for (let id = end - 1; id >= 0; id--) if (!isTaken(id)) this.#free.push(id);
  }

  allocate(): number {
    return this.#free.pop() ?? this.#next++;
  }

  give(id: number): void {
    this.#free.push(id);
  }
}
