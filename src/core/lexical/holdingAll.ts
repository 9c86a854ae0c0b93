/** Which documents hold all of some terms, in whatever place and however often? */
import type { Documents } from './documents.ts';
import type { QueryTerm } from './lexicalQuery.ts';
import { slotOf } from './posting.ts';
import type { Postings } from './postings.ts';

/** As many terms are counted in a byte; those beyond are not asked for. */
const maxTerms = 255;

/** Ids of the live documents that hold each term in one of its alternatives. */
export function holdingAll(terms: readonly QueryTerm[], documents: Documents, postings: Postings): number[] {
  const asked = terms.slice(0, maxTerms);
  /** By slot, how many of the terms it holds as long as it holds all of those before. */
  const held = new Uint8Array(documents.slotCount);
  asked.forEach(({ alternatives }, place) => {
    for (const { id } of alternatives) {
      postings.forEachRun(id, (page, from, to) => {
        for (let index = from; index < to; index++) {
          const slot = slotOf(page[index]!);
          if (held[slot] === place) held[slot] = place + 1;
        }
      });
    }
  });
  const ids: number[] = [];
  for (let slot = 0; slot < held.length; slot++) if (held[slot] === asked.length && documents.isLive(slot)) ids.push(documents.idOfSlot(slot));
  return ids;
}
