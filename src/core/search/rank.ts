/** In which order do the candidates come? As a learned ensemble of trees scores their evidence; a score is the sum of named contributions. */
import { answerDepth, answerLogit, hitRelevance, type RankedRow } from './answerability.ts';
import type { Candidate, ScoredCandidate } from './candidate.ts';
import { gatherEvidence, type Evidence } from './features/evidence.ts';
import { features, featureValues, type SignalName } from './features/features.ts';
import type { EvidenceSource } from './features/fileEvidence.ts';
import ranker from './ranker.json' with { type: 'json' };
import { attribute } from './treeEnsemble.ts';

const featureNames = features.map(({ name }) => name);
/** Places of the ranker's features among all. */
const featurePlaces = ranker.features.map((name) => {
  const place = features.findIndex((feature) => feature.name === name);
  if (place < 0) throw new Error(`The ranker weighs "${name}", which is no feature: train it again (training/README.md).`);
  return place;
});
const signalOf = featurePlaces.map((place) => features[place]!.signal);

/** Best first; ties by path and line, so that equal input gives equal output. */
export function rank(source: EvidenceSource): ScoredCandidate[] {
  const scored = gatherEvidence(source).map((evidence) => scoredBy(evidence)).sort(byScore);
  const first = bestOfFiles(scored).slice(0, answerDepth);
  if (first.length === 0) return [];
  const logit = answerLogit(featureNames, first);
  return scored.map(({ values: _, ...each }) => ({ ...each, relevance: hitRelevance(logit, first[0]!.score - each.score) }));
}

interface ScoredRow extends Omit<ScoredCandidate, 'relevance'>, RankedRow {}

function scoredBy(evidence: Evidence): ScoredRow {
  const values = featureValues(evidence);
  const parts = attribute(ranker.trees, featurePlaces.map((place) => values[place]!));
  const contributions: Partial<Record<SignalName, number>> = {};
  signalOf.forEach((signal, index) => { if (parts[index] !== 0) contributions[signal] = (contributions[signal] ?? 0) + parts[index]!; });
  return { candidate: evidence.candidate, values, contributions, score: sumOf(contributions) };
}

/** The sum that a score is, in the order in which the contributions are shown. */
export const sumOf = (contributions: Readonly<Record<string, number>>): number => Object.values(contributions).reduce((sum, value) => sum + value, 0);

export function byScore(a: Pick<ScoredCandidate, 'candidate' | 'score'>, b: Pick<ScoredCandidate, 'candidate' | 'score'>): number {
  if (a.score !== b.score) return b.score - a.score;
  const [x, y] = [a.candidate, b.candidate];
  if (x.file.path !== y.file.path) return x.file.path < y.file.path ? -1 : 1;
  return x.chunk.startLine - y.chunk.startLine || x.chunk.id - y.chunk.id;
}

export interface FileGroup {
  readonly best: ScoredCandidate;
  readonly others: readonly ScoredCandidate[];
}

/** Each file once, at the place of its best chunk. Takes ranked candidates. */
export function groupByFile(ranked: readonly ScoredCandidate[]): FileGroup[] {
  return [...byFile(ranked)].map(([best, ...others]) => ({ best: best!, others }));
}

const byFile = <Each extends { readonly candidate: Candidate }>(ranked: readonly Each[]): Iterable<Each[]> => Map.groupBy(ranked, ({ candidate }) => candidate.file.id).values();
const bestOfFiles = <Each extends { readonly candidate: Candidate }>(ranked: readonly Each[]): Each[] => [...byFile(ranked)].map(([best]) => best!);
