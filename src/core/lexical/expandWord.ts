/** Which terms of the index does one word of a query stand for? */
import { abbreviationsOf } from './abbreviations.ts';
import { inverseDocumentFrequency } from './bm25f.ts';
import type { QueryAlternative, QueryTerm, QueryTermSource } from './lexicalQuery.ts';
import { wordOf } from './tokenise.ts';
import type { Word } from './tokenise.ts';
import type { TermSource, Vocabulary } from './vocabulary.ts';

/** What understanding a query needs to know of the index. */
export interface QueryIndex extends TermSource {
  readonly dictionary: { readonly size: number; termOf(id: number): string; idOf(term: string): number };
  readonly count: number;
  readonly vocabulary: Vocabulary;
}

/** Beside a whole identifier that the index holds, its parts find what is named alike, but shouldn't outweigh the thing itself. */
const partWeight = 0.3;
/** For "configuration" code has config, and the other way round: reciprocal rank .46 -> .47 on questions to undocumented functions. */
const abbreviationWeight = 0.75;
const prefixWeight = 0.8;
const prefixLimit = 20;
/** One letter begins too much; a letter of a script without spaces is half a word. */
const minPrefixLength = 2;
/** Guesses count less than what was typed, so that a document that holds the typed words wins. */
const splitWeight = 0.8;
const minSplitLength = 3;
const correctionLimit = 3;
const correctionWeights = [1, 0.7, 0.5];
/** Shorter words have too many neighbours; from the second length on two errors are likely enough. */
const minLengthForOneError = 5;
const minLengthForTwoErrors = 9;

export function postingCountOf(term: string, index: QueryIndex): number {
  const id = index.dictionary.idOf(term);
  return id < 0 ? 0 : index.postingCount(id);
}

export function rarityOf(alternatives: readonly QueryAlternative[], index: QueryIndex): number {
  const holding = alternatives.reduce((sum, { id }) => sum + index.postingCount(id), 0);
  return inverseDocumentFrequency(index.count, Math.min(index.count, holding));
}

export function alternativeOf(term: string, index: QueryIndex): QueryAlternative {
  return { term, id: index.dictionary.idOf(term), weight: 1 };
}

export interface WordPlace {
  /** It is the last word, and may be going on. */
  readonly open: boolean;
  /** What the index doesn't know may be looked for in the dictionary: as a beginning, misspelt, or two words in one. */
  readonly mayGuess: boolean;
}

/** Number of the word's terms that the index doesn't know, but for those that don't matter as the whole is known. */
export function guessesFor(written: string, index: QueryIndex): number {
  const word = wordOf(written);
  const whole = word.joins.at(-1);
  if (whole !== undefined && postingCountOf(whole, index) > 0) return 0;
  return word.parts.filter((part) => postingCountOf(part, index) === 0).length + (whole === undefined ? 0 : 1);
}

/** The terms of a word as written. */
export function expandWord(written: string, { open, mayGuess }: WordPlace, index: QueryIndex): QueryTerm[] {
  const word = wordOf(written);
  const whole = word.joins.at(-1);
  if (whole !== undefined && postingCountOf(whole, index) > 0) return [knownTerm(whole, 'word', 1, index), ...knownParts(word, index)];
  const last = word.parts.length - 1;
  const parts = word.parts.flatMap((part, place) => expandTerm(part, last > 0 ? part : word.joined, { open: open && place === last, mayGuess }, index));
  if (whole === undefined || !mayGuess) return parts;
  const wholeGuess = (open ? beginning(word.joined, index) : null) ?? corrected(whole, 1, index);
  return wholeGuess === null ? parts : [{ ...wholeGuess, covers: false }, ...parts];
}

function knownTerm(term: string, source: QueryTermSource, weight: number, index: QueryIndex): QueryTerm {
  return { text: term, source, weight, alternatives: waysToWrite(term, index), covers: true };
}

/** The term and its short or long forms, as far as the index holds them. */
function waysToWrite(term: string, index: QueryIndex): QueryAlternative[] {
  const others = abbreviationsOf(term).map((other) => ({ ...alternativeOf(other, index), weight: abbreviationWeight }));
  return [alternativeOf(term, index), ...others].filter(({ id }) => id >= 0 && index.postingCount(id) > 0);
}

function knownParts(word: Word, index: QueryIndex): QueryTerm[] {
  const parts = [...new Set([...word.parts, ...word.joins.slice(0, -1)])];
  return parts.filter((part) => postingCountOf(part, index) > 0).map((part) => knownTerm(part, 'part', partWeight, index));
}

function expandTerm(term: string, typed: string, { open, mayGuess }: WordPlace, index: QueryIndex): QueryTerm[] {
  if (postingCountOf(term, index) > 0) return [knownTerm(term, 'word', 1, index)];
  const begun = open && mayGuess ? beginning(typed, index) : null;
  if (begun !== null) return [begun];
  if (waysToWrite(term, index).length > 0) return [knownTerm(term, 'word', 1, index)];
  const unknown: QueryTerm = { text: term, source: 'unknown', weight: 1, alternatives: [], covers: true };
  if (!mayGuess) return [unknown];
  const near = corrected(term, 1, index);
  if (near !== null) return [near];
  const halves = splitInTwo(typed, index);
  if (halves !== null) return halves;
  return [corrected(term, 2, index) ?? unknown];
}

function beginning(typed: string, index: QueryIndex): QueryTerm | null {
  if (typed.length < minPrefixLength && /^[\x00-\x7f]*$/.test(typed)) return null;
  const ids = index.vocabulary.startingWith(typed, prefixLimit);
  if (ids.length === 0) return null;
  const alternatives = ids.map((id) => ({ term: index.dictionary.termOf(id), id, weight: prefixWeight }));
  return { text: typed, source: 'prefix', weight: 1, alternatives, covers: true };
}

/** What the word may have been meant to be: the nearest terms, at most `most` errors away. */
function corrected(term: string, most: 1 | 2, index: QueryIndex): QueryTerm | null {
  if (term.length < (most === 1 ? minLengthForOneError : minLengthForTwoErrors) || !/^\p{L}+$/u.test(term)) return null;
  const close = index.vocabulary.closeTo(term, most, correctionLimit);
  if (close.length === 0) return null;
  const alternatives = close.map(({ id, distance }) => ({ term: index.dictionary.termOf(id), id, weight: correctionWeights[distance]! }));
  return { text: term, source: 'correction', weight: 1, alternatives, covers: true };
}

/** "configfile" -> config, file: the split whose rarer half is commonest. */
function splitInTwo(typed: string, index: QueryIndex): QueryTerm[] | null {
  let best: readonly string[] | null = null;
  let bestCount = 0;
  for (let at = minSplitLength; at <= typed.length - minSplitLength; at++) {
    const halves = [typed.slice(0, at), typed.slice(at)].map((half) => wordOf(half).terms[0]!);
    const count = Math.min(...halves.map((half) => postingCountOf(half, index)));
    if (count > bestCount) [best, bestCount] = [halves, count];
  }
  return best?.map((half) => knownTerm(half, 'split', splitWeight, index)) ?? null;
}
