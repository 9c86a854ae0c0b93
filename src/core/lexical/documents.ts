/** Which documents are live, in which slot, and how long are their fields? */
import type { ColumnReader, Columns } from '../columns.ts';
import { maxSlots } from './posting.ts';

export interface DocumentLengths {
  readonly name: number;
  readonly context: number;
  readonly path: number;
  readonly body: number;
}

export type FieldName = keyof DocumentLengths;
export const fieldNames: readonly FieldName[] = ['name', 'context', 'path', 'body'];

/** Ids above this would make the table of ids larger than any index. */
const maxId = 2 ** 26;
const noSlot = -1;
const dead = -1;

/** Sum and number of the lengths of one field over the live documents where it isn't empty. */
class FieldTotals {
  sum = 0;
  documents = 0;

  change(length: number, sign: 1 | -1): void {
    this.sum += sign * length;
    if (length > 0) this.documents += sign;
  }

  /** 1 where no document has the field: nothing is then scored by it. */
  get average(): number {
    return this.documents > 0 ? this.sum / this.documents : 1;
  }
}

/** Slots are given in ascending order and never reused before `compact`, so a posting of a removed document stays recognisable. */
export class Documents {
  #slotOfId: Int32Array = new Int32Array(0).fill(noSlot);
  #idOfSlot: Int32Array = new Int32Array(0);
  readonly #lengths: Record<FieldName, Uint32Array> = {
    name: new Uint32Array(0), context: new Uint32Array(0), path: new Uint32Array(0), body: new Uint32Array(0),
  };
  readonly #totals: Record<FieldName, FieldTotals> = {
    name: new FieldTotals(), context: new FieldTotals(), path: new FieldTotals(), body: new FieldTotals(),
  };
  #slots = 0;
  #live = 0;

  /** Live documents. */
  get count(): number {
    return this.#live;
  }

  /** Slots given, dead ones included. */
  get slotCount(): number {
    return this.#slots;
  }

  get byteLength(): number {
    return this.#slotOfId.byteLength + this.#idOfSlot.byteLength * 5;
  }

  slotOfId(id: number): number {
    return this.#slotOfId[id] ?? noSlot;
  }

  /** The document in a slot; negative where it was removed. */
  idOfSlot(slot: number): number {
    return this.#idOfSlot[slot]!;
  }

  isLive(slot: number): boolean {
    return this.#idOfSlot[slot]! !== dead;
  }

  length(field: FieldName, slot: number): number {
    return this.#lengths[field][slot]!;
  }

  /** Lengths of one field by slot, not to be kept over a change. */
  lengths(field: FieldName): Uint32Array {
    return this.#lengths[field];
  }

  /** Average length of a field over the live documents that have it. */
  averageLength(field: FieldName): number {
    return this.#totals[field].average;
  }

  /** Gives a new slot to an id that has none. Throws RangeError for an id that isn't a small non-negative integer. */
  add(id: number, lengths: DocumentLengths): number {
    if (!Number.isInteger(id) || id < 0 || id >= maxId) throw new RangeError(`${id} can't be the id of a chunk`);
    if (this.#slots >= maxSlots) throw new RangeError(`The lexical index holds at most ${maxSlots} documents`);
    const slot = this.#slots++;
    this.#reserve(id);
    this.#slotOfId[id] = slot;
    this.#idOfSlot[slot] = id;
    for (const field of fieldNames) {
      this.#lengths[field][slot] = lengths[field];
      this.#totals[field].change(lengths[field], 1);
    }
    this.#live++;
    return slot;
  }

  /** False where the id has no document. */
  remove(id: number): boolean {
    const slot = this.slotOfId(id);
    if (slot === noSlot) return false;
    for (const field of fieldNames) this.#totals[field].change(this.#lengths[field][slot]!, -1);
    this.#slotOfId[id] = noSlot;
    this.#idOfSlot[slot] = dead;
    this.#live--;
    return true;
  }

  /** Closes the gaps of removed documents, keeping the order. Gives the new slot of each old one, -1 for the dead. */
  compact(): Int32Array {
    const moved = new Int32Array(this.#slots).fill(dead);
    let next = 0;
    for (let slot = 0; slot < this.#slots; slot++) {
      const id = this.#idOfSlot[slot]!;
      if (id === dead) continue;
      for (const field of fieldNames) this.#lengths[field][next] = this.#lengths[field][slot]!;
      this.#idOfSlot[next] = id;
      this.#slotOfId[id] = next;
      moved[slot] = next++;
    }
    this.#slots = next;
    return moved;
  }

  columns(): Columns {
    const lengths = Object.fromEntries(fieldNames.map((field) => [`${field}Lengths`, this.#lengths[field].subarray(0, this.#slots)]));
    const totals = fieldNames.flatMap((field) => [this.#totals[field].sum, this.#totals[field].documents]);
    return { slotOfId: this.#slotOfId, idOfSlot: this.#idOfSlot.subarray(0, this.#slots), ...lengths, totals: Float64Array.of(...totals, this.#live) };
  }

  /** Takes the place of what is held. Throws Failure "indexDamaged" where a column is missing. */
  restore(columns: ColumnReader): void {
    this.#slotOfId = columns.take('slotOfId', Int32Array);
    this.#idOfSlot = columns.take('idOfSlot', Int32Array);
    this.#slots = this.#idOfSlot.length;
    const totals = columns.take('totals', Float64Array, 2 * fieldNames.length + 1);
    for (const [place, field] of fieldNames.entries()) {
      this.#lengths[field] = columns.take(`${field}Lengths`, Uint32Array, this.#slots);
      this.#totals[field].sum = totals[2 * place]!;
      this.#totals[field].documents = totals[2 * place + 1]!;
    }
    this.#live = totals[2 * fieldNames.length]!;
  }

  #reserve(id: number): void {
    if (id >= this.#slotOfId.length) {
      const larger = new Int32Array(roomFor(id + 1, this.#slotOfId.length)).fill(noSlot);
      larger.set(this.#slotOfId);
      this.#slotOfId = larger;
    }
    if (this.#slots <= this.#idOfSlot.length) return;
    const room = roomFor(this.#slots, this.#idOfSlot.length);
    const ids = new Int32Array(room);
    ids.set(this.#idOfSlot);
    this.#idOfSlot = ids;
    for (const field of fieldNames) {
      const larger = new Uint32Array(room);
      larger.set(this.#lengths[field]);
      this.#lengths[field] = larger;
    }
  }
}

function roomFor(needed: number, present: number): number {
  return Math.max(needed, Math.ceil(present * 1.5), 1024);
}
