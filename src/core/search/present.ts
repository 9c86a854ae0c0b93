/** How do ranked chunks become results? Grouped by file, cut off, with the text that is on the disk now. */
import type { ChunkRow, FileRow } from '../catalog/rows.ts';
import { Failure, throwIfCancelled } from '../failure.ts';
import type { FindWords } from '../lexical/wordMatches.ts';
import type { LegibleTexts } from '../scan/legibleTexts.ts';
import type { LineRange } from '../types.ts';
import type { Answer, MatchedWord, Result, ResultRange } from './answer.ts';
import type { ScoredCandidate } from './candidate.ts';
import { verdictOf } from './cutOff.ts';
import { groupByFile, type FileGroup } from './rank.ts';
import type { TextMatches } from './textMatches.ts';

// A snippet is for looking at: the panel shows less, agents and people who want more open the file.
const maxSnippetLines = 60;
const maxSnippetLength = 6000;
const maxLineLength = 500;
/** Lines shown before a line that was demanded, where it lies too deep in the range. */
const linesBeforeMatch = 3;
/** Other ranges of a file that are worth listing: those with at least this share of the best one's relevance. */
const otherRangeShare = 0.5;
const maxOtherRanges = 5;

export interface PresentOptions {
  readonly query: string;
  readonly limit: number;
  readonly chunks: boolean;
  readonly texts: LegibleTexts;
  /** Where what was demanded to the letter stands; null where nothing was. */
  readonly matches?: TextMatches | null;
  /** What matches by letters in a line; absent where that is not to be shown. */
  readonly findWords?: FindWords;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with Failure "cancelled" when aborted. */
export async function present(ranked: readonly ScoredCandidate[], options: PresentOptions): Promise<Pick<Answer, 'query' | 'verdict' | 'results'>> {
  const groups: FileGroup[] = options.chunks ? ranked.map((best) => ({ best, others: [] })) : groupByFile(ranked);
  const shown = groups.slice(0, options.limit);
  const results = await Promise.all(shown.map((group) => resultOf(group, options)));
  return { query: options.query, verdict: verdictOf(results.map(({ relevance }) => relevance)), results };
}

async function resultOf({ best, others }: FileGroup, { texts, matches, findWords, signal }: PresentOptions): Promise<Result> {
  const { chunk, file } = best.candidate;
  const { root, path, language, kind } = file;
  throwIfCancelled(signal);
  const { lines, stale } = await linesOf(file, texts);
  throwIfCancelled(signal);
  const matchedLines = matches?.chunks.get(chunk.id)?.lines;
  const { startLine, endLine, symbol } = aroundMatch(withoutBlankEnd(chunk, lines), lines, matchedLines?.[0]);
  const snippet = snippetOf({ startLine, endLine }, lines);
  return {
    root, path, startLine, endLine, symbol, language, kind, stale, snippet,
    score: best.score, relevance: best.relevance, contributions: best.contributions,
    otherRanges: others.filter(({ relevance }) => relevance >= best.relevance * otherRangeShare).slice(0, maxOtherRanges)
      .map(({ candidate, score }) => ({ ...withoutBlankEnd(candidate.chunk, lines), score })),
    ...(matchedLines ? { matchedLines } : {}),
    ...(findWords ? { matchedWords: matchedWordsOf(snippet.split('\n'), startLine, findWords) } : {}),
  };
}

/** A range whose snippet would end before the first line that was demanded begins a little before that line. */
function aroundMatch<Range extends LineRange>(range: Range, lines: readonly string[], first = range.startLine): Range {
  const whole = snippetOf({ startLine: range.startLine, endLine: first }, lines);
  const isShown = first - range.startLine < maxSnippetLines && whole.length < maxSnippetLength;
  return isShown || first > range.endLine ? range : { ...range, startLine: Math.max(range.startLine, first - linesBeforeMatch) };
}

/** A chunk takes in the blank lines behind it, so that every line is in one; nobody wants to see them. */
function withoutBlankEnd({ startLine, endLine, symbol }: ChunkRow, lines: readonly string[]): Omit<ResultRange, 'score'> {
  let end = endLine;
  while (end > startLine && lines[end - 1]?.trim() === '') end--;
  return { startLine, endLine: end, symbol };
}

function snippetOf({ startLine, endLine }: LineRange, lines: readonly string[]): string {
  const shown = lines.slice(startLine - 1, Math.min(endLine, startLine - 1 + maxSnippetLines));
  return shown.map((line) => line.slice(0, maxLineLength)).join('\n').slice(0, maxSnippetLength);
}

/** `firstLine`: the number of the first of the lines. */
export function matchedWordsOf(lines: readonly string[], firstLine: number, findWords: FindWords): MatchedWord[] {
  return lines.flatMap((text, offset) => findWords(text).map((match) => ({ line: firstLine + offset, ...match })));
}

/** The file's lines as they are now. One that is gone or unreadable since it was indexed has none: its hit is shown as stale. */
async function linesOf(file: FileRow, texts: LegibleTexts): Promise<{ lines: readonly string[]; stale: boolean }> {
  try {
    const { lines, stamp } = await texts.read(file);
    return { lines, stale: stamp.size !== file.size || stamp.mtimeMs !== file.mtimeMs };
  } catch (error) {
    if (error instanceof Failure) return { lines: [], stale: true };
    throw error;
  }
}
