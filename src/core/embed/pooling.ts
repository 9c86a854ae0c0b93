/** How do the vectors of a text's tokens become the one vector of the text? */

/** As sentence-transformers names them, but for case: its "mean_sqrt_len_tokens" has the direction of the mean. */
export const poolings = ['mean', 'cls', 'max', 'lastToken', 'weightedMean'] as const;
export type Pooling = (typeof poolings)[number];

/**
 * One vector of `dimensions` values, of no particular length, from the text's `count` token vectors (at least one; row by
 * row in `tokens`, without padding). weightedMean: the token at place i, from 1, weighs i (SGPT, arXiv 2202.08904).
 */
export function poolTokens(tokens: Float32Array, count: number, dimensions: number, pooling: Pooling): Float32Array {
  switch (pooling) {
    case 'cls': return tokens.slice(0, dimensions);
    case 'lastToken': return tokens.slice((count - 1) * dimensions, count * dimensions);
    case 'mean': return weightedMean(tokens, count, dimensions, () => 1);
    case 'weightedMean': return weightedMean(tokens, count, dimensions, (place) => place + 1);
    case 'max': return largest(tokens, count, dimensions);
  }
}

function weightedMean(tokens: Float32Array, count: number, dimensions: number, weightAt: (place: number) => number): Float32Array {
  const sum = new Float64Array(dimensions);
  let total = 0;
  for (let place = 0; place < count; place++) {
    const weight = weightAt(place);
    total += weight;
    for (let i = 0; i < dimensions; i++) sum[i]! += weight * tokens[place * dimensions + i]!;
  }
  return Float32Array.from(sum, (value) => value / total);
}

function largest(tokens: Float32Array, count: number, dimensions: number): Float32Array {
  const result = tokens.slice(0, dimensions);
  for (let place = 1; place < count; place++) {
    for (let i = 0; i < dimensions; i++) result[i] = Math.max(result[i]!, tokens[place * dimensions + i]!);
  }
  return result;
}
