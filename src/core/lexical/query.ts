/** What does a query in words look for in a lexical index? */
import { alternativeOf, expandWord, guessesFor, postingCountOf, rarityOf } from './expandWord.ts';
import type { QueryIndex } from './expandWord.ts';
import type { LexicalQuery, QueryTerm } from './lexicalQuery.ts';
import { stem } from './stem.ts';
import { stopWords } from './stopWords.ts';
import { forEachWord, wordOf } from './tokenise.ts';

export type { LexicalHit, LexicalQuery, QueryTerm } from './lexicalQuery.ts';

/** Words of a query that are looked at: the first ones. A pasted file says by then what it is about. */
const maxWords = 400;
/** Terms that are searched for: those that weigh most. Each costs up to 0.3 ms at 100,000 chunks. */
const maxTerms = 64;
/** A guess costs up to three walks through the dictionary, about a millisecond each at 300,000 terms: so many terms are guessed at. */
const maxGuesses = 12;

/** Beside telling words a stop word only breaks ties: reciprocal rank .46 on the questions of `defaultParameters`, .41 where they count in full. */
const stopWordWeight = 0.1;
/** Two query words that stand together in the index as one ("file name", filename) say more than both apart; more than this disturbs (.444 at 1, .462 here). */
const compoundWeight = 0.25;
const maxCompoundWords = 3;
/** How little repeating a word adds: n times count 2n / (1 + n), BM25's saturation of query terms with k3 = 1. */
const repetition = (times: number): number => (2 * times) / (1 + times);

interface TypedWord {
  readonly written: string;
  readonly joined: string;
  readonly start: number;
  readonly end: number;
  readonly isStopWord: boolean;
}

/**
 * The terms of a query, in its order, each once. Identifiers stand for themselves and, less, for their parts; words typed apart
 * also for their compound; a last word that the index doesn't know for what begins with it, other unknown words for what is spelt
 * alike. An empty query, or one without letters and digits, has no terms.
 */
export function parseLexicalQuery(text: string, index: QueryIndex): LexicalQuery {
  const words = typedWords(text);
  const onlyStopWords = words.every(({ isStopWord }) => isStopWord);
  const compounds = compoundsOf(words, index);
  let guesses = 0;
  const perWord = words.map((word, place) => {
    const open = place === words.length - 1 && word.end === text.length;
    const needed = guessesFor(word.written, index);
    const mayGuess = guesses + needed <= maxGuesses;
    if (mayGuess) guesses += needed;
    const terms = expandWord(word.written, { open, mayGuess }, index);
    return word.isStopWord && !onlyStopWords ? terms.map((term) => ({ ...term, weight: term.weight * stopWordWeight })) : terms;
  });
  const withCompounds = perWord.flatMap((terms, place) => addCompounds(terms, place, compounds, index));
  return { terms: weightiest(folded(withCompounds), index) };
}

function typedWords(text: string): TypedWord[] {
  const words: TypedWord[] = [];
  forEachWord(text, (written, start) => {
    const word = wordOf(written);
    const isStopWord = word.joins.length === 0 && word.parts.every((part) => stopWords.has(part));
    words.push({ written, joined: word.joined, start, end: start + written.length, isStopWord });
    return words.length < maxWords;
  });
  return words;
}

/** A term of the index made of neighbouring words of the query. */
interface Compound {
  readonly term: string;
  readonly first: number;
  readonly last: number;
}

function compoundsOf(words: readonly TypedWord[], index: QueryIndex): Compound[] {
  const compounds: Compound[] = [];
  for (let first = 0; first < words.length; first++) {
    let joined = words[first]!.joined;
    for (let last = first + 1; last < Math.min(words.length, first + maxCompoundWords); last++) {
      if (words[last]!.start - words[last - 1]!.end > 1) break;
      joined += words[last]!.joined;
      const term = stem(joined);
      if (!stopWords.has(term) && postingCountOf(term, index) > 0) compounds.push({ term, first, last });
    }
  }
  return compounds;
}

/** A word's terms may be met by a compound that it is part of; and the compound is a bonus of its own, put with its last word. */
function addCompounds(terms: readonly QueryTerm[], place: number, compounds: readonly Compound[], index: QueryIndex): QueryTerm[] {
  const around = compounds.filter(({ first, last }) => first <= place && place <= last).map(({ term }) => alternativeOf(term, index));
  const ending = compounds.filter(({ last }) => last === place);
  const widened = terms.map((term) => {
    const others = around.filter(({ id }) => term.alternatives.every((alternative) => alternative.id !== id));
    return { ...term, alternatives: [...term.alternatives, ...others] };
  });
  const bonuses = ending.map(({ term }): QueryTerm => (
    { text: term, source: 'compound', weight: compoundWeight, alternatives: [alternativeOf(term, index)], covers: false }));
  return [...widened, ...bonuses];
}

/** Each term once, at the place and with the alternatives of its weightiest occurrence; repetitions add a little. */
function folded(terms: readonly QueryTerm[]): QueryTerm[] {
  const byText = new Map<string, { readonly term: QueryTerm; readonly times: number }>();
  for (const term of terms) {
    const before = byText.get(term.text);
    const heavier = before === undefined || term.weight > before.term.weight ? term : before.term;
    byText.set(term.text, { term: heavier, times: (before?.times ?? 0) + 1 });
  }
  return [...byText.values()].map(({ term, times }) => ({ ...term, weight: term.weight * repetition(times) }));
}

function weightiest(terms: readonly QueryTerm[], index: QueryIndex): QueryTerm[] {
  if (terms.length <= maxTerms) return [...terms];
  const weights = new Map(terms.map((term) => [term, term.weight * rarityOf(term.alternatives, index)]));
  const kept = new Set([...terms].sort((a, b) => weights.get(b)! - weights.get(a)!).slice(0, maxTerms));
  return terms.filter((term) => kept.has(term));
}
