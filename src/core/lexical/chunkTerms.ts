/** Which terms does a chunk hold, and how often in each of its fields? */
import { tokenise } from './tokenise.ts';

/** The texts of a chunk. Its file's path is a field too, added when it is indexed: terms are kept by content, and files move. */
export interface ChunkFields {
  /** What the chunk defines. */
  readonly name: string;
  /** What encloses it. */
  readonly context: string;
  readonly body: string;
}

/** Number of terms of each field, repetitions counted. */
export interface FieldLengths {
  readonly name: number;
  readonly context: number;
  readonly body: number;
}

/** Plain data that may cross to another thread. */
export interface ChunkTerms {
  /** Each distinct term once. */
  readonly terms: readonly string[];
  /** Per term, its frequencies in the fields as `packCounts` packs them. */
  readonly counts: Uint32Array;
  readonly lengths: FieldLengths;
}

const nameUnit = 1 << 24;
const contextUnit = 1 << 16;
const maxShortCount = 0xff;
const maxBodyCount = 0xffff;

/** Frequencies of one term in one word: name in the top 8 bits, context in the next 8, body in the lower 16; larger ones are cut. */
export function packCounts(name: number, context: number, body: number): number {
  return ((Math.min(name, maxShortCount) << 24) | (Math.min(context, maxShortCount) << 16) | Math.min(body, maxBodyCount)) >>> 0;
}

export const nameCount = (packed: number): number => packed >>> 24;
export const contextCount = (packed: number): number => (packed >>> 16) & maxShortCount;
export const bodyCount = (packed: number): number => packed & maxBodyCount;
/** True where the term stands in the body only: the word is then its frequency. */
export const isBodyOnly = (packed: number): boolean => packed <= maxBodyCount;

/** The terms of a chunk with their frequencies. */
export function countTerms(fields: ChunkFields): ChunkTerms {
  const packed = new Map<string, number>();
  const name = tokenise(fields.name);
  const context = tokenise(fields.context);
  const body = tokenise(fields.body);
  addCounts(packed, name, nameUnit, nameCount, maxShortCount);
  addCounts(packed, context, contextUnit, contextCount, maxShortCount);
  addCounts(packed, body, 1, bodyCount, maxBodyCount);
  return {
    terms: [...packed.keys()],
    counts: Uint32Array.from(packed.values()),
    lengths: { name: name.length, context: context.length, body: body.length },
  };
}

function addCounts(packed: Map<string, number>, terms: readonly string[], unit: number, read: (packed: number) => number, most: number): void {
  for (const term of terms) {
    const counts = packed.get(term) ?? 0;
    if (read(counts) < most) packed.set(term, counts + unit);
  }
}
