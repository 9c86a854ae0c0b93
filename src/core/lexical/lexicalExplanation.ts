/** Why does a document have its lexical score? The parts that each term and field adds. */
import type { Bm25f } from './bm25f.ts';
import { fieldNames } from './documents.ts';
import type { FieldName } from './documents.ts';
import type { LexicalQuery, QueryAlternative, QueryTerm } from './lexicalQuery.ts';
import { firstAtOrAfter } from './matchedTerms.ts';
import { slotOf } from './posting.ts';
import type { Postings } from './postings.ts';

export interface TermExplanation {
  /** The query's term, and the term of the dictionary by which the document matched it; null where it doesn't hold it. */
  readonly text: string;
  readonly matchedBy: string | null;
  readonly idf: number;
  /** False for a term that is a bonus, such as two words of the query written as one: its being missing says nothing. */
  readonly covers: boolean;
  /** What the term adds to the score, and how that divides among the fields (in proportion to their frequencies). */
  readonly score: number;
  readonly fields: Readonly<Record<FieldName, number>>;
}

export interface LexicalExplanation {
  /** Exactly the score of the search: the terms' scores added in order. */
  readonly score: number;
  readonly terms: readonly TermExplanation[];
}

export function explainTerms(
  slot: number, query: LexicalQuery, postings: Postings, bm25f: Bm25f, idf: (term: QueryTerm) => number,
): LexicalExplanation {
  const terms = query.terms.map((term) => explainTerm(slot, term, postings, bm25f, idf(term)));
  return { score: terms.reduce((sum, term) => sum + term.score, 0), terms };
}

function explainTerm(slot: number, term: QueryTerm, postings: Postings, bm25f: Bm25f, idf: number): TermExplanation {
  let best: { readonly alternative: QueryAlternative; readonly posting: number; readonly value: number } | null = null;
  for (const alternative of term.alternatives) {
    const posting = postingOf(slot, alternative.id, postings);
    if (posting === null) continue;
    const value = alternative.weight * bm25f.saturation(posting);
    if (best === null || value > best.value) best = { alternative, posting, value };
  }
  if (best === null) return { text: term.text, matchedBy: null, idf, covers: term.covers, score: 0, fields: { name: 0, context: 0, path: 0, body: 0 } };
  const { alternative, posting } = best;
  const score = term.weight * idf * best.value;
  const fields = { name: 0, context: 0, path: 0, body: 0 };
  for (const field of fieldNames) fields[field] = bm25f.fieldFrequency(posting, field);
  const frequency = fields.name + fields.context + fields.path + fields.body;
  for (const field of fieldNames) fields[field] *= score / frequency;
  return { text: term.text, matchedBy: alternative.term, idf, covers: term.covers, score, fields };
}

function postingOf(slot: number, list: number, postings: Postings): number | null {
  let found: number | null = null;
  postings.forEachRun(list, (page, from, to) => {
    if (slotOf(page[from]!) > slot || slotOf(page[to - 1]!) < slot) return;
    const posting = page[firstAtOrAfter(slot, page, from, to)]!;
    if (slotOf(posting) === slot) found = posting;
  });
  return found;
}
