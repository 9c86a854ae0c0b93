/** Which documents match a query best? Term by term, adding up scores in an array by document slot. */
import { Bm25f, inverseDocumentFrequency } from './bm25f.ts';
import type { Bm25fParameters } from './bm25f.ts';
import type { Documents } from './documents.ts';
import type { LexicalHit, LexicalQuery, QueryTerm } from './lexicalQuery.ts';
import { slotOf } from './posting.ts';
import type { Postings } from './postings.ts';
import { TopHits } from './topHits.ts';
import type { ScoredId } from './topHits.ts';

export class LexicalSearch {
  readonly #documents: Documents;
  readonly #postings: Postings;
  readonly #parameters: Bm25fParameters;
  /** By slot, all zero between searches. */
  #scores = new Float64Array(0);
  #best = new Float64Array(0);
  #marks = new Int32Array(0);

  constructor(documents: Documents, postings: Postings, parameters: Bm25fParameters) {
    this.#documents = documents;
    this.#postings = postings;
    this.#parameters = parameters;
  }

  run(query: LexicalQuery, limit: number, accept?: (id: number) => boolean): LexicalHit[] {
    this.#reserve();
    const bm25f = new Bm25f(this.#documents, this.#parameters);
    const scores = this.#scores;
    const touched: number[] = [];
    for (const term of query.terms) this.#addScores(term, bm25f, touched);
    const top = new TopHits(Math.min(limit, touched.length));
    for (const slot of touched) {
      const id = this.#documents.idOfSlot(slot);
      const score = scores[slot]!;
      scores[slot] = 0;
      if (top.wants(id, score) && (accept === undefined || accept(id))) top.add(id, score);
    }
    return this.#withCoverage(top.sorted(), query);
  }

  /** Live documents that hold a term of the dictionary. */
  documentFrequency(termId: number): number {
    const postings = this.#postings.count(termId);
    const documents = this.#documents;
    if (documents.count === documents.slotCount) return postings;
    let live = 0;
    this.#postings.forEachRun(termId, ({ page, from, to }) => {
      for (let index = from; index < to; index++) if (documents.isLive(slotOf(page[index]!))) live++;
    });
    return live;
  }

  /** Rarity of a query's term: that of all its alternatives together. */
  idf(term: QueryTerm): number {
    let holding = 0;
    for (const alternative of term.alternatives) holding += this.documentFrequency(alternative.id);
    return inverseDocumentFrequency(this.#documents.count, Math.min(holding, this.#documents.count));
  }

  #reserve(): void {
    const slots = this.#documents.slotCount;
    if (this.#scores.length >= slots) return;
    const room = Math.ceil(slots * 1.25);
    this.#scores = new Float64Array(room);
    this.#best = new Float64Array(room);
    this.#marks = new Int32Array(room);
  }

  #addScores(term: QueryTerm, bm25f: Bm25f, touched: number[]): void {
    const weight = term.weight * this.idf(term);
    if (term.alternatives.length === 1) {
      const only = term.alternatives[0]!;
      this.#forEachLive(only.id, bm25f, (slot, saturation) => this.#add(slot, weight * (only.weight * saturation), touched));
      return;
    }
    const best = this.#best;
    const reached: number[] = [];
    for (const alternative of term.alternatives) {
      this.#forEachLive(alternative.id, bm25f, (slot, saturation) => {
        const value = alternative.weight * saturation;
        if (best[slot] === 0) reached.push(slot);
        if (value > best[slot]!) best[slot] = value;
      });
    }
    for (const slot of reached) {
      this.#add(slot, weight * best[slot]!, touched);
      best[slot] = 0;
    }
  }

  #add(slot: number, value: number, touched: number[]): void {
    if (this.#scores[slot] === 0) touched.push(slot);
    this.#scores[slot]! += value;
  }

  #forEachLive(termId: number, bm25f: Bm25f, visit: (slot: number, saturation: number) => void): void {
    const documents = this.#documents;
    this.#postings.forEachRun(termId, ({ page, from, to }) => {
      for (let index = from; index < to; index++) {
        const posting = page[index]!;
        const slot = slotOf(posting);
        if (documents.isLive(slot)) visit(slot, bm25f.saturation(bm25f.frequency(posting)));
      }
    });
  }

  /** Finds which terms the hits hold: a second walk over the postings, looking only at the marked slots. */
  #withCoverage(hits: readonly ScoredId[], query: LexicalQuery): LexicalHit[] {
    const marks = this.#marks;
    hits.forEach((hit, index) => (marks[this.#documents.slotOfId(hit.id)] = index + 1));
    const matched: number[][] = hits.map(() => []);
    query.terms.forEach((term, place) => {
      for (const alternative of term.alternatives) this.#noteMatches(alternative.id, place, matched);
    });
    for (const hit of hits) marks[this.#documents.slotOfId(hit.id)] = 0;
    const shares = query.terms.map((term) => (term.covers ? term.weight * this.idf(term) : 0));
    const all = shares.reduce((sum, share) => sum + share, 0);
    return hits.map(({ id, score }, index) => {
      const held = matched[index]!.reduce((sum, place) => sum + shares[place]!, 0);
      return { id, score, coverage: all > 0 ? Math.min(1, held / all) : 0, matched: matched[index]! };
    });
  }

  #noteMatches(termId: number, place: number, matched: number[][]): void {
    const marks = this.#marks;
    this.#postings.forEachRun(termId, ({ page, from, to }) => {
      for (let index = from; index < to; index++) {
        const mark = marks[slotOf(page[index]!)]!;
        if (mark > 0 && matched[mark - 1]!.at(-1) !== place) matched[mark - 1]!.push(place);
      }
    });
  }
}
