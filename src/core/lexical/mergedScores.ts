/** How well do groups of documents match a query, each group taken as one document? Files, where the documents are chunks. */
import type { Bm25fParameters } from './bm25f.ts';
import { fieldNames } from './documents.ts';
import type { Documents, FieldName } from './documents.ts';
import type { LexicalQuery } from './lexicalQuery.ts';
import { bodyFrequency, contextFrequency, nameFrequency, pathFrequency, slotOf } from './posting.ts';
import type { Postings } from './postings.ts';

export interface MergedScore {
  /** BM25F with the fields' counts and lengths added up over the group, but for the path, which its documents share. */
  readonly score: number;
  /** Share of the query's terms that the group holds, weighted as for single documents; 0 to 1. */
  readonly coverage: number;
}

const summedFields = ['name', 'context', 'body'] as const;
const frequencyIn = { name: nameFrequency, context: contextFrequency, body: bodyFrequency } as const;
const fieldCount = fieldNames.length;
const placeOfField: Readonly<Record<FieldName, number>> = { name: 0, context: 1, path: 2, body: 3 };

/**
 * Scores in the order of the groups, which hold document slots and don't overlap. `weights` are those of the query's terms, rarity
 * included; a group of average length has as many documents as the groups have on average over the whole index: `documentsPerGroup`.
 */
export function mergedScores(
  groups: readonly (readonly number[])[], query: LexicalQuery, weights: readonly number[], documentsPerGroup: number,
  { documents, postings, parameters }: { readonly documents: Documents; readonly postings: Postings; readonly parameters: Bm25fParameters },
): MergedScore[] {
  const groupOfSlot = new Map<number, number>();
  groups.forEach((slots, group) => { for (const slot of slots) groupOfSlot.set(slot, group); });
  const norms = groups.map((slots) => normsOf(slots, documentsPerGroup, documents, parameters));
  const scores = new Float64Array(groups.length);
  const held = new Float64Array(groups.length);
  const counts = new Float64Array(groups.length * fieldCount);
  query.terms.forEach((term, place) => {
    const best = new Float64Array(groups.length);
    for (const alternative of term.alternatives) {
      counts.fill(0);
      addCounts(alternative.id, groupOfSlot, postings, counts);
      for (let group = 0; group < groups.length; group++) {
        let frequency = 0;
        for (const field of fieldNames) frequency += counts[group * fieldCount + placeOfField[field]]! * norms[group]![placeOfField[field]]!;
        if (frequency > 0) best[group] = Math.max(best[group]!, alternative.weight * (frequency / (parameters.k1 + frequency)));
      }
    }
    for (let group = 0; group < groups.length; group++) {
      scores[group]! += weights[place]! * best[group]!;
      if (term.covers && best[group]! > 0) held[group]! += weights[place]!;
    }
  });
  const all = query.terms.reduce((sum, term, place) => sum + (term.covers ? weights[place]! : 0), 0);
  return groups.map((_, group) => ({ score: scores[group]!, coverage: all > 0 ? Math.min(1, held[group]! / all) : 0 }));
}

/** What one occurrence in each field counts in a group of this length. */
function normsOf(slots: readonly number[], documentsPerGroup: number, documents: Documents, parameters: Bm25fParameters): number[] {
  return fieldNames.map((field) => {
    const { weight, b } = parameters.fields[field];
    const lengths = slots.map((slot) => documents.length(field, slot));
    const length = field === 'path' ? Math.max(0, ...lengths) : lengths.reduce((sum, value) => sum + value, 0);
    const average = documents.averageLength(field) * (field === 'path' ? 1 : documentsPerGroup);
    return weight / (1 - b + (b * length) / average);
  });
}

function addCounts(termId: number, groupOfSlot: ReadonlyMap<number, number>, postings: Postings, counts: Float64Array): void {
  postings.forEachRun(termId, (page, from, to) => {
    for (let index = from; index < to; index++) {
      const posting = page[index]!;
      const group = groupOfSlot.get(slotOf(posting));
      if (group === undefined) continue;
      for (const field of summedFields) counts[group * fieldCount + placeOfField[field]]! += frequencyIn[field](posting);
      const path = group * fieldCount + placeOfField.path;
      counts[path] = Math.max(counts[path]!, pathFrequency(posting));
    }
  });
}
