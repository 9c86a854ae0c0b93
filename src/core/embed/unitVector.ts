/** What is the length of a vector, is it a unit vector, and what is its direction? */

/** Vectors this close to unit length count as unit vectors; float32 sums and int8 rounding stay well within it. */
const unitTolerance = 0.01;

export function lengthOf(vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}

/** False for a vector that holds NaN or an infinity, too. */
export function isUnitVector(vector: Float32Array): boolean {
  return Math.abs(lengthOf(vector) - 1) <= unitTolerance;
}

/** True for the vector of a text in which the model knows no word: it is similar to nothing. */
export function isZeroVector(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}

/** A copy of unit length; of the zero vector, a copy. */
export function normalise(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  return length === 0 ? vector.slice() : vector.map((value) => value / length);
}

/** The cosine similarity of unit vectors of the same length. */
export function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
