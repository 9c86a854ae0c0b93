/** How are many vectors held together? Rows of one width, one behind the other. */

export interface VectorRows {
  readonly count: number;
  readonly width: number;
  /** Row `at` begins at `at * width`. */
  readonly values: Float32Array;
}

export function rowsOf(vectors: readonly Float32Array[], width: number): VectorRows {
  const values = new Float32Array(vectors.length * width);
  vectors.forEach((vector, at) => values.set(vector, at * width));
  return { count: vectors.length, width, values };
}

export function rowProduct(a: VectorRows, i: number, b: VectorRows, j: number): number {
  const [from, other] = [i * a.width, j * b.width];
  let sum = 0;
  for (let at = 0; at < a.width; at++) sum += a.values[from + at]! * b.values[other + at]!;
  return sum;
}

/** Brings a row to unit length; false where it is zero. */
export function normaliseRow({ values, width }: VectorRows, row: number): boolean {
  let squares = 0;
  for (let at = row * width; at < (row + 1) * width; at++) squares += values[at]! * values[at]!;
  if (squares === 0) return false;
  const scale = 1 / Math.sqrt(squares);
  for (let at = row * width; at < (row + 1) * width; at++) values[at]! *= scale;
  return true;
}
