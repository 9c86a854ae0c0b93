/** Which terms of the index begin like this, or are spelt like this? */
import { editDistance } from './editDistance.ts';

/** What the vocabulary needs to know of an index. */
export interface TermSource {
  readonly dictionary: { readonly size: number; termOf(id: number): string };
  /** How many documents hold a term; 0 for a term of the dictionary that no document holds now. */
  postingCount(termId: number): number;
}

export interface SimilarTerm {
  readonly id: number;
  readonly distance: number;
}

const headLength = 4;

/**
 * Three numbers a term, so that a linear scan of the whole dictionary takes a millisecond: its length, its first four characters
 * (7 bits each), and which letters it has. They rule out nearly every term; the rest are compared in full.
 */
export class Vocabulary {
  readonly #source: TermSource;
  #lengths = new Uint8Array(0);
  #heads = new Uint32Array(0);
  #letters = new Uint32Array(0);
  #known = 0;

  constructor(source: TermSource) {
    this.#source = source;
  }

  /** The terms held that begin with `prefix`, but for the prefix itself: the commonest first, then the shorter, then by letters, so that an id, which hangs on the index's history, decides nothing; at most `limit`. */
  startingWith(prefix: string, limit: number): number[] {
    this.#refresh();
    const mask = headMask(Math.min(prefix.length, headLength));
    const head = headOf(prefix) & mask;
    const found: number[] = [];
    for (let id = 0; id < this.#known; id++) {
      if ((this.#heads[id]! & mask) === head && this.#lengths[id]! > prefix.length && this.#term(id).startsWith(prefix) && this.#isHeld(id)) found.push(id);
    }
    return this.#commonestFirst(found).slice(0, limit);
  }

  /** The terms held within `most` edits of a word: the nearest only, the commonest first; at most `limit`. */
  closeTo(word: string, most: number, limit: number): SimilarTerm[] {
    this.#refresh();
    const letters = lettersOf(word);
    let nearest = most;
    let found: number[] = [];
    for (let id = 0; id < this.#known; id++) {
      if (Math.abs(this.#lengths[id]! - word.length) > nearest || bitCount(this.#letters[id]! ^ letters) > 2 * nearest) continue;
      const distance = editDistance(word, this.#term(id), nearest);
      if (distance > nearest || !this.#isHeld(id)) continue;
      if (distance < nearest) found = [];
      nearest = distance;
      found.push(id);
    }
    return this.#commonestFirst(found).slice(0, limit).map((id) => ({ id, distance: nearest }));
  }

  #isHeld(id: number): boolean {
    return this.#source.postingCount(id) > 0;
  }

  #term(id: number): string {
    return this.#source.dictionary.termOf(id);
  }

  #commonestFirst(ids: number[]): number[] {
    return ids.sort((a, b) => this.#source.postingCount(b) - this.#source.postingCount(a) || this.#lengths[a]! - this.#lengths[b]! || (this.#term(a) < this.#term(b) ? -1 : 1));
  }

  #refresh(): void {
    const size = this.#source.dictionary.size;
    if (size > this.#lengths.length) this.#grow(Math.ceil(size * 1.25));
    for (; this.#known < size; this.#known++) {
      const term = this.#term(this.#known);
      this.#lengths[this.#known] = Math.min(term.length, 0xff);
      this.#heads[this.#known] = headOf(term);
      this.#letters[this.#known] = lettersOf(term);
    }
  }

  #grow(room: number): void {
    const [lengths, heads, letters] = [this.#lengths, this.#heads, this.#letters];
    (this.#lengths = new Uint8Array(room)).set(lengths);
    (this.#heads = new Uint32Array(room)).set(heads);
    (this.#letters = new Uint32Array(room)).set(letters);
  }
}

function headOf(term: string): number {
  let head = 0;
  for (let index = 0; index < Math.min(term.length, headLength); index++) head |= (term.charCodeAt(index) & 0x7f) << (7 * index);
  return head >>> 0;
}

const headMask = (length: number): number => (1 << (7 * length)) - 1;

/** A bit for each character by the low five bits of its code, one for each of a-z: terms within n edits differ in at most 2n bits. */
function lettersOf(term: string): number {
  let letters = 0;
  for (let index = 0; index < term.length; index++) letters |= 1 << (term.charCodeAt(index) & 31);
  return letters >>> 0;
}

/** Number of bits set: H. S. Warren, "Hacker's delight", section 5-1. */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
