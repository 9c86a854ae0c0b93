/** What does one posting say? 32 bits: in which document slot a term stands, and how often in each field. */

/** Slots are below this; 22 bits. A workspace of that many chunks would need gigabytes elsewhere first. */
export const maxSlots = 1 << 22;

const bodyBits = 4;
const shortBits = 2;
const countBits = bodyBits + 3 * shortBits;
/** Short fields hold a term once or twice; more says nothing new. */
const maxShort = (1 << shortBits) - 1;

/**
 * The body frequencies that can be told apart. BM25 saturates: at average length and k1 = 1.2 the error of a score is at most
 * 3 per cent of its term's share, beyond 8 occurrences.
 */
const bodyLevels = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 40, 80, 160);
const levelOfFrequency = Uint8Array.from({ length: 161 }, (_, frequency) => nearestLevel(frequency));

function nearestLevel(frequency: number): number {
  let best = 0;
  for (let level = 1; level < bodyLevels.length; level++) {
    if (Math.abs(bodyLevels[level]! - frequency) < Math.abs(bodyLevels[best]! - frequency)) best = level;
  }
  return best;
}

export interface FieldFrequencies {
  readonly name: number;
  readonly context: number;
  readonly path: number;
  readonly body: number;
}

export function packPosting(slot: number, { name, context, path, body }: FieldFrequencies): number {
  const shorts = (Math.min(name, maxShort) << 4) | (Math.min(context, maxShort) << 2) | Math.min(path, maxShort);
  const counts = (shorts << bodyBits) | levelOfFrequency[Math.min(body, levelOfFrequency.length - 1)]!;
  return ((slot << countBits) | counts) >>> 0;
}

/** A term that stands in the body only, as nearly all do. */
export function packBodyPosting(slot: number, body: number): number {
  return ((slot << countBits) | levelOfFrequency[Math.min(body, levelOfFrequency.length - 1)]!) >>> 0;
}

/** The same frequencies in another slot. */
export function movePosting(posting: number, slot: number): number {
  return ((slot << countBits) | (posting & ((1 << countBits) - 1))) >>> 0;
}

export const slotOf = (posting: number): number => posting >>> countBits;
export const bodyFrequency = (posting: number): number => bodyLevels[posting & 15]!;
export const pathFrequency = (posting: number): number => (posting >>> 4) & maxShort;
export const contextFrequency = (posting: number): number => (posting >>> 6) & maxShort;
export const nameFrequency = (posting: number): number => (posting >>> 8) & maxShort;
/** True where the term stands in the body only. */
export const isBodyOnly = (posting: number): boolean => (posting & 0x3f0) === 0;
