/** How much does each token of a text count in a static model's vector? */

/** Of models whose vector is the weighted sum of their tokens' vectors, brought to unit length (training/export.py builds their graph). */
export interface StaticWeights {
  /** A token that occurs n times counts n to this power in all: .5 for its square root. */
  readonly countExponent: number;
  /** The token at place i, from 0, counts (1 + i / tau) to the power of -beta. */
  readonly positionBeta: number;
  readonly positionTau: number;
}

/** The same without the decay by places. */
export const everywhereAlike = (weights: StaticWeights): StaticWeights => ({ ...weights, positionBeta: 0 });

/** One weight for each token, in their order. */
export function tokenWeights(ids: ArrayLike<number>, { countExponent, positionBeta, positionTau }: StaticWeights): Float64Array {
  const counts = new Map<number, number>();
  for (let place = 0; place < ids.length; place++) counts.set(ids[place]!, (counts.get(ids[place]!) ?? 0) + 1);
  return Float64Array.from({ length: ids.length }, (_, place) => counts.get(ids[place]!)! ** (countExponent - 1) * (1 + place / positionTau) ** -positionBeta);
}
