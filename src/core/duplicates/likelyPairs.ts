/** Which pieces may be near-duplicates? Found without comparing each with each, by a few hashes that copies share. */

/** Minima in a key, and keys of a piece: of two pieces that have half of all their shingles in common 99.98 % share a key, of those with a tenth 27 %. */
const rows = 2;
const bands = 32;
/** Earlier holders of a key that a piece is compared with: keys that hundreds hold, as in tables of test cases, cost no more than others. */
const mostPerKey = 12;

/**
 * Min-wise hashing (A. Broder et al., "Min-wise independent permutations", STOC 1998) in bands (A. Gionis, P. Indyk, R. Motwani, "Similarity
 * search in high dimensions via hashing", VLDB 1999). Pieces are added one after the other; what is found depends on nothing but them.
 */
export class LikelyPairs {
  /** Most keys have one holder: a list is made for the second only. */
  readonly #holders = Array.from({ length: bands }, () => new Map<number, number | number[]>());

  /** Gives the earlier pieces that this one may be like, and takes it in. `piece` is any number, `shingles` its hashes. */
  add(piece: number, shingles: Int32Array): number[] {
    const found = new Set<number>();
    const minima = signature(shingles);
    this.#holders.forEach((holders, band) => {
      let key = 0;
      for (let row = 0; row < rows; row++) key = mixed(key ^ minima[band * rows + row]!);
      const earlier = holders.get(key);
      if (earlier === undefined) return void holders.set(key, piece);
      const others = typeof earlier === 'number' ? [earlier] : earlier;
      for (const other of others) found.add(other);
      // The oldest stay: they are the ones that all later copies have met.
      if (others.length === mostPerKey) return;
      others.push(piece);
      holders.set(key, others);
    });
    return [...found];
  }
}

const seeds = Int32Array.from({ length: rows * bands }, (_, at) => mixed(Math.imul(at + 1, 0x9e3779b9)));

/** The least hash under each of some permutations. */
function signature(shingles: Int32Array): Int32Array {
  const minima = new Int32Array(seeds.length).fill(0x7fffffff);
  for (const shingle of shingles) {
    for (let at = 0; at < seeds.length; at++) {
      const hash = mixed(shingle ^ seeds[at]!);
      if (hash < minima[at]!) minima[at] = hash;
    }
  }
  return minima;
}

/** The finaliser of MurmurHash3, which spreads each bit over all (A. Appleby, public domain). */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
