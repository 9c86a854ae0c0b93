/** What are the inner products of many int8 vectors with one query, in whole numbers? A loop in WebAssembly, which multiplies 16 values at a time. */

/** Bytes of a page of WebAssembly's memory. */
const pageBytes = 65_536;
/** Rows of one call: their products (8 kB) stay in the processor's nearest cache. */
const rowsPerCall = 2048;
/** Values that are multiplied at a time: rows are filled up to a multiple of it. */
const lane = 16;
const largestInt16 = 32_767;
const largestInt32 = 2 ** 31 - 1;

const [i32, v128] = [0x7f, 0x7b];
/** Numbers of one byte in the binary format's LEB128, as all here are. */
const small = (value: number): number => {
  if (value >= 64) throw new RangeError(`${value} needs more than a byte`);
  return value;
};
const get = (local: number): number[] => [0x20, small(local)];
const set = (local: number): number[] => [0x21, small(local)];
const constant = (value: number): number[] => [0x41, small(value)];
const add = 0x6a;
/** Instructions on vectors; numbers from 128 on take two bytes. */
const simd = (code: number): number[] => [0xfd, ...(code < 128 ? [code] : [(code & 127) | 128, code >> 7])];
const loadVector = (offset: number): number[] => [...simd(0), 0, small(offset)];
const [extendLow, extendHigh, dotProduct, addLanes] = [simd(135), simd(136), simd(186), simd(174)];
const extractLane = (at: number): number[] => [...simd(27), at];
const section = (id: number, content: readonly number[]): number[] => [id, ...length(content), ...content];
const length = ({ length: count }: readonly number[]): number[] => (count < 128 ? [count] : [(count & 127) | 128, count >> 7]);
const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)];

// scan(row, rowsEnd, stride, query, out); the others are the function's own.
const [row, rowsEnd, stride, query, out, at, rowEnd, asked, low, high] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const step = (local: number, by: number): number[] => [...get(local), ...constant(by), add, ...set(local)];
const accumulate = (sum: number, extend: readonly number[], offset: number): number[] =>
  [...get(sum), ...get(at), ...loadVector(0), ...extend, ...get(asked), ...loadVector(offset), ...dotProduct, ...addLanes, ...set(sum)];
const [loop, whileTrue, end] = [[0x03, 0x40], [0x0d, 0], 0x0b];
const below = 0x49;

const body = [
  ...loop,
  // low = high = 0; at = row; rowEnd = row + stride; asked = query
  ...simd(12), ...new Array<number>(16).fill(0), ...set(low), ...simd(12), ...new Array<number>(16).fill(0), ...set(high),
  ...get(row), ...set(at), ...get(row), ...get(stride), add, ...set(rowEnd), ...get(query), ...set(asked),
  ...loop,
  ...accumulate(low, extendLow, 0), ...accumulate(high, extendHigh, 16),
  ...step(at, 16), ...step(asked, 32),
  ...get(at), ...get(rowEnd), below, ...whileTrue,
  end,
  // *out = the sum of all lanes
  ...get(low), ...get(high), ...addLanes, ...set(low),
  ...get(out), ...[0, 1, 2, 3].flatMap((each) => [...get(low), ...extractLane(each), ...(each ? [add] : [])]), 0x36, 2, 0,
  ...step(out, 4), ...get(rowEnd), ...set(row),
  ...get(row), ...get(rowsEnd), below, ...whileTrue,
  end,
  end,
];
const locals = [2, 3, i32, 2, v128];
const code = [...locals, ...body];
const module = new WebAssembly.Module(Uint8Array.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 0]),
  ...section(2, [1, ...text('m'), ...text('m'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('scan'), 0, 0]),
  ...section(10, [1, ...length(code), ...code]),
]));

type Scan = (row: number, rowsEnd: number, stride: number, query: number, out: number) => void;

/** Rows of int8 values, and the products of a run of them with a query. */
export class Int8Rows {
  /** Values of a row in memory; those beyond its own are 0. */
  readonly stride: number;
  /** Rows that there is room for. */
  readonly capacity: number;
  readonly bytes: Int8Array;
  readonly #query: Int16Array;
  readonly #products: Int32Array;
  readonly #scan: Scan;

  constructor(dimensions: number, capacity: number) {
    this.stride = Math.ceil(dimensions / lane) * lane;
    this.capacity = capacity;
    // The query, the products, the rows.
    const [products, rows] = [this.stride * 2, Math.ceil((this.stride * 2 + rowsPerCall * 4) / lane) * lane];
    const memory = new WebAssembly.Memory({ initial: Math.ceil((rows + capacity * this.stride) / pageBytes) });
    this.#query = new Int16Array(memory.buffer, 0, this.stride);
    this.#products = new Int32Array(memory.buffer, products, rowsPerCall);
    this.bytes = new Int8Array(memory.buffer, rows, capacity * this.stride);
    this.#scan = new WebAssembly.Instance(module, { m: { m: memory } }).exports['scan'] as Scan;
  }

  /**
   * Visits the rows `from` to before `to` in runs: `products[i] * unit` is the inner product of row `first + i` and the query, but for the rounding of
   * the query's values, each by at most `unit / 2`. The products are gone after the visit.
   */
  forEachRun(from: number, to: number, query: Float32Array, visit: (products: Int32Array, first: number, count: number, unit: number) => void): void {
    const unit = this.#takeQuery(query);
    const start = this.bytes.byteOffset;
    for (let first = from; first < to; first += rowsPerCall) {
      const count = Math.min(rowsPerCall, to - first);
      this.#scan(start + first * this.stride, start + (first + count) * this.stride, this.stride, 0, this.#products.byteOffset);
      visit(this.#products, first, count, unit);
    }
  }

  /** Rounds the query to int16, so finely that no sum of products leaves int32: no sum is larger than the vectors' lengths multiplied. */
  #takeQuery(query: Float32Array): number {
    let [largest, squares] = [0, 0];
    for (const value of query) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    const longestRow = 128 * Math.sqrt(this.stride);
    const unit = Math.max(largest / largestInt16, (Math.sqrt(squares) * longestRow * 1.01) / largestInt32);
    this.#query.fill(0);
    for (let at = 0; at < query.length; at++) this.#query[at] = Math.round(query[at]! / unit);
    return unit;
  }
}
