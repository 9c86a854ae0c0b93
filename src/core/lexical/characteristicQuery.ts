/** Which words set a piece of code or text apart, so that what resembles it can be found by them? */
import { inverseDocumentFrequency } from './bm25f.ts';
import { alternativeOf } from './expandWord.ts';
import type { QueryIndex } from './expandWord.ts';
import type { LexicalQuery, QueryTerm } from './lexicalQuery.ts';
import { tokenise } from './tokenise.ts';

/** Terms that are searched for: enough to tell a function by, few enough to be fast. */
const maxTerms = 40;
/** Text beyond this is not looked at; UTF-16 units. */
const maxLength = 100_000;

/** The terms of a text that the index holds, weighted by how often they occur, the rarest and most frequent of them. */
export function characteristicQuery(text: string, index: QueryIndex & { documentFrequency(term: string): number }): LexicalQuery {
  const times = new Map<string, number>();
  for (const term of tokenise(text.slice(0, maxLength))) times.set(term, (times.get(term) ?? 0) + 1);
  const weighed: { readonly term: QueryTerm; readonly importance: number }[] = [];
  for (const [text, count] of times) {
    const alternative = alternativeOf(text, index);
    // Exactly: which terms are chosen must not hang on documents that were removed of late.
    const holding = alternative.id < 0 ? 0 : index.documentFrequency(alternative.term);
    if (holding === 0) continue;
    const weight = (2 * count) / (1 + count);
    const importance = weight * inverseDocumentFrequency(index.count, holding);
    weighed.push({ term: { text, source: 'word', weight, alternatives: [alternative], covers: true }, importance });
  }
  return { terms: weighed.sort((a, b) => b.importance - a.importance).slice(0, maxTerms).map(({ term }) => term) };
}
