/** Which documents match a query best? Term by term, adding up scores in an array by document slot. */
import { Bm25f, inverseDocumentFrequency } from './bm25f.ts';
import type { Bm25fParameters } from './bm25f.ts';
import type { Documents } from './documents.ts';
import type { LexicalHit, LexicalQuery, QueryTerm } from './lexicalQuery.ts';
import { matchedTerms } from './matchedTerms.ts';
import { mergedScores } from './mergedScores.ts';
import type { MergedScore } from './mergedScores.ts';
import { slotOf } from './posting.ts';
import type { Postings } from './postings.ts';
import { TopHits } from './topHits.ts';
import type { ScoredId } from './topHits.ts';

export class LexicalSearch {
  readonly #documents: Documents;
  readonly #postings: Postings;
  readonly #parameters: Bm25fParameters;
  /** By slot, all zero between searches: the score so far, and the best alternative of the term at hand. */
  #scores = new Float64Array(0);
  #best = new Float64Array(0);
  /** The slots whose score isn't zero, in the order they were reached. */
  #touched = new Uint32Array(0);
  #touchedCount = 0;

  constructor(documents: Documents, postings: Postings, parameters: Bm25fParameters) {
    this.#documents = documents;
    this.#postings = postings;
    this.#parameters = parameters;
  }

  run(query: LexicalQuery, limit: number, accept?: (id: number) => boolean): LexicalHit[] {
    this.#reserve();
    const bm25f = new Bm25f(this.#documents, this.#parameters);
    const weights = this.#weightsOf(query);
    query.terms.forEach((term, place) => this.#addTerm(term, weights[place]!, bm25f));
    return this.#withCoverage(this.#takeBest(limit, accept), query, weights);
  }

  runMerged(groups: readonly (readonly number[])[], query: LexicalQuery, documentsPerGroup: number): MergedScore[] {
    const documents = this.#documents;
    const slots = groups.map((ids) => ids.map((id) => documents.slotOfId(id)).filter((slot) => slot >= 0));
    return mergedScores(slots, query, this.#weightsOf(query), documentsPerGroup, { documents, postings: this.#postings, parameters: this.#parameters });
  }

  /** Live documents that hold a term of the dictionary. */
  documentFrequency(termId: number): number {
    const postings = this.#postings.count(termId);
    const documents = this.#documents;
    if (documents.count === documents.slotCount) return postings;
    let live = 0;
    this.#postings.forEachRun(termId, (page, from, to) => {
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

  #weightsOf(query: LexicalQuery): number[] {
    return query.terms.map((term) => term.weight * this.idf(term));
  }

  #reserve(): void {
    const slots = this.#documents.slotCount;
    if (this.#scores.length >= slots) return;
    const room = Math.ceil(slots * 1.25);
    this.#scores = new Float64Array(room);
    this.#best = new Float64Array(room);
    this.#touched = new Uint32Array(room);
  }

  #addTerm(term: QueryTerm, weight: number, bm25f: Bm25f): void {
    if (term.alternatives.length === 1) {
      const { id, weight: share } = term.alternatives[0]!;
      this.#postings.forEachRun(id, (page, from, to) => this.#addRun(page, from, to, weight, share, bm25f));
      return;
    }
    for (const { id, weight: share } of term.alternatives) {
      this.#postings.forEachRun(id, (page, from, to) => this.#raiseRun(page, from, to, share, bm25f));
    }
    for (const { id } of term.alternatives) this.#postings.forEachRun(id, (page, from, to) => this.#addBest(page, from, to, weight));
  }

  #addRun(page: Uint32Array, from: number, to: number, weight: number, share: number, bm25f: Bm25f): void {
    const documents = this.#documents;
    const scores = this.#scores;
    for (let index = from; index < to; index++) {
      const posting = page[index]!;
      const slot = slotOf(posting);
      if (!documents.isLive(slot)) continue;
      const before = scores[slot]!;
      if (before === 0) this.#touched[this.#touchedCount++] = slot;
      scores[slot] = before + weight * (share * bm25f.saturation(posting));
    }
  }

  /** Notes a term's best alternative of each document. */
  #raiseRun(page: Uint32Array, from: number, to: number, share: number, bm25f: Bm25f): void {
    const documents = this.#documents;
    const best = this.#best;
    for (let index = from; index < to; index++) {
      const posting = page[index]!;
      const slot = slotOf(posting);
      const value = share * bm25f.saturation(posting);
      if (value > best[slot]! && documents.isLive(slot)) best[slot] = value;
    }
  }

  #addBest(page: Uint32Array, from: number, to: number, weight: number): void {
    const scores = this.#scores;
    const best = this.#best;
    for (let index = from; index < to; index++) {
      const slot = slotOf(page[index]!);
      const value = best[slot]!;
      if (value === 0) continue;
      best[slot] = 0;
      const before = scores[slot]!;
      if (before === 0) this.#touched[this.#touchedCount++] = slot;
      scores[slot] = before + weight * value;
    }
  }

  /** The best hits; the scores are zero afterwards. */
  #takeBest(limit: number, accept?: (id: number) => boolean): ScoredId[] {
    const top = new TopHits(limit);
    for (let index = 0; index < this.#touchedCount; index++) {
      const slot = this.#touched[index]!;
      const score = this.#scores[slot]!;
      this.#scores[slot] = 0;
      if (score < top.least) continue;
      const id = this.#documents.idOfSlot(slot);
      if (top.wants(id, score) && (accept === undefined || accept(id))) top.add(id, score);
    }
    this.#touchedCount = 0;
    return top.sorted();
  }

  #withCoverage(hits: readonly ScoredId[], query: LexicalQuery, weights: readonly number[]): LexicalHit[] {
    const shares = query.terms.map((term, place) => (term.covers ? weights[place]! : 0));
    const all = shares.reduce((sum, share) => sum + share, 0);
    const matched = matchedTerms(hits.map(({ id }) => this.#documents.slotOfId(id)), query, this.#postings);
    return hits.map(({ id, score }, index) => {
      const held = matched[index]!.reduce((sum, place) => sum + shares[place]!, 0);
      return { id, score, coverage: all > 0 ? Math.min(1, held / all) : 0, matched: matched[index]! };
    });
  }
}
