/** What is the vector of a whole, given those of its parts? */
import { normalise } from './unitVector.ts';

export interface WeightedVector {
  readonly vector: Float32Array;
  readonly weight: number;
}

/**
 * The weighted sum of vectors (at least one, all of the same length), brought to unit length; the zero vector where
 * the parts are zero or cancel out.
 */
export function combineVectors(parts: readonly WeightedVector[]): Float32Array {
  const sum = new Float32Array(parts[0]?.vector.length ?? 0);
  for (const { vector, weight } of parts) {
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * vector[i]!;
  }
  return normalise(sum);
}
