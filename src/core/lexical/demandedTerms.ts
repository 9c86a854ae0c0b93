/** Which terms must a document hold whose text holds a phrase, letter by letter? So that few documents need to be read. */
import { americanForms } from './americanSpelling.ts';
import { characterClass, hyphen, joiner, unspaced } from './characterClass.ts';
import { alternativeOf, type QueryIndex } from './expandWord.ts';
import type { QueryTerm } from './lexicalQuery.ts';
import { stem } from './stem.ts';
import { irregularForms } from './stemExceptions.ts';
import { forEachWord, maxTermLength, minHyphenatedLength, wordOf } from './tokenise.ts';

/** A fragment of fewer letters is in too many terms to tell anything. */
const minFragmentLength = 3;
/** So does one that this many terms hold; and each of them costs a walk through its postings. */
const maxAlternatives = 3000;

/**
 * A term for each word of the phrase that says where to look, in any of its alternatives; empty where none does. Words within the
 * phrase are whole; the first and the last may go on in the text: "tryWith" is in `retryWithDelay`. A term without alternatives
 * says that no document holds the phrase. Not found are fragments that begin after the 64th letter of a word.
 */
export function demandedTerms(phrase: string, index: QueryIndex): QueryTerm[] {
  const terms: QueryTerm[] = [];
  const add = (text: string, alternatives: QueryTerm['alternatives']): void => { terms.push({ text, source: 'word', weight: 1, alternatives, covers: true }); };
  forEachWord(phrase, (written, start) => {
    const end = start + written.length;
    if (characterClass(written, 0) === unspaced) for (const part of wordOf(written).parts) add(part, [alternativeOf(part, index)]);
    else if (written.length > maxTermLength) return;
    else if (isOpen(phrase, 0, start) || isOpen(phrase, end, phrase.length)) {
      const { joined } = wordOf(written);
      const mayBeApart = written.includes('-') && joined.length < minHyphenatedLength;
      const alternatives = mayBeApart ? null : termsAround({ written: written.toLowerCase(), joined }, isOpen(phrase, 0, start), index);
      if (alternatives) add(written, alternatives);
    } else for (const term of wholeTerms(written)) add(term, [alternativeOf(term, index)]);
  });
  return terms.map((term) => ({ ...term, alternatives: term.alternatives.filter(({ id }) => id >= 0) }));
}

/** True where nothing between these places parts the word from what stands around the phrase: "_" and "-" may join them, an escape may hold a letter. */
function isOpen(phrase: string, from: number, to: number): boolean {
  const between = phrase.slice(from, to);
  if (from === 0 && /\\[ntr\\]$/.test(between)) return true;
  return [...between].every((letter) => [joiner, hyphen].includes(characterClass(letter, 0)));
}

/** The term of the whole word, which doesn't depend on how its case divides it. */
function wholeTerms(written: string): readonly string[] {
  const { joined, parts, terms } = wordOf(written);
  const whole = stem(joined.slice(0, maxTermLength));
  return terms.includes(whole) ? [whole] : parts;
}

/** What inflection may have changed at a fragment's end: "runni" is in "running", whose term is "run". */
const changeable = /(?:.?(?:ings?|in|i|eds?|es?|ie[ds]?)|s|(.)\1)$/;
const british = /([dlmnrt])is/g;
const britishStart = /^(i?)s(?=[ea])/;

/** The terms held of words that a fragment is part of; null where those are too many, or any. The term of what looks like a hash has its hyphens. */
function termsAround({ written, joined }: { written: string; joined: string }, openLeft: boolean, index: QueryIndex): QueryTerm['alternatives'] | null {
  const coreOf = (fragment: string): string => (openLeft ? fragment.replace(/^[ntr]/, '') : fragment).replace(changeable, ''); // the letter may belong to an escape, "\nvalue"
  const core = coreOf(joined);
  if (core.length < minFragmentLength) return null;
  const americanised = core.replace(british, '$1iz');
  const spellings = [...new Set([core, coreOf(written), americanised, ...(openLeft ? [americanised.replace(britishStart, '$1z')] : [])])];
  const special = new Set([...irregularForms, ...americanForms].filter(([form]) => form.includes(core)).map(([, term]) => term));
  const found: string[] = [];
  for (let id = 0; id < index.dictionary.size; id++) {
    const term = index.dictionary.termOf(id);
    if ((spellings.some((spelling) => term.includes(spelling)) || special.has(term)) && index.postingCount(id) > 0) found.push(term);
    if (found.length > maxAlternatives) return null;
  }
  return found.map((term) => alternativeOf(term, index));
}
