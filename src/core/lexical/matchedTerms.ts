/** Which of a query's terms does each hit hold? */
import type { LexicalQuery } from './lexicalQuery.ts';
import { slotOf } from './posting.ts';
import type { Postings } from './postings.ts';

/**
 * Per slot, in the order given, the places of the query's terms that the document holds, ascending. Postings are in the order of
 * slots, so runs without a hit are skipped, and hits are found in the others by bisection.
 */
export function matchedTerms(slots: readonly number[], query: LexicalQuery, postings: Postings): number[][] {
  const matched: number[][] = slots.map(() => []);
  const order = Uint32Array.from(slots.keys()).sort((a, b) => slots[a]! - slots[b]!);
  query.terms.forEach(({ alternatives }, place) => {
    for (const { id } of alternatives) {
      let next = 0;
      postings.forEachRun(id, (page, from, to) => {
        const last = slotOf(page[to - 1]!);
        let low = from;
        for (; next < order.length && slots[order[next]!]! <= last; next++) {
          const slot = slots[order[next]!]!;
          low = firstAtOrAfter(slot, page, low, to);
          const places = matched[order[next]!]!;
          if (slotOf(page[low]!) === slot && places.at(-1) !== place) places.push(place);
        }
      });
    }
  });
  return matched;
}

/** Place of the first posting of a slot that is not before `slot`; there is one in the run. */
export function firstAtOrAfter(slot: number, page: Uint32Array, from: number, to: number): number {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slotOf(page[middle]!) < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}
