/** Which vectors are nearest, exactly, and how similar is a given one? All vectors of the index, in memory as int8. */
import type { ColumnReader, Columns } from '../columns.ts';
import { dequantise, quantise } from '../embed/quantise.ts';
import { Failure } from '../failure.ts';
import type { Neighbour } from '../ports.ts';
import { Int8Rows } from './integerScan.ts';
import { NearestSoFar } from './nearestSoFar.ts';

/** Rows of the first allocation; later ones grow by half, so that copying stays cheap and little is held unused. */
const firstCapacity = 1024;
const growth = 1.5;

/** More than what summing some thousand products in float32 can be off by. */
const floatError = 1e-4;

const absent = 0;
const present = 1;

/**
 * Vectors by chunk id (small and dense: memory goes with the largest). A scan of 100,000 vectors of 256 dimensions
 * takes 3 to 6 ms of the processor, and each takes 261 bytes. A zero vector is held, but nothing is near it.
 */
export class VectorTable {
  readonly dimensions: number;
  #rows: Int8Rows;
  #scales: Float32Array;
  #states: Uint8Array;
  #end = 0;
  #count = 0;
  /** The last one; null after a change. */
  #sample: { readonly size: number; readonly ids: readonly number[] } | null = null;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#rows = new Int8Rows(dimensions, firstCapacity);
    this.#scales = new Float32Array(firstCapacity);
    this.#states = new Uint8Array(firstCapacity);
  }

  get count(): number {
    return this.#count;
  }

  /** Ids at and after this one are absent. */
  get end(): number {
    return this.#end;
  }

  /** Bytes that the vectors take in memory, unused capacity included. */
  get memoryBytes(): number {
    return this.#rows.bytes.byteLength + this.#scales.byteLength + this.#states.byteLength;
  }

  has(id: number): boolean {
    return this.#states[id] === present;
  }

  /** Throws Failure "badVector" for a wrong length, a value that is not finite, or an id that is not a whole number >= 0. */
  set(id: number, vector: Float32Array): void {
    if (vector.length !== this.dimensions || !vector.every(Number.isFinite) || !Number.isInteger(id) || id < 0) {
      throw new Failure('badVector', `No vector of ${this.dimensions} finite numbers for a chunk id: id ${id}, length ${vector.length}.`, 'Rebuild the index (Lodestone: Rebuild Index).');
    }
    if (id >= this.#states.length) this.#grow(id + 1);
    this.#sample = null;
    const { bytes, scale } = quantise(vector);
    this.#rows.bytes.set(bytes, id * this.#rows.stride);
    this.#scales[id] = scale;
    if (this.#states[id] === absent) this.#count++;
    this.#states[id] = present;
    this.#end = Math.max(this.#end, id + 1);
  }

  /** The vector as it is held, after quantising. */
  get(id: number): Float32Array | undefined {
    if (!this.has(id)) return undefined;
    const start = id * this.#rows.stride;
    return dequantise({ bytes: this.#rows.bytes.subarray(start, start + this.dimensions), scale: this.#scales[id]! });
  }

  remove(id: number): void {
    if (!this.has(id)) return;
    this.#states[id] = absent;
    this.#count--;
    this.#sample = null;
    while (this.#end > 0 && this.#states[this.#end - 1] === absent) this.#end--;
  }

  columns(): Columns {
    return {
      bytes: this.#rows.bytes.subarray(0, this.#end * this.#rows.stride), scales: this.#scales.subarray(0, this.#end), states: this.#states.subarray(0, this.#end),
    };
  }

  /** Takes the place of what is held; the vectors must have been a table's of the same dimensions. Throws Failure "indexDamaged" where a column is missing. */
  restore(columns: ColumnReader): void {
    this.#sample = null;
    this.#states = columns.take('states', Uint8Array);
    this.#end = this.#states.length;
    const bytes = columns.take('bytes', Int8Array, this.#end * this.#rows.stride);
    this.#rows = new Int8Rows(this.dimensions, this.#end);
    this.#rows.bytes.set(bytes.subarray(0, this.#rows.bytes.length));
    this.#scales = columns.take('scales', Float32Array, this.#end);
    this.#count = this.#states.reduce((count, state) => count + state, 0);
  }

  *ids(): Generator<number> {
    for (let id = 0; id < this.#end; id++) if (this.#states[id] === present) yield id;
  }

  /** Some vectors, about this many, or all: chosen and ordered by what they hold, so that the same vectors give the same sample whatever their ids. */
  sample(size: number): readonly number[] {
    if (this.#sample?.size !== size) this.#sample = { size, ids: this.#chosen(size) };
    return this.#sample.ids;
  }

  #chosen(size: number): readonly number[] {
    const limit = (2 ** 32 * size) / Math.max(1, this.#count);
    const chosen: { readonly id: number; readonly mark: number }[] = [];
    for (const id of this.ids()) {
      const mark = markOf(this.#rows.bytes, id * this.#rows.stride);
      if (mark < limit) chosen.push({ id, mark });
    }
    return chosen.sort((a, b) => a.mark - b.mark || a.id - b.id).map(({ id }) => id);
  }

  /** The inner product with a held vector, the same number that topK gives; undefined where the id is absent. */
  similarity(id: number, query: Float32Array): number | undefined {
    return this.has(id) ? this.#similarity(id, this.#padded(query)) : undefined;
  }

  /** The k nearest that are accepted, best first, equals by id. Nothing is near the zero vector. */
  topK(query: Float32Array, k: number, accept?: (id: number) => boolean): Neighbour[] {
    const nearest = new NearestSoFar(k);
    this.lookAt(0, this.#end, query, nearest, accept);
    return nearest.sorted();
  }

  /** Offers the vectors from id `from` to before `to` that are accepted: a search over all in several steps. Nothing is near the zero vector. */
  lookAt(from: number, to: number, query: Float32Array, nearest: NearestSoFar, accept?: (id: number) => boolean): void {
    const padded = this.#padded(query);
    if (padded.every((value) => value === 0)) return;
    const [states, scales] = [this.#states, this.#scales];
    // No vector is longer than 1, so the sum of its values' sizes is at most this: what rounding the query can add, and float32's own rounding.
    const roundings = Math.sqrt(this.#rows.stride);
    this.#rows.forEachRun(from, Math.min(to, this.#end), padded, (products, first, count, unit) => {
      const slack = unit * roundings + floatError;
      for (let at = 0; at < count; at++) {
        const id = first + at;
        if (states[id] === absent || scales[id] === 0 || products[at]! * unit * scales[id]! + slack < nearest.least) continue;
        if (accept !== undefined && !accept(id)) continue;
        const similarity = this.#similarity(id, padded);
        if (nearest.takes(similarity)) nearest.add(id, similarity);
      }
    });
  }

  #similarity(id: number, query: Float32Array): number {
    return innerProduct(this.#rows.bytes, id * this.#rows.stride, query, this.#rows.stride) * this.#scales[id]!;
  }

  #padded(query: Float32Array): Float32Array {
    if (query.length !== this.dimensions) {
      throw new Failure('badVector', `A query vector has ${query.length} dimensions, the index ${this.dimensions}.`, 'Rebuild the index (Lodestone: Rebuild Index).');
    }
    if (this.#rows.stride === this.dimensions) return query;
    const padded = new Float32Array(this.#rows.stride);
    padded.set(query);
    return padded;
  }

  #grow(least: number): void {
    const capacity = Math.max(least, Math.ceil(this.#states.length * growth));
    const rows = new Int8Rows(this.dimensions, capacity);
    rows.bytes.set(this.#rows.bytes.subarray(0, this.#end * rows.stride));
    this.#rows = rows;
    this.#scales = copyInto(new Float32Array(capacity), this.#scales);
    this.#states = copyInto(new Uint8Array(capacity), this.#states);
  }
}

/** `length` must be a multiple of 4: four sums keep the processor's adders busy, and fix the order of summation. */
function innerProduct(bytes: Int8Array, start: number, query: Float32Array, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < length; i += 4) {
    a += bytes[start + i]! * query[i]!;
    b += bytes[start + i + 1]! * query[i + 1]!;
    c += bytes[start + i + 2]! * query[i + 2]!;
    d += bytes[start + i + 3]! * query[i + 3]!;
  }
  return a + b + c + d;
}

/** Of a vector's first eight values, spread over 32 bits: FNV-1a, then the last steps of MurmurHash3. */
function markOf(bytes: Int8Array, start: number): number {
  let mark = 0x811c9dc5;
  for (let at = start; at < start + 8; at++) mark = Math.imul(mark ^ (bytes[at]! & 0xff), 0x01000193);
  mark = Math.imul(mark ^ (mark >>> 16), 0x85ebca6b);
  mark = Math.imul(mark ^ (mark >>> 13), 0xc2b2ae35);
  return (mark ^ (mark >>> 16)) >>> 0;
}

function copyInto<Values extends Float32Array | Uint8Array>(target: Values, source: Values): Values {
  target.set(source);
  return target;
}
