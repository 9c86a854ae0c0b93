/** Why is a place found for a query, or not, and which line of a hit carries most of its similarity? */
import path from 'node:path';
import type { Answer, ExplainHitRequest, HitExplanation, Result, UnderstoodQuery } from '../core/search/answer.ts';
import type { WorkspaceIndex } from '../core/workspaceIndex.ts';
import type { CliOptions } from './arguments.ts';

export interface ExplainOptions extends CliOptions {
  readonly query: string;
  readonly folder: string;
  /** Relative to the folder. */
  readonly file: string;
  readonly startLine?: number;
}

/** What `explain --json` prints; docs/command-line.md describes the fields. */
export type ExplainedPlace = Pick<Result, 'path' | 'startLine'> & { readonly query: string; readonly understood: UnderstoodQuery | undefined; readonly candidates: number } & (
  | Pick<Result, 'endLine' | 'score' | 'relevance' | 'contributions'> & Omit<HitExplanation, 'startLine' | 'endLine'> & { readonly rank: number; readonly lines: readonly string[] }
  | { readonly rank: null; /** Null where there is no such file. */ readonly file: { readonly state: string; readonly message: string } | null }
);

/** The ranked list is asked for as deep as candidates go: what is not in it was not a candidate. */
const explainDepth = 1000;

export async function explainPlace(index: WorkspaceIndex, { file, startLine: line = 1, query, folder, ...options }: ExplainOptions): Promise<ExplainedPlace> {
  const relative = path.relative(folder, path.resolve(folder, file)).replaceAll(path.sep, '/');
  const { results, understood } = await index.search({ ...options, query, chunks: true, limit: explainDepth });
  const at = results.findIndex((result) => result.path === relative && result.startLine <= line && result.endLine >= line);
  const common = { query, understood, path: relative, candidates: results.length };
  const hit = results[at];
  if (!hit) return { ...common, startLine: line, rank: null, file: await standingOf(index, path.join(folder, relative)) };
  const { startLine, endLine, score, relevance, contributions, snippet, root } = hit;
  const explanation = await index.explainHit({ root, path: relative, startLine, asked: { query } });
  const { matchedWords, terms, meaning } = explanation ?? { matchedWords: [], terms: null, meaning: null };
  return { ...common, rank: at + 1, startLine, endLine, score, relevance, contributions, matchedWords, terms, meaning, lines: snippet.split('\n') };
}

async function standingOf(index: WorkspaceIndex, file: string) {
  const standing = await index.explain(file);
  return standing.state === 'missing' ? null : standing;
}

/** For each result; null where nothing is known. Models that would have to read each line by itself are not asked: that takes a second. */
export async function bestLines(index: WorkspaceIndex, { results }: Answer, asked: ExplainHitRequest['asked']): Promise<(number | null)[]> {
  const best: (number | null)[] = [];
  for (const { root, path: file, startLine } of results) {
    const meaning = (await index.explainHit({ root, path: file, startLine, asked }))?.meaning;
    if (meaning?.method === 'lines') return [];
    best.push(meaning?.lines[0]?.line ?? null);
  }
  return best;
}
