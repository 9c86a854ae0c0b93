/** Which tokens does each written word of a text become? */
import type { Tokenizer } from './tokenizer.ts';

/** A word, or the part of an identifier, with its place in the text in UTF-16 units. */
export interface PlacedTokens {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly number[];
}

/** Runs of letters, divided where camel case does, and runs of numbers. */
const wordParts = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\P{L}\p{Lu}]+|\p{Lu}|\p{N}+/gu;

/**
 * In order, all ids together exactly those of the whole text: for tokenizers that look at each run between white space by itself,
 * as static models' do. A run whose parts have other ids than itself (accents in two characters, say) stays whole.
 */
export function placeTokens(text: string, tokenizer: Tokenizer, maxTokens: number): PlacedTokens[] {
  const placed: PlacedTokens[] = [];
  let left = maxTokens;
  for (const { 0: run, index } of text.matchAll(/\S+/gu)) {
    if (left <= 0) break;
    const ids = [...tokenizer.encode(run, left)];
    left -= ids.length;
    for (const { start, end, ids: own } of partsOf(run, ids, tokenizer)) placed.push({ start: index + start, end: index + end, ids: own });
  }
  return placed;
}

function partsOf(run: string, ids: readonly number[], tokenizer: Tokenizer): PlacedTokens[] {
  const parts: PlacedTokens[] = [];
  let at = 0;
  for (const { 0: part, index } of run.matchAll(wordParts)) {
    const own = [...tokenizer.encode(part, ids.length)].slice(0, ids.length - at);
    if (own.some((id, place) => id !== ids[at + place])) break;
    at += own.length;
    if (own.length > 0) parts.push({ start: index, end: index + part.length, ids: own });
  }
  if (ids.length === 0) return [];
  return at === ids.length ? parts : [{ start: 0, end: run.length, ids }];
}
