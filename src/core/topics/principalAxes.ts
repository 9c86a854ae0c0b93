/** Along which directions do vectors differ most? */
import type { VectorRows } from './vectorRows.ts';

/** Each round brings the direction nearer by the ratio of the two largest variances; a picture needs no more. */
const rounds = 20;

/**
 * Coordinates of the given rows along their first principal components, as x, y pairs (K. Pearson, "On lines and planes of closest fit", 1901; by power
 * iteration, the second at right angles to the first). The sign is fixed by the largest value of a direction, so that the same rows give the same picture.
 */
export function principalCoordinates(rows: VectorRows, members: readonly number[]): Float64Array {
  const centred = centre(rows, members);
  const first = principalAxis(centred, rows.width, null);
  const second = principalAxis(centred, rows.width, first);
  const coordinates = new Float64Array(2 * members.length);
  centred.forEach((row, at) => {
    coordinates[2 * at] = product(row, first);
    coordinates[2 * at + 1] = product(row, second);
  });
  return coordinates;
}

function centre({ values, width }: VectorRows, members: readonly number[]): Float64Array[] {
  const mean = new Float64Array(width);
  for (const row of members) for (let at = 0; at < width; at++) mean[at]! += values[row * width + at]! / members.length;
  return members.map((row) => Float64Array.from({ length: width }, (_, at) => values[row * width + at]! - mean[at]!));
}

function principalAxis(rows: readonly Float64Array[], width: number, other: Float64Array | null): Float64Array {
  let axis: Float64Array = Float64Array.from({ length: width }, (_, at) => 1 + (at % 7) / 7);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(width);
    for (const row of rows) {
      const along = product(row, axis);
      for (let at = 0; at < width; at++) next[at]! += along * row[at]!;
    }
    if (other !== null) {
      const along = product(next, other);
      for (let at = 0; at < width; at++) next[at]! -= along * other[at]!;
    }
    const length = Math.sqrt(product(next, next));
    if (length === 0) return next;
    axis = next.map((value) => value / length);
  }
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
