/** How much do two views share? */
import type { Feature, View } from './view.ts';

/** How rare each feature is among some views: what all have tells nothing apart. */
export function rarities(views: readonly View[]): (feature: Feature) => number {
  const holding = new Map<Feature, number>();
  for (const { features } of views) for (const feature of features.keys()) holding.set(feature, (holding.get(feature) ?? 0) + 1);
  const byCount = Array.from({ length: views.length + 1 }, (_, count) => Math.log(1 + views.length / Math.max(1, count)));
  return (feature) => byCount[holding.get(feature) ?? 1]!;
}

/**
 * 0 to 1: the mean of the share of the example that the other holds and of what is common to both of all there is. The first alone would
 * prefer what is long, the second what is not packed together with something else.
 */
export function overlap(example: View, other: View, rarity: (feature: Feature) => number): number {
  let [common, own, theirs] = [0, 0, 0];
  for (const [feature, weight] of example.features) {
    own += weight * rarity(feature);
    common += Math.min(weight, other.features.get(feature) ?? 0) * rarity(feature);
  }
  for (const [feature, weight] of other.features) theirs += weight * rarity(feature);
  return own && theirs ? (common / own + common / (own + theirs - common)) / 2 : 0;
}
