/** Which pieces may be near-duplicates? Found without comparing each with each, by a few hashes that copies share. */

/** Minima in a key, and keys of a piece: of two pieces that have half of all their shingles in common 99.98 % share a key, of those with a tenth 27 %. */
const rows = 2;
const bands = 32;
/** Earlier holders of a key that a piece is compared with: keys that hundreds hold, as in tables of test cases, cost no more than others. */
const mostPerKey = 12;

/**
 * Min-wise hashing (A. Broder et al., "Min-wise independent permutations", STOC 1998) in bands (A. Gionis, P. Indyk, R. Motwani, "Similarity
 * search in high dimensions via hashing", VLDB 1999). What is found depends on nothing but the pieces and their order.
 */
export class LikelyPairs {
  #keys: Int32Array = new Int32Array(1024 * bands);
  #count = 0;

  /** Takes in the next piece, whose place is the number of those before. */
  add(shingles: Int32Array): void {
    if (this.#keys.length < (this.#count + 1) * bands) {
      const larger = new Int32Array(this.#keys.length * 2);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    const minima = signature(shingles);
    for (let band = 0; band < bands; band++) {
      let key = 0;
      for (let row = 0; row < rows; row++) key = mixed(key ^ minima[band * rows + row]!);
      this.#keys[this.#count * bands + band] = key;
    }
    this.#count++;
  }

  /** Places of two pieces that may be near-duplicates, the earlier first, each pair once. One band at a time, so that little is held. */
  *pairs(): Generator<readonly [number, number]> {
    /** By piece, a bit for each band in which later pieces are compared with it. */
    const met = new Int32Array(this.#count);
    for (let band = 0; band < bands; band++) {
      const holders = new Map<number, number | number[]>(); // most keys have one holder: a list is made for the second only
      for (let piece = 0; piece < this.#count; piece++) {
        const key = this.#keys[piece * bands + band]!;
        const known = holders.get(key);
        const earlier = known === undefined ? [] : typeof known === 'number' ? [known] : known;
        for (const other of earlier) if (!this.#haveMet(other, piece, band, met)) yield [other, piece];
        // The oldest stay: they are the ones that all later copies have met.
        if (earlier.length === mostPerKey) continue;
        met[piece]! |= 1 << band;
        earlier.push(piece);
        holders.set(key, earlier.length === 1 ? piece : earlier);
      }
    }
  }

  #haveMet(earlier: number, later: number, before: number, met: Int32Array): boolean {
    for (let band = 0; band < before; band++) {
      if (this.#keys[earlier * bands + band] === this.#keys[later * bands + band] && (met[earlier]! >>> band & 1) === 1) return true;
    }
    return false;
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
