/** How do documents get the words that a model wants before them, without their readers knowing of it? */
import type { Tokenizer } from './tokenizer.ts';

/** The same tokenizer for texts that all begin with `prefix`. */
export function prefixedTokenizer(tokenizer: Tokenizer, prefix: string): Tokenizer {
  if (prefix === '') return tokenizer;
  return { encode: (text, maxTokens) => tokenizer.encode(prefix + text, maxTokens) };
}
