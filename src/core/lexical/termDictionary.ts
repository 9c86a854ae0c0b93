/** Which number stands for a term? Terms are only ever added, so that numbers stay good for stored chunks. */
import type { ColumnReader, Columns } from '../columns.ts';
import { PackedStrings } from '../packedStrings.ts';

export class TermDictionary {
  readonly #terms = new PackedStrings();

  /** Number of terms; ids are 0 to size - 1. */
  get size(): number {
    return this.#terms.size;
  }

  /** Memory held, in bytes. */
  get byteLength(): number {
    return this.#terms.byteLength;
  }

  /** The id of a term, or -1 where it has none. */
  idOf(term: string): number {
    return this.#terms.numberOf(term);
  }

  /** The id of a term, a new one where it has none. */
  add(term: string): number {
    return this.#terms.add(term);
  }

  /** Throws RangeError for an id that was never given. */
  termOf(id: number): string {
    const term = this.#terms.at(id);
    if (term === undefined) throw new RangeError(`No term has the id ${id}: there are ${this.size}`);
    return term;
  }

  /** The terms with ids from `first` on, in order: what a store has yet to write. */
  termsFrom(first: number): readonly string[] {
    return Array.from({ length: Math.max(0, this.size - first) }, (_, at) => this.termOf(first + at));
  }

  columns(): Columns { return this.#terms.columns(); }
  restore(columns: ColumnReader): void { this.#terms.restore(columns); }
}
