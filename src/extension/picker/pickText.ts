/** How is a hit put into the few characters of a palette's row? */
import type { SearchResult } from '../../protocol/searchTypes.ts';
import { relevanceLevel } from '../../protocol/statusText.ts';

/** Rows of the palette are about this wide; the rest would be cut off by VS Code anyway, after measuring it. */
const longestLine = 160;

/** The first line of the snippet with a word in it: not a lone bracket or the start of a comment. */
export function firstTellingLine(snippet: string): string {
  const lines = snippet.split('\n').map((line) => line.trim());
  const telling = lines.find((line) => /\p{L}{2}/u.test(line)) ?? lines.find((line) => line !== '') ?? '';
  return telling.slice(0, longestLine);
}

export const locationText = ({ path, startLine, endLine }: Pick<SearchResult, 'path' | 'startLine' | 'endLine'>): string =>
  `${path}:${startLine === endLine ? startLine : `${startLine}-${endLine}`}`;

/** Relevance, 0 to 1, as one to four filled marks. */
export function relevanceMark(relevance: number): string {
  const filled = relevanceLevel(relevance);
  return '●'.repeat(filled) + '○'.repeat(4 - filled);
}

/** Text of the repository, kept from being read as icons: VS Code would draw "$(document)" as one. */
export const plainText = (text: string): string => text.replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z0-9-]+)?\)/g, '\\$&');
