/** Which words is an identifier made of? */
import { characterClass, digit, hyphen, joiner, lower, upper } from './characterClass.ts';
import type { CharacterClass } from './characterClass.ts';

/** A hash or a base64 string has many short parts; splitting it would only fill the index with noise. */
const opaquePartCount = 6;
const opaqueMeanLength = 2.5;

function startsPart(word: string, index: number, before: CharacterClass, here: CharacterClass): boolean {
  if (here === before) return here === upper && endsAcronym(word, index);
  if (here === upper) return before !== upper;
  if (here === lower) return before === digit;
  return true;
}

/** True at the "S" of "HTTPServer", but not at the "D" of "userIDs". */
function endsAcronym(word: string, index: number): boolean {
  if (index + 1 >= word.length || characterClass(word, index + 1) !== lower) return false;
  const plural = word.charCodeAt(index + 1) === 0x73;
  return !plural || (index + 2 < word.length && characterClass(word, index + 2) === lower);
}

/**
 * The parts of a word in the order and case they are written: "HTTPServer2" -> HTTP, Server, 2; "get_user-name" -> get, user, name.
 * A word that looks like a hash or encoded data is one part.
 */
export function identifierParts(word: string): string[] {
  const parts: string[] = [];
  let start = -1;
  let before: CharacterClass = joiner;
  for (let index = 0; index < word.length; index++) {
    const here = characterClass(word, index);
    const between = here === joiner || here === hyphen;
    if (start >= 0 && (between || startsPart(word, index, before, here))) {
      parts.push(word.slice(start, index));
      start = -1;
    }
    if (start < 0 && !between) start = index;
    before = here;
  }
  if (start >= 0) parts.push(word.slice(start));
  const opaque = parts.length >= opaquePartCount && word.length < opaqueMeanLength * parts.length;
  return opaque ? [word] : parts;
}
