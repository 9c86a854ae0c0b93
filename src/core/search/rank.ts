/** In which order do the candidates come? A score is the sum of named contributions; a file's other good chunks support its best one. */
import type { Candidate, QueryContext, ScoredCandidate, Signal } from './candidate.ts';

/** How much of a file's second and third best chunks' scores counts for its best chunk ("sum of its best three"). */
const coherenceWeight = 0.12;

export function score(candidate: Candidate, query: QueryContext, signals: readonly Signal[]): ScoredCandidate {
  const contributions: Record<string, number> = {};
  for (const signal of signals) {
    const value = signal.weight * signal.value(candidate, query);
    if (value !== 0) contributions[signal.name] = value;
  }
  return scored(candidate, contributions);
}

/** Best first; ties by path and line, so that equal input gives equal output. */
export function rank(candidates: readonly Candidate[], query: QueryContext, signals: readonly Signal[]): ScoredCandidate[] {
  return candidates.map((candidate) => score(candidate, query, signals)).sort(byScore);
}

export interface FileGroup {
  readonly best: ScoredCandidate;
  readonly others: readonly ScoredCandidate[];
}

/** Each file once: its best chunk, lifted by its next two. Takes ranked candidates, gives ranked groups. */
export function groupByFile(ranked: readonly ScoredCandidate[]): FileGroup[] {
  const groups = new Map<number, ScoredCandidate[]>();
  for (const each of ranked) {
    const group = groups.get(each.candidate.file.id);
    if (group) group.push(each); else groups.set(each.candidate.file.id, [each]);
  }
  return [...groups.values()].map(([first, ...others]) => {
    const support = others.slice(0, 2).reduce((sum, { score: value }) => sum + Math.max(0, value), 0) * coherenceWeight;
    const best = support > 0 ? { ...first!, ...scored(first!.candidate, { ...first!.contributions, file: support }) } : first!;
    return { best, others };
  }).sort((a, b) => byScore(a.best, b.best));
}

function scored(candidate: Candidate, contributions: Readonly<Record<string, number>>): ScoredCandidate {
  return { candidate, contributions, score: Object.values(contributions).reduce((sum, value) => sum + value, 0) };
}

export function byScore(a: ScoredCandidate, b: ScoredCandidate): number {
  if (a.score !== b.score) return b.score - a.score;
  const [x, y] = [a.candidate, b.candidate];
  if (x.file.path !== y.file.path) return x.file.path < y.file.path ? -1 : 1;
  return x.chunk.startLine - y.chunk.startLine || x.chunk.id - y.chunk.id;
}

/** A score is exactly the sum of its parts, in their order. */
export const sumOf = (contributions: Readonly<Record<string, number>>): number => Object.values(contributions).reduce((sum, value) => sum + value, 0);
