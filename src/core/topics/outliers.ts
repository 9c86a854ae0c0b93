/** Which members hardly belong to their group? */

/** Groups of fewer have no such thing as usual. */
const leastMembers = 6;

/** Those below the lower fence of the members' similarities to the centre (J. Tukey, "Exploratory data analysis", 1977: 1.5 quartile distances below the first quartile). */
export function outliers(similarities: readonly number[]): boolean[] {
  if (similarities.length < leastMembers) return similarities.map(() => false);
  const sorted = similarities.toSorted((a, b) => a - b);
  const quartile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [first, third] = [quartile(0.25), quartile(0.75)];
  const fence = first - 1.5 * (third - first);
  return similarities.map((similarity) => similarity < fence);
}
