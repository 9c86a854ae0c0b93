/**
 * To which common form are the inflections of an English word brought, so that "retries", "retrying" and "retry" meet?
 *
 * Plurals by the S-stemmer (D. Harman, "How effective is suffixing?", JASIS 42(1), 1991) with the sibilant endings added; -ed and
 * -ing by step 1b of M. F. Porter, "An algorithm for suffix stripping" (Program 14(3), 1980), with more endings that get their
 * "e" back (caching -> cache, resolved -> resolve), because identifiers hold whole words. Derivations (-er, -ation) are kept
 * apart: in code a parser is not a parse. Rules and exceptions were chosen by their results on the 23,000 commonest words of
 * software documentation and sources; on the questions of `defaultParameters` stemming raises the reciprocal rank from .43 to .46.
 */
import { americanSpelling } from './americanSpelling.ts';
import { irregularForms, keptWords } from './stemExceptions.ts';

const asciiWord = /^[a-z]+$/;
const vowel = /[aeiouy]/;

/** Shorter words have no ending to take away ("his", "red"), but for the few listed ("ids"). */
const minLength = 4;

/** The stem of a lower-case word, in American spelling; words with anything but a-z are returned as they are. */
export function stem(word: string): string {
  return americanSpelling(withoutInflection(word));
}

function withoutInflection(word: string): string {
  const known = irregularForms.get(word);
  if (known !== undefined) return known;
  if (word.length < minLength || !asciiWord.test(word) || keptWords.has(word)) return word;
  const singular = withoutPlural(word);
  if (singular !== word && !singular.endsWith('ing')) return singular;
  return keptWords.has(singular) ? singular : withoutVerbEnding(singular);
}

/** "statuses", "aliases", "searches", "indexes", but not "causes", "caches". */
const pluralInEs =
  /(?:ss|[^c]ch|[^a]ch|sh|x|zz|(?:stat|foc|corp|camp|bon|vir|cens)us|(?:^|[^a-z])bus|[iv]as|(?:zer|her|ech|vet)o)es$/;

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > minLength) return `${word.slice(0, -3)}y`;
  const inEs = pluralInEs.test(word) && !word.endsWith('caches');
  return inEs ? word.slice(0, -2) : word.slice(0, -1);
}

function withoutVerbEnding(word: string): string {
  if (word.endsWith('ied') && word.length > minLength) return `${word.slice(0, -3)}y`;
  if (word.endsWith('ed') && !word.endsWith('eed')) return restored(word, word.slice(0, -2));
  return word.endsWith('ing') && !word.endsWith('string') ? restored(word, word.slice(0, -3)) : word;
}

/** By last letter: what a base ends in whose "e" was dropped before -ed or -ing. */
const droppedE: Readonly<Record<string, RegExp>> = {
  b: /(?:scrib|prob|brib|cub)$/,
  c: /[^y][^y]c$|^ic$/,
  d: /(?:[^aeou]id|[^eo]ad|[cs]ed|[^o]od|[^o]ud|guid)$/,
  g: /(?:[rd]g|[au]ng|[aeiou]g)$/,
  h: /cach$/,
  k: /(?:[^eo]ak|[^o]ok|[^e]ik|uk)$/,
  l: /(?:[bcdfgkptz]l|[^aeo]il|[^aeou]ul|cal|yl)$/,
  m: /(?:[^eo]am|[^a]im|[^ts][ch]om|um)$/,
  n: /(?:[^aeo]in|clon|phon|zon|postpon|tun|prun)$/,
  p: /(?:[^eo]ap|ip|yp|[^ol]op|dup)$/,
  r: /(?:[^eo]ar|[^a]ir|[^o]ur|yr|terfer|(?:ign|expl|sc|^st|rest|^b)or)$/,
  s: /[^s]s$/,
  t: /(?:[^eo]at|creat|(?:wr|inv|ign|exc|^c|^un)it|[^o]ot|[^o]ut|rout|(?:del|mpl|mp|pl)et|past|wast)$/,
  u: /u$/,
  v: /v$/,
  z: /z$/,
};
const doubled = /([bdgmnprt])\1$/;
/** British spelling doubles the l of these: cancelled, controlling, signalled. */
const doubledL = /(?:(?:c|mod|lab|av|ev|mp|xp|op|nn)el|(?:gn|rsh|tot|qu|ti)al|trol)l$/;

/** The base of a verb whose ending was taken away, or the word itself where nothing word-like is left. */
function restored(word: string, base: string): string {
  if (base.length < 3 || !vowel.test(base)) return word;
  if (keptWords.has(base)) return base;
  if (doubledL.test(base) || (base.length > 3 && doubled.test(base))) return base.slice(0, -1);
  return droppedE[base.at(-1)!]?.test(base) === true ? `${base}e` : base;
}
