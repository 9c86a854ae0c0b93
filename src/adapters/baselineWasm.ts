/**
 * How is a grammar compiled whose lexer is one huge function? By V8's baseline compiler alone: the optimising one takes memory faster than the function
 * grows, 51 MB for 41 kB (C), 0.26 GB for 106 kB (C++), 2.5 GB for 372 kB (PowerShell), 3.7 GB for 320 kB (Swift), and makes it 7 % faster (Kotlin).
 */
import v8 from 'node:v8';

/** Bytes of the largest function that may be optimised. */
const largestOptimised = 50_000;
const codeSection = 10;

/** No other way to say it of one module: what is compiled while these hold is never optimised later. Other threads are asked to put up with it for some 20 ms. */
const baselineOnly = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--no-wasm-lazy-compilation'];
const asBefore = ['--wasm-tier-up', '--wasm-dynamic-tiering', '--wasm-lazy-compilation'];

/**
 * The module, if it holds a huge function; null otherwise, nothing being compiled. While it is held, whoever compiles the same bytes gets the same code:
 * V8 keeps code by the bytes that it is made of.
 */
export function compiledAtBaseline(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | null {
  if (largestFunction(bytes) <= largestOptimised) return null;
  try {
    for (const flag of baselineOnly) v8.setFlagsFromString(flag);
    return new WebAssembly.Module(bytes);
  } finally {
    for (const flag of asBefore) v8.setFlagsFromString(flag);
  }
}

/** Bytes of a module's largest function; 0 where there is none, or the bytes are no module. */
export function largestFunction(bytes: Uint8Array): number {
  let largest = 0;
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at]!;
    const section = numberAt(bytes, at + 1);
    at = section.end + section.value;
    if (id !== codeSection) continue;
    const count = numberAt(bytes, section.end);
    for (let place = count.end, left = count.value; left > 0 && place < bytes.length; left--) {
      const size = numberAt(bytes, place);
      largest = Math.max(largest, size.value);
      place = size.end + size.value;
    }
  }
  return largest;
}

/** An unsigned number in LEB128, and where it ends. */
function numberAt(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let [value, at] = [0, start];
  for (let shift = 0; at < bytes.length; shift += 7) {
    const byte = bytes[at++]!;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) break;
  }
  return { value, end: at };
}
