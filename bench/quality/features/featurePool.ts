/** Which chunks might answer a question, taken generously? The searcher's pool, with the best whole files and the definers of a named symbol added. */
import type { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { wordOf } from '../../../src/core/lexical/tokenise.ts';
import type { Candidate } from '../../../src/core/search/candidate.ts';
import { retrieve } from '../../../src/core/search/retrieve.ts';
import type { PackageIndex } from '../packageIndex.ts';

const wholeFileDepth = 20;
/** A name that many chunks define ("new", "get") says nothing. */
const maxDefiners = 10;

export interface PooledCandidate extends Candidate {
  /** Which of the ways brought it in. "pool" is the searcher's own. */
  readonly from: readonly ('pool' | 'file' | 'definition')[];
}

export class FeaturePool {
  readonly #target: PackageIndex;
  readonly #wholeFiles: LexicalIndex;
  readonly #definers = new Map<string, number[]>();

  constructor(target: PackageIndex, wholeFiles: LexicalIndex) {
    this.#target = target;
    this.#wholeFiles = wholeFiles;
    for (const { id, symbol } of target.index.catalog.chunks()) {
      const joined = symbol === null ? '' : wordOf(symbol).joined;
      if (joined !== '') this.#definers.set(joined, [...this.#definers.get(joined) ?? [], id]);
    }
  }

  candidates(query: string, vector: Float32Array | null): PooledCandidate[] {
    const { catalog, state } = this.#target.index;
    const lexical = parseLexicalQuery(query, state.lexical);
    const from = new Map<number, PooledCandidate['from'][number][]>();
    const pool = new Map(retrieve({ lexical, vector }, state, catalog).map((candidate) => [candidate.chunk.id, candidate]));
    const note = (id: number, way: PooledCandidate['from'][number]) => from.set(id, [...from.get(id) ?? [], way]);
    for (const id of pool.keys()) note(id, 'pool');
    for (const { id: fileId } of this.#wholeFiles.search(parseLexicalQuery(query, this.#wholeFiles), wholeFileDepth)) {
      const best = this.#bestChunk(fileId, vector);
      if (best !== null) note(best, 'file');
    }
    for (const id of this.definersIn(query)) note(id, 'definition');
    const hits = new Map(state.lexical.search(lexical, from.size, (id) => from.has(id)).map((hit) => [hit.id, hit]));
    return [...from].map(([id, ways]) => {
      const chunk = catalog.chunk(id)!;
      const hit = hits.get(id);
      return pool.has(id) ? { ...pool.get(id)!, from: ways } : {
        chunk, file: catalog.fileById(chunk.fileId)!, from: ways,
        similarity: (vector && state.vectors.similarity(id, vector)) ?? null, lexical: hit?.score ?? 0, coverage: hit?.coverage ?? 0,
      };
    });
  }

  /** Chunks whose symbol the query writes as a word, in any case convention. */
  definersIn(query: string): number[] {
    const words = new Set((query.match(/[\p{L}\p{N}_-]+/gu) ?? []).map((word) => wordOf(word).joined));
    return [...words].flatMap((word) => this.#definers.get(word) ?? []).length <= maxDefiners
      ? [...words].flatMap((word) => this.#definers.get(word) ?? []) : [];
  }

  #bestChunk(fileId: number, vector: Float32Array | null): number | null {
    const { catalog, state } = this.#target.index;
    const ids = catalog.chunkIdsOf(fileId);
    if (vector === null) return ids[0] ?? null;
    const similarity = new Map(ids.map((id) => [id, state.vectors.similarity(id, vector) ?? -1]));
    return [...ids].sort((a, b) => similarity.get(b)! - similarity.get(a)!)[0] ?? null;
  }
}
