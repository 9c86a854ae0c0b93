/** How is a hit put into the few characters of a palette's row? */
import { visibleLine } from '../../protocol/visibleText.ts';
import { queryStems, stemsIn } from '../../protocol/queryStems.ts';
import type { SearchResult, UnderstoodQuery } from '../../protocol/searchTypes.ts';
import { plural, relevanceLevel } from '../../protocol/statusText.ts';
import { t } from '../../protocol/localise.ts';

/** Rows of the palette are about this wide; the rest would be cut off by VS Code anyway, after measuring it. */
const longestLine = 160;

/** The line with the most words of the question, else the one that names the symbol, else the first with a word in it: not a lone bracket. */
export function tellingLine(snippet: string, symbol: string | null, query: string): string {
  const lines = snippet.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const stems = queryStems(query);
  const counts = lines.map((line) => stemsIn(line, stems).length);
  const most = Math.max(0, ...counts);
  const telling = (most > 0 ? lines[counts.indexOf(most)] : undefined)
    ?? (symbol === null ? undefined : lines.find((line) => line.includes(symbol)))
    ?? lines.find((line) => /\p{L}{2}/u.test(line)) ?? lines[0] ?? '';
  return telling.slice(0, longestLine);
}

/** The first line that holds what was demanded to the letter; null where nothing was. */
export function matchedLine({ snippet, startLine, matchedLines }: Pick<SearchResult, 'snippet' | 'startLine' | 'matchedLines'>): string | null {
  const [line] = matchedLines ?? [];
  return line === undefined ? null : snippet.split('\n')[line - startLine]?.trim().slice(0, longestLine) ?? null;
}

/** How the query was narrowed, and whether files were left out; null where neither. */
export function narrowedText(understood: UnderstoodQuery | undefined): string | null {
  const { operators = [], unverified = null } = understood ?? {};
  const parts = operators.map(({ type, negated, value }) => `${negated ? 'not ' : ''}${type} ${value}`);
  if (unverified !== null) parts.push(unverified.because === 'time' ? t('{0} not looked through: the expression takes too long', plural(unverified.files, 'file')) : t('{0} not looked through: too much text', plural(unverified.files, 'file')));
  return parts.length === 0 ? null : parts.join(' \u00b7 ');
}

export const locationText = ({ path, startLine, endLine }: Pick<SearchResult, 'path' | 'startLine' | 'endLine'>): string =>
  `${path}:${startLine === endLine ? startLine : `${startLine}-${endLine}`}`;

/** Relevance, 0 to 1, as one to four filled marks. */
export function relevanceMark(relevance: number): string {
  const filled = relevanceLevel(relevance);
  return '●'.repeat(filled) + '○'.repeat(4 - filled);
}

/** Text of the repository, kept from being read as icons (VS Code would draw "$(document)" as one) and from acting on the row. */
export const plainText = (text: string): string => visibleLine(text).replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z0-9-]+)?\)/g, '\\$&');
