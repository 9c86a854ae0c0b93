/** Where do tests get numbers that look random and are the same each time? */

/** Numbers in [0, 1): mulberry32, public domain, by T. Ettinger. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const randomInteger = (random: () => number, below: number): number => Math.floor(random() * below);
