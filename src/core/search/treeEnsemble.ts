/** What does an ensemble of regression trees give for a row of numbers, and how much of it is due to each number? */

/**
 * A tree in flat arrays, node by node, the root first. A row goes `below` where its value of the feature is at most the
 * threshold, else `above`; a child of -1 - i is leaf i. `values` are the nodes' own: the means of what lies beneath them.
 */
export interface RegressionTree {
  readonly features: readonly number[];
  readonly thresholds: readonly number[];
  readonly values: readonly number[];
  readonly below: readonly number[];
  readonly above: readonly number[];
  readonly leaves: readonly number[];
}

/**
 * The trees' sum, divided among the features: each step down a tree is due to the feature that is looked at (Saabas, "Interpreting
 * random forests", 2014). The parts, with those of the roots, which are the same for every row and last in the result, add up
 * to the sum of the leaves. Length: the row's, and 1.
 */
export function attribute(trees: readonly RegressionTree[], row: ArrayLike<number>): Float64Array {
  const parts = new Float64Array(row.length + 1);
  for (const { features, thresholds, values, below, above, leaves } of trees) {
    if (features.length === 0) {
      parts[row.length]! += leaves[0] ?? 0;
      continue;
    }
    parts[row.length]! += values[0]!;
    for (let node = 0; node >= 0;) {
      const feature = features[node]!;
      const next = row[feature]! <= thresholds[node]! ? below[node]! : above[node]!;
      parts[feature]! += (next >= 0 ? values[next]! : leaves[-1 - next]!) - values[node]!;
      node = next;
    }
  }
  return parts;
}
