/** What is a character to the tokeniser: a letter, a digit, part of a script without spaces, or a separator? */

export const separator = 0;
/** A lower-case letter, a letter of a script without case, or a combining mark. */
export const lower = 1;
export const upper = 2;
export const digit = 3;
/** "_" and "$": inside an identifier, between its parts. */
export const joiner = 4;
export const hyphen = 5;
/** A letter of a script that writes words without spaces, or whose words are found by bigrams (Hangul). */
export const unspaced = 6;

export type CharacterClass = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const asciiClasses = new Uint8Array(128);
for (let code = 0x61; code <= 0x7a; code++) asciiClasses[code] = lower;
for (let code = 0x41; code <= 0x5a; code++) asciiClasses[code] = upper;
for (let code = 0x30; code <= 0x39; code++) asciiClasses[code] = digit;
asciiClasses[0x5f] = joiner;
asciiClasses[0x24] = joiner;
asciiClasses[0x2d] = hyphen;

const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/u;
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

function classify(character: string): CharacterClass {
  if (!wordCharacter.test(character)) return separator;
  if (unspacedScripts.test(character)) return unspaced;
  if (/\p{Nd}/u.test(character)) return digit;
  return /[\p{Lu}\p{Lt}]/u.test(character) ? upper : lower;
}

/** Class + 1 of each UTF-16 unit outside ASCII that has been seen; 0 where it has not. */
const seenClasses = new Uint8Array(0x10000);

function classOfWideUnit(text: string, index: number, code: number): CharacterClass {
  if (code >= 0xd800 && code <= 0xdfff) return classOfSurrogate(text, index, code);
  const seen = seenClasses[code]!;
  if (seen > 0) return (seen - 1) as CharacterClass;
  const found = classify(String.fromCharCode(code));
  seenClasses[code] = found + 1;
  return found;
}

/** Both halves of a pair have the class of their code point; a half on its own is a separator. */
function classOfSurrogate(text: string, index: number, code: number): CharacterClass {
  const start = code >= 0xdc00 ? index - 1 : index;
  const point = start < 0 ? 0 : text.codePointAt(start)!;
  return point > 0xffff ? classify(String.fromCodePoint(point)) : separator;
}

/** The class of the UTF-16 unit at `index`. */
export function characterClass(text: string, index: number): CharacterClass {
  const code = text.charCodeAt(index);
  return code < 128 ? (asciiClasses[code] as CharacterClass) : classOfWideUnit(text, index, code);
}
