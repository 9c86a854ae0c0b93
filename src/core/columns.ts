/** How do tables of numbers go to the disk and come back at once? As named columns: arrays that are written as they lie in memory. */
import { Failure } from './failure.ts';

export type Column = Uint8Array | Int8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** A long column may be handed over in pieces that follow each other. They are the table's own memory: what is changed later changes there, too. */
export type Columns = Readonly<Record<string, Column | readonly Column[]>>;

type ColumnKind = abstract new (...args: never) => Column;

/** Columns as they were read. Their memory is the taker's from then on. */
export class ColumnReader {
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #prefix: string;

  constructor(columns: ReadonlyMap<string, Column>, prefix = '') {
    this.#columns = columns;
    this.#prefix = prefix;
  }

  /** The columns that were written under `prefixed(name, …)`. */
  within(name: string): ColumnReader { return new ColumnReader(this.#columns, `${this.#prefix}${name}.`); }

  /** Throws Failure "indexDamaged" where there is no such column of this kind, or it is shorter than wanted. */
  take<Kind extends ColumnKind>(name: string, kind: Kind, atLeast = 0): InstanceType<Kind> {
    const column = this.#columns.get(this.#prefix + name);
    if (!(column instanceof kind) || column.length < atLeast) {
      throw new Failure('indexDamaged', `The snapshot has no column ${this.#prefix}${name} of ${atLeast} values.`, 'Rebuild the index.');
    }
    return column as InstanceType<Kind>;
  }
}

/** The columns of a part, named as its own. */
export function prefixed(name: string, columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).map(([column, values]) => [`${name}.${column}`, values]));
}
