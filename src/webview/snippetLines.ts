/** Which lines of a hit are shown, and how far are they moved left? */

export interface SnippetExcerpt {
  readonly lines: readonly string[];
  /** Number of the first line, in the file. */
  readonly firstLine: number;
  /** Lines of the snippet that are not shown. */
  readonly hidden: number;
}

/** Enough to recognise a function by; more would push the next hit off the screen. */
const mostLines = 8;

/** The first lines from the first that is not blank, without the indentation that all of them share. */
export function excerpt(snippet: string, startLine: number): SnippetExcerpt {
  const all = snippet.replace(/\r/g, '').trimEnd().split('\n');
  const blank = Math.max(0, all.findIndex((line) => line.trim() !== ''));
  const shown = all.slice(blank, blank + mostLines);
  const depths = shown.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return { lines: shown.map((line) => line.slice(depth)), firstLine: startLine + blank, hidden: all.length - blank - shown.length };
}
