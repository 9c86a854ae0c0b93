/** What text do a file's bytes hold? */
import type { Problem } from '../types.ts';

export interface DecodedText {
  readonly text: string;
  readonly problem: Problem | null;
}

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** By the byte-order mark; UTF-8 where there is none. */
export function textEncodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second, third, fourth] = bytes;
  // FF FE 00 00 is UTF-32, which is left to the test for NUL bytes.
  if (first === 0xff && second === 0xfe && !(third === 0 && fourth === 0)) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Decodes without the byte-order mark; what is not valid becomes U+FFFD and is reported. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = textEncodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), problem: null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = `Not valid ${encoding.toUpperCase()}: the invalid parts are shown as "\uFFFD".`;
    return { text: new TextDecoder(encoding).decode(bytes), problem: { code: 'invalidEncoding', message } };
  }
}
