/** Which vectors belong together? Groups around mean directions. */
import type { LongTask } from '../longTask.ts';
import { normaliseRow, rowProduct, type VectorRows } from './vectorRows.ts';

export interface Clusters {
  /** Mean directions, of unit length. */
  readonly centres: VectorRows;
  /** By row, which centre is nearest, and how similar it is to it. */
  readonly nearest: Int32Array;
  readonly similarity: Float32Array;
}

/** Rows between two turns: some milliseconds with 40 centres. */
const rowsPerTurn = 2000;
/** Rounds that move fewer rows than one in so many change nothing that one sees. */
const movedShare = 500;
const maxRounds = 25;
/** Draws that look random, spread evenly, and are the same each time: multiples of the golden ratio. */
const goldenRatio = 0.6180339887498949;

/**
 * I. Dhillon, D. Modha, "Concept decompositions for large sparse text data using clustering", Machine Learning 42, 2001 (k-means by cosine); seeded as by
 * D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007, with a fixed sequence for the draws. Rows must be of unit length.
 */
export async function sphericalKMeans(rows: VectorRows, k: number, turn: LongTask['turn']): Promise<Clusters> {
  const centres = seeds(rows, k);
  const nearest = new Int32Array(rows.count).fill(-1);
  const similarity = new Float32Array(rows.count);
  for (let round = 0; round < maxRounds; round++) {
    let moved = 0;
    for (let from = 0; from < rows.count; from += rowsPerTurn) {
      for (let row = from; row < Math.min(rows.count, from + rowsPerTurn); row++) if (assign(rows, row, centres, nearest, similarity)) moved++;
      await turn();
    }
    if (moved * movedShare <= rows.count) break;
    moveCentres(rows, centres, nearest);
  }
  return { centres, nearest, similarity };
}

/** True where the row has another centre now. */
export function assign(rows: VectorRows, row: number, centres: VectorRows, nearest: Int32Array, similarity: Float32Array): boolean {
  let [best, bestSimilarity] = [0, -Infinity];
  for (let centre = 0; centre < centres.count; centre++) {
    const product = rowProduct(rows, row, centres, centre);
    if (product > bestSimilarity) [best, bestSimilarity] = [centre, product];
  }
  const moved = nearest[row] !== best;
  nearest[row] = best;
  similarity[row] = bestSimilarity;
  return moved;
}

/** A centre that has lost all its rows stays where it is. */
export function moveCentres(rows: VectorRows, centres: VectorRows, nearest: Int32Array): void {
  const sums = { ...centres, values: new Float32Array(centres.values.length) };
  for (let row = 0; row < rows.count; row++) {
    const [from, to] = [row * rows.width, nearest[row]! * rows.width];
    for (let at = 0; at < rows.width; at++) sums.values[to + at]! += rows.values[from + at]!;
  }
  for (let centre = 0; centre < centres.count; centre++) {
    if (normaliseRow(sums, centre)) centres.values.set(sums.values.subarray(centre * rows.width, (centre + 1) * rows.width), centre * rows.width);
  }
}

/** The first row, then each drawn with its squared distance to the nearest seed for a weight. */
function seeds(rows: VectorRows, k: number): VectorRows {
  const count = Math.min(k, rows.count);
  const centres = { count, width: rows.width, values: new Float32Array(count * rows.width) };
  const distance = new Float64Array(rows.count).fill(Infinity);
  let chosen = 0;
  for (let centre = 0; centre < count; centre++) {
    centres.values.set(rows.values.subarray(chosen * rows.width, (chosen + 1) * rows.width), centre * rows.width);
    let total = 0;
    for (let row = 0; row < rows.count; row++) {
      distance[row] = Math.min(distance[row]!, Math.max(0, 1 - rowProduct(rows, row, centres, centre)));
      total += distance[row]!;
    }
    chosen = drawn(distance, total * (((centre + 1) * goldenRatio) % 1));
  }
  return centres;
}

function drawn(weights: Float64Array, at: number): number {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row]!;
    if (sum > at) return row;
  }
  return weights.length - 1;
}
