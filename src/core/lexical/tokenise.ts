/** Which terms does a text hold? Index and query are cut alike. */
import { characterClass, digit, hyphen, joiner, lower, separator, unspaced, upper } from './characterClass.ts';
import type { CharacterClass } from './characterClass.ts';
import { identifierParts } from './identifierParts.ts';
import { stem } from './stem.ts';

/** Longer terms are cut: nobody types them, and minified or encoded text is full of them. UTF-16 units. */
export const maxTermLength = 64;
/** What lies beyond this in one unbroken word is not looked at. */
const maxWordLength = 256;

/** One word as it is written, and the terms under which it is found. */
export interface Word {
  /** Lower case, without separators, not stemmed: "getUserNames" -> "getusernames". */
  readonly joined: string;
  /** Terms of the parts: get, user, name. The bigrams of a word in a script without spaces. */
  readonly parts: readonly string[];
  /** Terms of a part with the number after it ("utf8"), and last that of the whole ("getusername"); empty for a word of one part. */
  readonly joins: readonly string[];
  /** Every term that the word puts into the index. */
  readonly terms: readonly string[];
}

const marks = /\p{M}+/gu;

/** Lower case and compatibility forms; accents are dropped from Latin letters, as they often are when typing. */
function fold(part: string): string {
  const lowered = part.toLowerCase();
  if (!/[^\x00-\x7f]/.test(lowered)) return lowered;
  const folded = /\p{Script=Latin}/u.test(lowered) ? lowered.normalize('NFKD').replace(marks, '') : lowered.normalize('NFKC');
  return folded.replaceAll('ß', 'ss').toLowerCase();
}

/** A copy that doesn't keep alive the text it was cut from (V8 shares slices of 13 units or more with their parent). */
function detached(term: string): string {
  return term.length < 13 ? term : String.fromCharCode(...Array.from(term, (_, index) => term.charCodeAt(index)));
}

function termOf(joined: string): string {
  return detached(stem(joined.slice(0, maxTermLength)));
}

function wordOfUnspaced(run: string): Word {
  const letters = Array.from(run.normalize('NFKC').toLowerCase());
  const bigrams = letters.slice(1).map((letter, index) => letters[index]! + letter);
  const parts = bigrams.length > 0 ? bigrams : letters;
  return { joined: run, parts, joins: [], terms: bigrams.length > 0 ? [...bigrams, ...letters] : letters };
}

/** "x-y" is a subtraction, "e-mail" a word: hyphenated words shorter than this are not joined. */
export const minHyphenatedLength = 4;

function wordOfIdentifier(written: string): Word {
  const folded = identifierParts(written.slice(0, maxWordLength)).map(fold);
  const joined = folded.join('');
  const parts = folded.map(termOf);
  if (parts.length < 2) return { joined, parts, joins: [], terms: parts };
  const joins: string[] = [];
  for (let index = 1; index < folded.length; index++) {
    const numbered = isNumber(folded[index]!) && !isNumber(folded[index - 1]!);
    if (numbered && folded.length > 2) joins.push(detached(folded[index - 1]! + folded[index]!));
  }
  if (joined.length >= minHyphenatedLength || !written.includes('-')) joins.push(termOf(joined));
  return { joined, parts, joins, terms: [...parts, ...joins] };
}

function isNumber(part: string): boolean {
  return characterClass(part, 0) === digit;
}

/** Words met lately, in two generations, so that the cache stays bounded and common words stay in it. */
const cachedWords = 16_384;
let young = new Map<string, Word>();
let old = new Map<string, Word>();

/** The terms of one word, as cut by `forEachWord`. */
export function wordOf(written: string): Word {
  const recent = young.get(written);
  if (recent !== undefined) return recent;
  const word = old.get(written) ?? (characterClass(written, 0) === unspaced ? wordOfUnspaced(written) : wordOfIdentifier(written));
  remember(written, word);
  return word;
}

function remember(written: string, word: Word): void {
  if (written.length > maxTermLength) return;
  if (young.size >= cachedWords) {
    old = young;
    young = new Map();
  }
  young.set(detached(written), word);
}

function isLetter(kind: CharacterClass): boolean {
  return kind === lower || kind === upper;
}

/** A hyphen holds a word together after a letter and before a letter or number: "kebab-case", "utf-8", but not "2024-01". */
function hyphenates(text: string, index: number): boolean {
  if (index + 1 >= text.length || !isLetter(characterClass(text, index - 1))) return false;
  const after = characterClass(text, index + 1);
  return isLetter(after) || after === digit;
}

function endOfWord(text: string, start: number): number {
  let index = start + 1;
  for (; index < text.length; index++) {
    const kind = characterClass(text, index);
    if (kind === separator || kind === unspaced) break;
    if (kind === hyphen && !hyphenates(text, index)) break;
  }
  return index;
}

function endOfUnspaced(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && characterClass(text, index) === unspaced) index++;
  return index;
}

const backslash = 0x5c;

/** Units to skip for an escaped line break or tab, so that "\nvalue" in a string literal is not read as "nvalue". */
function escapeLength(text: string, index: number): number {
  if (text.charCodeAt(index) !== backslash || index + 1 >= text.length) return 1;
  const code = text.charCodeAt(index + 1);
  return code === 0x6e || code === 0x74 || code === 0x72 || code === backslash ? 2 : 1;
}

/** Calls `visit` with each word of the text as written, and its place; returning false stops. */
export function forEachWord(text: string, visit: (written: string, start: number) => boolean | void): void {
  let index = 0;
  while (index < text.length) {
    const kind = characterClass(text, index);
    if (kind === separator || kind === joiner || kind === hyphen) {
      index += escapeLength(text, index);
      continue;
    }
    const end = kind === unspaced ? endOfUnspaced(text, index) : endOfWord(text, index);
    if (visit(text.slice(index, end), index) === false) return;
    index = end;
  }
}

/** All terms of a text, in order, each as often as it occurs. */
export function tokenise(text: string): string[] {
  const terms: string[] = [];
  forEachWord(text, (written) => {
    for (const term of wordOf(written).terms) terms.push(term);
  });
  return terms;
}

/** The words of a text, in order, with identifiers taken apart: `tokenise` without joined forms. */
export function wordTerms(text: string): string[] {
  const terms: string[] = [];
  forEachWord(text, (written) => {
    for (const term of wordOf(written).parts) terms.push(term);
  });
  return terms;
}
