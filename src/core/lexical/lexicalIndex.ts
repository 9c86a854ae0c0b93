/** Which chunks hold the words of a query? A BM25F index in memory over the fields name, context, path and body. */
import { prefixed, type ColumnReader, type Columns } from '../columns.ts';
import { Bm25f, defaultParameters, inverseDocumentFrequency } from './bm25f.ts';
import type { Bm25fParameters } from './bm25f.ts';
import { bodyCount, contextCount, isBodyOnly, nameCount } from './chunkTerms.ts';
import type { ChunkTerms } from './chunkTerms.ts';
import { Documents } from './documents.ts';
import { damaged, toTermVector } from './encodeTerms.ts';
import type { TermVector } from './encodeTerms.ts';
import { explainTerms } from './lexicalExplanation.ts';
import { holdingAll } from './holdingAll.ts';
import type { LexicalExplanation } from './lexicalExplanation.ts';
import type { LexicalHit, LexicalQuery, QueryTerm } from './lexicalQuery.ts';
import { LexicalSearch } from './lexicalSearch.ts';
import type { MergedScore } from './mergedScores.ts';
import { bodyFrequency, nameFrequency, packBodyPosting, packPosting, slotOf } from './posting.ts';
import { Postings } from './postings.ts';
import type { TermDictionary } from './termDictionary.ts';
import { Vocabulary } from './vocabulary.ts';

/** Removed documents are swept out of the postings when they hold this share of the slots: each sweep costs as much as a quarter of all adding. */
const maxDeadShare = 0.25;
/** Below this many, sweeping saves nothing worth having. */
const minDeadSlots = 1024;

/** Documents are known by small, dense, non-negative ids that may be used again after removal: chunks, or whole files. */
export class LexicalIndex {
  readonly dictionary: TermDictionary;
  readonly vocabulary: Vocabulary;
  readonly #parameters: Bm25fParameters;
  readonly #documents = new Documents();
  readonly #postings = new Postings();
  readonly #search: LexicalSearch;
  /** By term, until the next change. */
  readonly #liveCounts = new Map<number, number>();

  constructor(dictionary: TermDictionary, parameters: Bm25fParameters = defaultParameters) {
    this.dictionary = dictionary;
    this.vocabulary = new Vocabulary(this);
    this.#parameters = parameters;
    this.#search = new LexicalSearch(this.#documents, this.#postings, parameters);
  }

  /** Number of documents. */
  get count(): number {
    return this.#documents.count;
  }

  /** Memory of the postings and tables in bytes, without the dictionary. */
  get byteLength(): number {
    return this.#postings.byteLength + this.#documents.byteLength;
  }

  has(id: number): boolean {
    return this.#documents.slotOfId(id) >= 0;
  }

  /**
   * Adds a document, in place of the one with this id if there is one. `terms` are fresh, or decoded with ids of this dictionary;
   * `pathTerms` those of its path. Throws Failure "indexDamaged" for ids that the dictionary doesn't have, RangeError for a bad id.
   */
  add(id: number, terms: ChunkTerms | TermVector, pathTerms: readonly string[]): void {
    const vector = 'ids' in terms ? terms : toTermVector(terms, this.dictionary);
    if (vector.ids.length > 0 && vector.ids.at(-1)! >= this.dictionary.size) throw damaged('a term is not in the dictionary');
    const pathIds = Uint32Array.from(pathTerms, (term) => this.dictionary.add(term)).sort();
    this.remove(id);
    this.#liveCounts.clear();
    const slot = this.#documents.add(id, { ...vector.lengths, path: pathIds.length });
    this.#append(slot, vector, pathIds);
  }

