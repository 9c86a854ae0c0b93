/** How is a vector kept in a quarter of its size, in memory and as stored bytes? */
import { Failure } from '../failure.ts';

/** The vector `bytes[i] * scale`. */
export interface QuantisedVector {
  readonly bytes: Int8Array;
  readonly scale: number;
}

/** A float32, little-endian, after the int8 values. */
const scaleLength = 4;

/**
 * Int8 values with one scale, chosen so that the vector's length is kept: a unit vector stays one. Of 40,000 chunks'
 * vectors the median has a cosine of .99997 to its original, 99.6 % have .9999 or more, and the worst .9996 (texts of a
 * few words, most of whose length is in one dimension). The zero vector has scale 0.
 */
export function quantise(vector: Float32Array): QuantisedVector {
  let largest = 0;
  let squares = 0;
  for (let i = 0; i < vector.length; i++) {
    largest = Math.max(largest, Math.abs(vector[i]!));
    squares += vector[i]! * vector[i]!;
  }
  const bytes = new Int8Array(vector.length);
  if (largest === 0) return { bytes, scale: 0 };
  let roundedSquares = 0;
  for (let i = 0; i < vector.length; i++) {
    const rounded = Math.round((vector[i]! / largest) * 127);
    bytes[i] = rounded;
    roundedSquares += rounded * rounded;
  }
  return { bytes, scale: Math.fround(Math.sqrt(squares / roundedSquares)) };
}

export function dequantise({ bytes, scale }: QuantisedVector): Float32Array {
  const vector = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) vector[i] = bytes[i]! * scale;
  return vector;
}

/** The stored form: one byte a dimension and four for the scale. */
export function writeVector(vector: Float32Array): Uint8Array {
  const { bytes, scale } = quantise(vector);
  const stored = new Uint8Array(bytes.length + scaleLength);
  stored.set(new Uint8Array(bytes.buffer));
  new DataView(stored.buffer).setFloat32(bytes.length, scale, true);
  return stored;
}

/** Throws Failure "indexDamaged" where the bytes can't be a vector of so many dimensions. */
export function readVector(stored: Uint8Array, dimensions: number): Float32Array {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const scale = stored.length === dimensions + scaleLength ? view.getFloat32(dimensions, true) : NaN;
  // A unit vector's largest byte is 127 or -127, so its scale is below 1/127; no other scale comes from writeVector.
  if (!(scale >= 0 && scale <= 1)) {
    throw new Failure('indexDamaged', `A stored vector is not one of ${dimensions} dimensions (${stored.length} bytes).`, 'Rebuild the index (Lodestone: Rebuild Index).');
  }
  return dequantise({ bytes: new Int8Array(stored.buffer, stored.byteOffset, dimensions), scale });
}
