/** What would a plain reading of the BM25F formula, over a plain list of documents, answer? */
import { defaultParameters } from '../../../src/core/lexical/bm25f.ts';
import type { QueryTerm } from '../../../src/core/lexical/lexicalQuery.ts';

export type Field = 'name' | 'context' | 'path' | 'body';
export type PlainDocument = Readonly<Record<Field, readonly string[]>>;

const fields: readonly Field[] = ['name', 'context', 'path', 'body'];

export interface PlainHit {
  readonly id: number;
  readonly score: number;
  readonly coverage: number;
}

const countIn = (term: string, words: readonly string[]): number => words.filter((word) => word === term).length;
const holds = (term: string, document: PlainDocument): boolean => fields.some((field) => document[field].includes(term));

function average(field: Field, documents: Iterable<PlainDocument>): number {
  const lengths = [...documents].map((document) => document[field].length).filter((length) => length > 0);
  return lengths.length === 0 ? 1 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

/** All documents that hold a term of the query, best first. */
export function bruteForceSearch(documents: ReadonlyMap<number, PlainDocument>, terms: readonly QueryTerm[]): PlainHit[] {
  const averages = Object.fromEntries(fields.map((field) => [field, average(field, documents.values())])) as Record<Field, number>;
  const rarity = (term: QueryTerm): number => {
    const holding = term.alternatives.reduce((sum, { term: text }) => sum + [...documents.values()].filter((document) => holds(text, document)).length, 0);
    const known = Math.min(documents.size, holding);
    return Math.log(1 + (documents.size - known + 0.5) / (known + 0.5));
  };
  const match = (text: string, document: PlainDocument): number => {
    let frequency = 0;
    for (const field of fields) {
      const { weight, b } = defaultParameters.fields[field];
      frequency += (weight * countIn(text, document[field])) / (1 - b + (b * document[field].length) / averages[field]);
    }
    return frequency / (defaultParameters.k1 + frequency);
  };
  const weights = terms.map((term) => term.weight * rarity(term));
  const all = terms.reduce((sum, term, place) => sum + (term.covers ? weights[place]! : 0), 0);
  const hits: PlainHit[] = [];
  for (const [id, document] of documents) {
    const values = terms.map((term) => Math.max(0, ...term.alternatives.map(({ term: text, weight }) => weight * match(text, document))));
    const score = values.reduce((sum, value, place) => sum + weights[place]! * value, 0);
    const held = values.reduce((sum, value, place) => sum + (value > 0 && terms[place]!.covers ? weights[place]! : 0), 0);
    if (score > 0) hits.push({ id, score, coverage: all > 0 ? held / all : 0 });
  }
  return hits.sort((a, b) => b.score - a.score || a.id - b.id);
}