  /** False where there is no such document. */
  remove(id: number): boolean {
    const removed = this.#documents.remove(id);
    if (removed) this.#liveCounts.clear();
    const deadSlots = this.#documents.slotCount - this.#documents.count;
    if (removed && deadSlots >= minDeadSlots && deadSlots > maxDeadShare * this.#documents.slotCount) this.#postings.moveSlots(this.#documents.compact());
    return removed;
  }

  /** The best documents among those accepted, by score, then by smaller id. `accept` must not change the index. */
  search(query: LexicalQuery, limit: number, accept?: (id: number) => boolean): LexicalHit[] {
    return this.#search.run(query, limit, accept);
  }

  /** How well groups of documents match, each taken as one document: see mergedScores. Ids that there are not count for nothing. */
  scoreMerged(groups: readonly (readonly number[])[], query: LexicalQuery, documentsPerGroup: number): MergedScore[] {
    return this.#search.runMerged(groups, query, documentsPerGroup);
  }

  /** All documents that hold each of the terms in one of its alternatives, unranked: for what is verified by reading. */
  holdingAll(terms: readonly QueryTerm[]): number[] {
    return holdingAll(terms, this.#documents, this.#postings);
  }

  /** Number of documents that hold a term, in any field. */
  documentFrequency(term: string): number {
    return this.#search.documentFrequency(this.dictionary.idOf(term));
  }

  /** As `documentFrequency`, by id. Where documents were removed of late a term's postings are looked through, once until the next change. */
  postingCount(termId: number): number {
    if (this.#documents.count === this.#documents.slotCount) return this.#postings.count(termId);
    let count = this.#liveCounts.get(termId);
    if (count === undefined) this.#liveCounts.set(termId, (count = this.#search.documentFrequency(termId)));
    return count;
  }

  /** Visits the documents whose name or body holds a term, by its id. */
  forEachHolder(termId: number, visit: (id: number) => void): void {
    this.#postings.forEachRun(termId, (page, from, to) => {
      for (let index = from; index < to; index++) {
        const posting = page[index]!;
        const slot = slotOf(posting);
        if ((bodyFrequency(posting) > 0 || nameFrequency(posting) > 0) && this.#documents.isLive(slot)) visit(this.#documents.idOfSlot(slot));
      }
    });
  }

  idf(term: string): number {
    return inverseDocumentFrequency(this.count, this.documentFrequency(term));
  }

  /** How a document's score for a query comes about; null where there is no such document. */
  explain(id: number, query: LexicalQuery): LexicalExplanation | null {
    const slot = this.#documents.slotOfId(id);
    if (slot < 0) return null;
    return explainTerms(slot, query, this.#postings, new Bm25f(this.#documents, this.#parameters), (term) => this.#search.idf(term));
  }

  columns(): Columns { return { ...prefixed('documents', this.#documents.columns()), ...prefixed('postings', this.#postings.columns()) }; }

  /** Takes the place of what is held. Throws Failure "indexDamaged" where a column is missing. */
  restore(columns: ColumnReader): void {
    this.#liveCounts.clear();
    this.#documents.restore(columns.within('documents'));
    this.#postings.restore(columns.within('postings'));
  }

  #append(slot: number, vector: TermVector, pathIds: Uint32Array): void {
    const { ids, counts } = vector;
    let at = 0;
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index]!;
      while (at < pathIds.length && pathIds[at]! < id) at = this.#appendPathTerm(slot, pathIds, at);
      const start = at;
      while (at < pathIds.length && pathIds[at] === id) at++;
      const packed = counts[index]!;
      const path = at - start;
      const posting = path === 0 && isBodyOnly(packed)
        ? packBodyPosting(slot, packed)
        : packPosting(slot, { name: nameCount(packed), context: contextCount(packed), path, body: bodyCount(packed) });
      this.#postings.append(id, posting);
    }
    while (at < pathIds.length) at = this.#appendPathTerm(slot, pathIds, at);
  }

  /** Adds a term that only the path holds; gives the place of the next. */
  #appendPathTerm(slot: number, pathIds: Uint32Array, start: number): number {
    let end = start;
    while (end < pathIds.length && pathIds[end] === pathIds[start]) end++;
    this.#postings.append(pathIds[start]!, packPosting(slot, { name: 0, context: 0, path: end - start, body: 0 }));
    return end;
  }
}
