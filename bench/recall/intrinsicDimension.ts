/** How many dimensions do the vectors around one seem to fill? The local intrinsic dimension (LID). */

/**
 * Maximum likelihood estimate from the similarities of a unit vector's nearest others: the k-th distance against the nearer ones. Levina and
 * Bickel, "Maximum likelihood estimation of intrinsic dimension" (2004); Amsaleg et al., "Estimating local intrinsic dimensionality" (2015).
 * Equal vectors say nothing of the dimension and are left out; null where no two distances differ.
 */
export function intrinsicDimension(similarities: readonly number[]): number | null {
  const distances = similarities.map((similarity) => Math.sqrt(Math.max(0, 2 - 2 * similarity))).filter((distance) => distance > equalBelow);
  const farthest = Math.max(...distances);
  const logs = distances.reduce((sum, distance) => sum + Math.log(distance / farthest), 0);
  return logs < 0 ? -distances.length / logs : null;
}

/** Rounding to int8 moves equal texts' vectors apart by less than this. */
const equalBelow = 1e-3;
