/** How is a hit's text drawn? As coloured lines with their numbers. */
import type { SearchResult } from '../protocol/searchTypes.ts';
import { element } from './dom.ts';
import { highlightLines, withoutStart, type Token } from './highlighter.ts';
import { describeLanguage } from './languages.ts';
import { excerpt } from './snippetLines.ts';

/**
 * Prose is wrapped, code is cut off at the right: its indentation says more than the ends of its lines. Of a function its first
 * lines are shown, which say what it is; of anything else the lines that hold the question's words.
 */
export function snippetView({ snippet, startLine, language, kind, symbol, matchedLines = [] }: SearchResult, query: string): HTMLElement {
  const isDefinition = kind === 'code' && symbol !== null;
  const { lines, firstLine, indentation, before, hidden } = excerpt(snippet, startLine, isDefinition ? '' : query, matchedLines);
  const tokens = highlightLines([...before, ...lines].join('\n'), describeLanguage(language).grammar).slice(before.length);
  const digits = String(firstLine + lines.length - 1).length;
  const rows = tokens.map((line, offset) => element('div', { class: matchedLines.includes(firstLine + offset) ? 'line matched' : 'line' },
    element('span', { class: 'line-number', 'data-digits': Math.min(digits, 6) }, String(firstLine + offset)),
    element('span', { class: 'line-text' }, ...withoutStart(line, indentation).map(tokenNode))));
  const more = hidden > 0 ? element('div', { class: 'snippet-more' }, `${hidden} more ${hidden === 1 ? 'line' : 'lines'}`) : null;
  return element('div', { class: `snippet ${kind}` }, ...rows, more);
}

const tokenNode = ({ text, scope }: Token): Node | string => scope === null ? text : element('span', { class: scope }, text);
