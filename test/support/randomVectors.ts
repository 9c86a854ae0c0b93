/** Where do tests get unit vectors from that are the same at every run? */
import { normalise } from '../../src/core/embed/unitVector.ts';

/** Numbers from 0 (inclusive) to 1 (exclusive), by the mulberry32 generator. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomUnitVectors(count: number, dimensions: number, seed = 1): Float32Array[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => normalise(Float32Array.from({ length: dimensions }, () => random() - 0.5)));
}
