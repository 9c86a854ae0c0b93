/** Which number stands for a term? Terms are only ever added, so that numbers stay good for stored chunks. */

export class TermDictionary {
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];

  /** Number of terms; ids are 0 to size - 1. */
  get size(): number {
    return this.#terms.length;
  }

  /** The id of a term, or -1 where it has none. */
  idOf(term: string): number {
    return this.#ids.get(term) ?? -1;
  }

  /** The id of a term, a new one where it has none. */
  add(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.length;
    this.#terms.push(term);
    this.#ids.set(term, id);
    return id;
  }

  /** Throws RangeError for an id that was never given. */
  termOf(id: number): string {
    const term = this.#terms[id];
    if (term === undefined) throw new RangeError(`No term has the id ${id}: there are ${this.#terms.length}`);
    return term;
  }

  /** The terms with ids from `first` on, in order: what a store has yet to write. */
  termsFrom(first: number): readonly string[] {
    return this.#terms.slice(first);
  }
}
