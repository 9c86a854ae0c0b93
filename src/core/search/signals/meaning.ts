/** How close is the chunk's meaning to the query's? */
import type { Signal } from '../candidate.ts';

// Below a cosine of about .1 two texts of this model have nothing to do with each other.
const floor = 0.1;

export const meaning: Signal = {
  name: 'meaning',
  weight: 1,
  value: ({ similarity }, { topSimilarity }) =>
    similarity === null || topSimilarity <= floor ? 0 : Math.max(0, similarity - floor) / (topSimilarity - floor),
};
