/** How do the words of "similar, but ..." move the order? What they want is added to a score, what they don't want is taken from it. */
import { parseLexicalQuery } from '../lexical/query.ts';
import type { Candidate, ScoredCandidate } from '../search/candidate.ts';
import { sumOf } from '../search/rank.ts';
import { unrelated } from '../search/rankAlike.ts';
import type { SearchState } from '../searchState.ts';
import type { But, Wish } from './but.ts';

/** In shares of a chunk's own score, so that what hardly resembles the example does not win by the words: one half as like that is all that is wanted comes before a copy that is nothing of it. */
const wantedGain = 2;
const unwantedLoss = 0.75;
/** A nearest chunk below this over what is unrelated is not what the words mean, so it doesn't count in full. */
const nearEnough = 0.3;

export interface ButVectors {
  readonly wanted: Float32Array | null;
  readonly unwanted: Float32Array | null;
}

/** Takes and gives scored candidates; the order is the caller's to restore. */
export function rankWithWords(scored: readonly ScoredCandidate[], but: But, vectors: ButVectors, state: SearchState): ScoredCandidate[] {
  const candidates = scored.map(({ candidate }) => candidate);
  const wanted = strengths(but.wanted, vectors.wanted, candidates, state);
  const unwanted = strengths(but.unwanted, vectors.unwanted, candidates, state);
  return scored.map((each) => {
    const gain = wantedGain * each.score * wanted(each.candidate);
    const loss = unwantedLoss * each.score * unwanted(each.candidate);
    const contributions = { ...each.contributions, ...(gain > 0 ? { but: gain } : {}), ...(loss > 0 ? { butNot: -loss } : {}) };
    return { ...each, contributions, score: sumOf(contributions) };
  });
}

/**
 * How far each chunk is what is wished for, 0 to 1. The words count half by meaning, against the nearest, and half by their share that it
 * holds, without a vector all by that; a language counts as much as the words.
 */
function strengths({ words, languages }: Wish, vector: Float32Array | null, candidates: readonly Candidate[], { lexical, vectors }: SearchState): (candidate: Candidate) => number {
  const ids = new Set(candidates.map(({ chunk }) => chunk.id));
  const hits = words === '' ? [] : lexical.search(parseLexicalQuery(words, lexical), Math.max(1, ids.size), (id) => ids.has(id));
  const coverages = new Map(hits.map(({ id, coverage }) => [id, coverage]));
  const nearness = (id: number): number => Math.max(0, (vector ? vectors.similarity(id, vector) ?? 0 : 0) - unrelated);
  const nearest = Math.max(nearEnough, ...[...ids].map(nearness));
  const byWords = (id: number): number => (vector ? nearness(id) / nearest / 2 + (coverages.get(id) ?? 0) / 2 : coverages.get(id) ?? 0);
  const wishes = (words === '' ? 0 : 1) + (languages.length ? 1 : 0);
  return ({ chunk, file }) => (wishes === 0 ? 0 : (byWords(chunk.id) + (languages.includes(file.language) ? 1 : 0)) / wishes);
}
