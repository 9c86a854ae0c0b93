/** How are a chunk's terms kept in the store: by number, and as bytes? */
import { Failure } from '../failure.ts';
import { bodyCount, contextCount, nameCount, packCounts } from './chunkTerms.ts';
import type { ChunkTerms, FieldLengths } from './chunkTerms.ts';
import type { TermDictionary } from './termDictionary.ts';

/** ChunkTerms with ids of a dictionary for strings, ascending. */
export interface TermVector {
  readonly ids: Uint32Array;
  /** Per id, as `packCounts` packs them. */
  readonly counts: Uint32Array;
  readonly lengths: FieldLengths;
}

/** Sorting a position with its id in one float64 is exact while there are fewer terms than this. */
const positionUnit = 2 ** 20;

/** The terms by number; terms unknown to the dictionary are added to it. Throws RangeError for more than a million distinct terms. */
export function toTermVector(chunk: ChunkTerms, dictionary: TermDictionary): TermVector {
  const { terms } = chunk;
  if (terms.length > positionUnit) throw new RangeError(`A chunk of ${terms.length} distinct terms can't be indexed`);
  const keys = new Float64Array(terms.length);
  for (let index = 0; index < terms.length; index++) keys[index] = dictionary.add(terms[index]!) * positionUnit + index;
  keys.sort();
  const ids = new Uint32Array(terms.length);
  const counts = new Uint32Array(terms.length);
  for (let index = 0; index < terms.length; index++) {
    const key = keys[index]!;
    ids[index] = Math.floor(key / positionUnit);
    counts[index] = chunk.counts[key % positionUnit]!;
  }
  return { ids, counts, lengths: chunk.lengths };
}

/**
 * Bytes of a chunk's terms, about two a term. All numbers are varints (7 bits a byte, low bits first): number of terms; lengths
 * of name, context, body; then per term, ascending, 2 * (id - id before, the first from -1) where it stands once in the body and
 * nowhere else, else that + 1, followed by its frequencies in name, context and body.
 */
export function encodeTerms(chunk: ChunkTerms, dictionary: TermDictionary): Uint8Array {
  const { ids, counts, lengths } = toTermVector(chunk, dictionary);
  const numbers = [ids.length, lengths.name, lengths.context, lengths.body];
  let before = -1;
  for (let index = 0; index < ids.length; index++) {
    const packed = counts[index]!;
    const step = ids[index]! - before;
    before = ids[index]!;
    if (packed === 1) numbers.push(2 * step);
    else numbers.push(2 * step + 1, nameCount(packed), contextCount(packed), bodyCount(packed));
  }
  return encodeVarints(numbers);
}

function encodeVarints(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 5);
  let size = 0;
  for (let number of numbers) {
    for (; number > 0x7f; number = Math.floor(number / 0x80)) bytes[size++] = (number & 0x7f) | 0x80;
    bytes[size++] = number;
  }
  return bytes.slice(0, size);
}

const maxTermId = 2 ** 32 - 1;

/** What to throw where stored terms can't be what was stored. */
export function damaged(what: string): Failure {
  return new Failure('indexDamaged', `The stored terms of a chunk are damaged: ${what}`, 'Rebuild the index.');
}

class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  next(): number {
    let number = 0;
    let unit = 1;
    for (let count = 0; count < 5; count++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw damaged('they are cut short');
      number += (byte & 0x7f) * unit;
      if (byte < 0x80) return number;
      unit *= 0x80;
    }
    throw damaged('a number is too long');
  }
}

/**
 * The terms that `encodeTerms` wrote. Throws Failure "indexDamaged" where the bytes can't have been written so; that the ids are
 * the dictionary's is for the index to see.
 */
export function decodeTerms(bytes: Uint8Array): TermVector {
  const reader = new VarintReader(bytes);
  const count = reader.next();
  const lengths = { name: reader.next(), context: reader.next(), body: reader.next() };
  if (count > reader.left) throw damaged('they are cut short');
  const ids = new Uint32Array(count);
  const counts = new Uint32Array(count);
  let id = -1;
  for (let index = 0; index < count; index++) {
    const step = reader.next();
    if (step < 2) throw damaged('a term is repeated');
    id += Math.floor(step / 2);
    if (id > maxTermId) throw damaged('a term is out of range');
    ids[index] = id;
    counts[index] = step % 2 === 0 ? 1 : readCounts(reader);
  }
  if (reader.left > 0) throw damaged('bytes are left over');
  return { ids, counts, lengths };
}

function readCounts(reader: VarintReader): number {
  const name = reader.next();
  const context = reader.next();
  const body = reader.next();
  if (name > 0xff || context > 0xff || body > 0xffff || name + context + body === 0) throw damaged('a frequency is out of range');
  return packCounts(name, context, body);
}
