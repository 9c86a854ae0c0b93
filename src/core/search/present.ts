/** How do ranked chunks become results? Grouped by file, cut off, with the text that is on the disk now. */
import type { FileRow } from '../catalog/rows.ts';
import { decodeText } from '../scan/decodeText.ts';
import type { FileSource } from '../ports.ts';
import type { LineRange } from '../types.ts';
import type { Answer, Result, ResultRange } from './answer.ts';
import type { ScoredCandidate } from './candidate.ts';
import { relevanceOf, verdictOf } from './cutOff.ts';
import { groupByFile, type FileGroup } from './rank.ts';

// A snippet is for looking at: the panel shows less, agents and people who want more open the file.
const maxSnippetLines = 60;
const maxSnippetLength = 6000;
const maxLineLength = 500;
/** Other ranges of a file that are worth listing: those with at least this share of the best one's score. */
const otherRangeShare = 0.5;
const maxOtherRanges = 5;

export interface PresentOptions {
  readonly query: string;
  readonly limit: number;
  readonly chunks: boolean;
  readonly files: Pick<FileSource, 'read'>;
}

export async function present(ranked: readonly ScoredCandidate[], options: PresentOptions): Promise<Pick<Answer, 'query' | 'verdict' | 'results'>> {
  const groups: FileGroup[] = options.chunks ? ranked.map((best) => ({ best, others: [] })) : groupByFile(ranked);
  const shown = groups.slice(0, options.limit);
  const results = await Promise.all(shown.map((group) => resultOf(group, options.files)));
  return { query: options.query, verdict: verdictOf(results.map(({ relevance }) => relevance)), results };
}

async function resultOf({ best, others }: FileGroup, files: Pick<FileSource, 'read'>): Promise<Result> {
  const { chunk, file } = best.candidate;
  const { startLine, endLine, symbol } = chunk;
  const { root, path, language, kind } = file;
  return {
    root, path, startLine, endLine, symbol, language, kind,
    ...await snippetOf(file, chunk, files),
    score: best.score, relevance: relevanceOf(best.candidate), contributions: best.contributions,
    otherRanges: others.filter(({ score }) => score >= best.score * otherRangeShare).slice(0, maxOtherRanges).map(rangeOf),
  };
}

const rangeOf = ({ candidate: { chunk: { startLine, endLine, symbol } }, score }: ScoredCandidate): ResultRange => ({ startLine, endLine, symbol, score });

async function snippetOf(file: FileRow, range: LineRange, files: Pick<FileSource, 'read'>): Promise<{ snippet: string; stale: boolean }> {
  try {
    const { bytes, stamp } = await files.read(file);
    const lines = decodeText(bytes).text.split(/\r\n|\r|\n/).slice(range.startLine - 1, Math.min(range.endLine, range.startLine - 1 + maxSnippetLines));
    const snippet = lines.map((line) => line.slice(0, maxLineLength)).join('\n').slice(0, maxSnippetLength);
    return { snippet, stale: stamp.size !== file.size || stamp.mtimeMs !== file.mtimeMs };
  } catch {
    // Gone or unreadable since it was indexed: the hit is shown as stale, without text.
    return { snippet: '', stale: true };
  }
}
