/**
 * Where does each term occur? Lists of 32-bit postings that grow at their ends.
 *
 * The lists are chains of slices of doubling size cut from fixed pages, as in M. Busch et al., "Earlybird: real-time search at
 * Twitter" (ICDE 2012): no list is ever copied to grow, short lists stay small, long ones are read almost in sequence.
 */
import type { ColumnReader, Columns } from '../columns.ts';
import { movePosting, slotOf } from './posting.ts';

/** Words in a page: small enough that an index of ten files is small, large enough that slices rarely leave a rest unused. */
const pageBits = 16;
const pageSize = 1 << pageBits;
const pageMask = pageSize - 1;

/** Slices hold 1, 2, 4, ... postings and, behind them, the address of the next slice. Larger ones would leave more unused. */
const maxLevel = 10;
const noSlice = 0xffffffff;

const levelOfSlice = (slice: number): number => Math.min(slice, maxLevel);

/** Postings of a list that lie side by side: `page[from]` to `page[to - 1]`. */
export type VisitRun = (page: Uint32Array, from: number, to: number) => void;

function grown(array: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(size, array.length * 2, 1024));
  larger.set(array);
  return larger;
}

export class Postings {
  #pages: Uint32Array[] = [];
  /** First unused word of the last page. */
  #used = pageSize;
  readonly #freeSlices: number[][] = Array.from({ length: maxLevel + 1 }, () => []);
  /** Per list: address of its first slice; of its last slice; slices; postings in the last slice; postings in all. */
  #first: Uint32Array = new Uint32Array(0);
  #last: Uint32Array = new Uint32Array(0);
  #slices: Uint32Array = new Uint32Array(0);
  #lastUsed: Uint32Array = new Uint32Array(0);
  #counts: Uint32Array = new Uint32Array(0);
  /** Scratch of `moveSlots`. */
  #copy: Uint32Array = new Uint32Array(0);

  /** Memory held, in bytes. */
  get byteLength(): number {
    return this.#pages.length * pageSize * 4 + this.#counts.length * 20;
  }

  /** Number of postings in a list. */
  count(list: number): number {
    return this.#counts[list] ?? 0;
  }

  append(list: number, posting: number): void {
    if (list >= this.#counts.length) this.#growLists(list + 1);
    const slices = this.#slices[list]!;
    const full = slices === 0 || this.#lastUsed[list]! === 1 << levelOfSlice(slices - 1);
    if (full) this.#addSlice(list);
    const address = this.#last[list]! + this.#lastUsed[list]!;
    this.#pages[address >>> pageBits]![address & pageMask] = posting;
    this.#lastUsed[list]!++;
    this.#counts[list]!++;
  }

  /** Visits the postings of a list in the order they were appended. */
  forEachRun(list: number, visit: VisitRun): void {
    const slices = list < this.#counts.length ? this.#slices[list]! : 0;
    let address = slices > 0 ? this.#first[list]! : noSlice;
    for (let slice = 0; slice < slices; slice++) {
      const capacity = 1 << levelOfSlice(slice);
      const page = this.#pages[address >>> pageBits]!;
      const from = address & pageMask;
      visit(page, from, from + (slice === slices - 1 ? this.#lastUsed[list]! : capacity));
      address = page[from + capacity]!;
    }
  }

  /**
   * Moves the postings of every list to the slots that `moved` gives for theirs, keeping their order, and drops those for which it
   * gives -1. The memory freed is used again.
   */
  moveSlots(moved: Int32Array): void {
    for (let list = 0; list < this.#counts.length; list++) {
      const kept = this.#copyMoved(list, moved);
      if (this.#counts[list]! > 0) this.#release(list);
      for (let index = 0; index < kept; index++) this.append(list, this.#copy[index]!);
    }
    this.#copy = new Uint32Array(0);
  }

  columns(): Columns {
    const { length } = this.#counts;
    return {
      pages: this.#pages, first: this.#first, last: this.#last, slices: this.#slices, lastUsed: this.#lastUsed, counts: this.#counts,
      // Behind the first unused word, each level's number of free slices and their addresses.
      free: Uint32Array.from([this.#used, length, ...this.#freeSlices.flatMap((addresses) => [addresses.length, ...addresses])]),
    };
  }

  /** Takes the place of what is held. Throws Failure "indexDamaged" where a column is missing. */
  restore(columns: ColumnReader): void {
    const words = columns.take('pages', Uint32Array);
    this.#pages = Array.from({ length: words.length / pageSize }, (_, page) => words.subarray(page * pageSize, (page + 1) * pageSize));
    const free = columns.take('free', Uint32Array, 2 + this.#freeSlices.length);
    const length = free[1]!;
    this.#first = columns.take('first', Uint32Array, length);
    this.#last = columns.take('last', Uint32Array, length);
    this.#slices = columns.take('slices', Uint32Array, length);
    this.#lastUsed = columns.take('lastUsed', Uint32Array, length);
    this.#counts = columns.take('counts', Uint32Array, length);
    this.#used = free[0]!;
    let at = 2;
    for (const addresses of this.#freeSlices) {
      const count = free[at++]!;
      addresses.length = 0;
      for (const address of free.subarray(at, at += count)) addresses.push(address);
    }
  }

  /** Fills the copy with a list's moved postings; gives their number. */
  #copyMoved(list: number, moved: Int32Array): number {
    if (this.#copy.length < this.#counts[list]!) this.#copy = grown(this.#copy, this.#counts[list]!);
    const copy = this.#copy;
    let kept = 0;
    this.forEachRun(list, (page, from, to) => {
      for (let index = from; index < to; index++) {
        const slot = moved[slotOf(page[index]!)]!;
        if (slot >= 0) copy[kept++] = movePosting(page[index]!, slot);
      }
    });
    return kept;
  }

  #growLists(size: number): void {
    this.#first = grown(this.#first, size);
    this.#last = grown(this.#last, size);
    this.#slices = grown(this.#slices, size);
    this.#lastUsed = grown(this.#lastUsed, size);
    this.#counts = grown(this.#counts, size);
  }

  #addSlice(list: number): void {
    const slices = this.#slices[list]!;
    const address = this.#takeSlice(levelOfSlice(slices));
    if (slices === 0) {
      this.#first[list] = address;
    } else {
      const link = this.#last[list]! + (1 << levelOfSlice(slices - 1));
      this.#pages[link >>> pageBits]![link & pageMask] = address;
    }
    this.#last[list] = address;
    this.#slices[list] = slices + 1;
    this.#lastUsed[list] = 0;
  }

  #takeSlice(level: number): number {
    const free = this.#freeSlices[level]!.pop();
    if (free !== undefined) return free;
    const size = (1 << level) + 1;
    if (this.#used + size > pageSize) {
      this.#pages.push(new Uint32Array(pageSize));
      this.#used = 0;
    }
    const address = (this.#pages.length - 1) * pageSize + this.#used;
    this.#used += size;
    return address;
  }

  #release(list: number): void {
    const slices = this.#slices[list] ?? 0;
    let address = slices > 0 ? this.#first[list]! : noSlice;
    for (let slice = 0; slice < slices; slice++) {
      const level = levelOfSlice(slice);
      this.#freeSlices[level]!.push(address);
      const link = address + (1 << level);
      address = this.#pages[link >>> pageBits]![link & pageMask]!;
    }
    this.#slices[list] = 0;
    this.#lastUsed[list] = 0;
    this.#counts[list] = 0;
  }
}
