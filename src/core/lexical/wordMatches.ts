/** Where in a text stand the words that a lexical query looks for? */
import { characterClass, unspaced } from './characterClass.ts';
import { identifierParts } from './identifierParts.ts';
import type { LexicalQuery } from './lexicalQuery.ts';
import { stopWords } from './stopWords.ts';
import { forEachWord, wordOf } from './tokenise.ts';

/** A place in a line, in UTF-16 units. */
export interface WordMatch {
  readonly start: number;
  readonly end: number;
  /** What of the query is found here: a term, folded and stemmed as in the index, or a phrase as it was demanded. */
  readonly term: string;
}

export type FindWords = (line: string) => readonly WordMatch[];

/**
 * The words of a line that the index has found the query's terms by: inflected, as parts of identifiers, abbreviated, begun or
 * corrected. Stop words are passed over, unless the query has no other words. Places are in order and do not overlap.
 */
export function wordFinder({ terms }: LexicalQuery): FindWords {
  const telling = terms.filter(({ text }) => !stopWords.has(text));
  const sought = new Map<string, string>();
  for (const { text, alternatives } of telling.length > 0 ? telling : terms) {
    for (const { term } of alternatives) if (!sought.has(term)) sought.set(term, text);
  }
  if (sought.size === 0) return () => [];
  return (line) => {
    const found: WordMatch[] = [];
    forEachWord(line, (written, start) => { found.push(...matchesIn(written, start, sought)); });
    return found;
  };
}

function matchesIn(written: string, start: number, sought: ReadonlyMap<string, string>): WordMatch[] {
  const { parts, joins } = wordOf(written);
  const whole = joins.at(-1);
  const term = whole === undefined ? undefined : sought.get(whole);
  if (term !== undefined) return [{ start, end: start + written.length, term }];
  const places = characterClass(written, 0) === unspaced ? pairPlaces(written, parts.length) : partPlaces(written);
  return places.flatMap((place, at) => {
    const found = sought.get(parts[at] ?? '');
    return found === undefined ? [] : [{ start: start + place.start, end: start + place.end, term: found }];
  });
}

function partPlaces(written: string): { readonly start: number; readonly end: number }[] {
  let end = 0;
  return identifierParts(written).map((part) => {
    const start = written.indexOf(part, end);
    end = start + part.length;
    return { start, end };
  });
}

/** Of a script without spaces, whose terms are pairs of neighbouring letters: each place is the pair's first letter, and the last one's both. */
function pairPlaces(written: string, count: number): { readonly start: number; readonly end: number }[] {
  const letters = Array.from(written);
  // Compatibility forms may become several letters: pairs then have no places.
  if (count !== Math.max(1, letters.length - 1)) return [];
  let at = 0;
  const starts = letters.map((letter) => (at += letter.length) - letter.length);
  return Array.from({ length: count }, (_, i) => ({ start: starts[i]!, end: starts[i + 2] ?? written.length }));
}

/** As ripgrep's smart case: a phrase without an upper-case letter is found in any case. */
function withSmartCase(phrase: string): { readonly wanted: string; readonly fold: (line: string) => string } {
  return /\p{Lu}/u.test(phrase) ? { wanted: phrase, fold: (line) => line } : { wanted: phrase.toLowerCase(), fold: (line) => line.toLowerCase() };
}

export function phraseTest(phrase: string): (line: string) => boolean {
  const { wanted, fold } = withSmartCase(phrase);
  return (line) => fold(line).includes(wanted);
}

export function phraseFinder(phrase: string): FindWords {
  const { wanted, fold } = withSmartCase(phrase);
  return (line) => {
    const text = fold(line);
    const found: WordMatch[] = [];
    if (text.length !== line.length) return found; // lower case may be longer than what is written, and places would be wrong
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found.push({ start: at, end: at + wanted.length, term: phrase });
    return found;
  };
}

/** What any of them finds; of matches that overlap the first, and of those that begin together the longest. */
export function findAny(finders: readonly FindWords[]): FindWords {
  return (line) => {
    const kept: WordMatch[] = [];
    const all = finders.flatMap((find) => find(line)).sort((a, b) => a.start - b.start || b.end - a.end);
    for (const match of all) if (match.start >= (kept.at(-1)?.end ?? 0)) kept.push(match);
    return kept;
  };
}
