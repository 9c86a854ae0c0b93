/** Which lines of a hit are shown, and how far are they moved left? */
import { queryStems, stemsIn } from '../protocol/queryStems.ts';

export interface SnippetExcerpt {
  readonly lines: readonly string[];
  /** Number of the first line, in the file. */
  readonly firstLine: number;
  /** Characters of indentation that all shown lines share. */
  readonly indentation: number;
  /** Lines of the snippet above the shown ones: a string or comment may begin there. */
  readonly before: readonly string[];
  /** How many lines of the snippet are not shown, above and below. */
  readonly hidden: number;
}

/** Enough to recognise a function by; more would push the next hit off the screen. */
const mostLines = 8;

/** Lines shown above the one that must be seen, to see what it is in. */
const linesAbove = 2;

/**
 * The lines around the one that must be seen (`focusLine`, its number in the file), or the first lines, or those that hold more of
 * the query's words than they do: an empty query asks for the first. `startLine` is the snippet's place in the file.
 */
export function excerpt(snippet: string, startLine: number, query: string, focusLine: number | null = null): SnippetExcerpt {
  const all = snippet.replace(/\r/g, '').trimEnd().split('\n');
  const firstWritten = Math.max(0, all.findIndex((line) => line.trim() !== ''));
  const isThere = focusLine !== null && focusLine - startLine < all.length; // a snippet is cut off after some sixty lines
  const from = Math.max(firstWritten, isThere ? windowWith(focusLine - startLine, firstWritten, all.length) : bestWindow(all, firstWritten, query));
  const shown = all.slice(from, from + mostLines);
  const depths = shown.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return {
    lines: shown, firstLine: startLine + from, indentation: depths.length === 0 ? 0 : Math.min(...depths),
    before: all.slice(0, from), hidden: all.length - firstWritten - shown.length,
  };
}

/** Start of the window that shows a line: the first one, where it does. */
function windowWith(line: number, firstStart: number, count: number): number {
  return line < firstStart + mostLines ? firstStart : Math.max(firstStart, Math.min(line - linesAbove, count - mostLines));
}

/** Start of the window with the most different words of the query; the first window wins a tie, else the middle one of the best. */
function bestWindow(lines: readonly string[], firstStart: number, query: string): number {
  const stems = queryStems(query);
  const found = lines.map((line) => stemsIn(line, stems));
  const starts = Array.from({ length: Math.max(1, lines.length - mostLines - firstStart + 1) }, (_, at) => firstStart + at);
  const counts = starts.map((start) => new Set(found.slice(start, start + mostLines).flat()).size);
  const best = Math.max(...counts);
  if (counts[0] === best) return firstStart;
  const winners = starts.filter((_, at) => counts[at] === best);
  return winners[Math.floor(winners.length / 2)] ?? firstStart;
}
