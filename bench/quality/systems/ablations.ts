/** What does each ranking signal give? Lodestone's own ranking, with one of them left out at a time. */
import { isZeroVector } from '../../../src/core/embed/unitVector.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { groupByFile, rank } from '../../../src/core/search/rank.ts';
import { retrieve } from '../../../src/core/search/retrieve.ts';
import type { Candidate, ScoredCandidate } from '../../../src/core/search/candidate.ts';
import { signals } from '../../../src/core/search/signals/all.ts';
import { contextOf } from '../../../src/core/searcher.ts';
import type { PackageIndex } from '../packageIndex.ts';
import { filesByBestChunk, type RankingSystem } from './rankingSystem.ts';

/** The pool of each query, before ranking. */
export async function poolsOf(queries: readonly string[], { index, embedder }: PackageIndex): Promise<Candidate[][]> {
  const { catalog, state } = index;
  const vectors = await embedder.embed(queries, 'query');
  return queries.map((query, place) => {
    const vector = vectors[place]!;
    return retrieve({ lexical: parseLexicalQuery(query, state.lexical), vector: isZeroVector(vector) ? null : vector }, state, catalog);
  });
}

const grouped = (ranked: readonly ScoredCandidate[]) => filesByBestChunk(groupByFile(ranked).map(({ best }) => best.candidate));
const ungrouped = (ranked: readonly ScoredCandidate[]) => filesByBestChunk(ranked.map(({ candidate }) => candidate));

const ablation = (name: string, kept: typeof signals, toFiles = grouped): RankingSystem => ({
  name,
  rank: async (queries, target) => (await poolsOf(queries, target))
    .map((pool, place) => toFiles(rank(pool, contextOf(queries[place]!, pool), kept))),
});

/** The same as Lodestone answers: run.ts checks that it is, so that the ablations are of what is shipped. */
export const nothingLeftOut = ablation('nothing left out', signals);

export const ablations: readonly RankingSystem[] = [
  ...signals.map(({ name }) => ablation(`without ${name}`, signals.filter((signal) => signal.name !== name))),
  ablation('without file', signals, ungrouped),
];
