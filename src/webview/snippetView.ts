/** How is a hit's text drawn? As coloured lines with their numbers, in which what matches is marked: by letters, and by meaning once it is explained. */
import { t } from '../protocol/localise.ts';
import type { HitExplanation, SearchResult } from '../protocol/searchTypes.ts';
import { element } from './dom.ts';
import { highlightLines, isHighlighted, plainLines, withoutStart } from './highlighter.ts';
import { describeLanguage } from './languages.ts';
import { markTokens, type MarkedToken } from './lineMarks.ts';
import { lineStrength, lineTitle, wordTitle } from './meaningText.ts';
import { excerpt } from './snippetLines.ts';

/**
 * Prose is wrapped, code is cut off at the right: its indentation says more than the ends of its lines. The lines shown are those that
 * were demanded to the letter, else those around the strongest by meaning; until it is known, of a function its first lines, which
 * say what it is, of anything else those that hold the question's words. Colours that are not `known` take longer than all the rest:
 * without them the snippet is "uncoloured", but for the marks.
 */
export function snippetView(result: SearchResult, query: string, explanation: HitExplanation | null, colours: 'now' | 'known'): HTMLElement {
  const { snippet, startLine, language, kind, symbol, matchedLines = [] } = result;
  const isDefinition = kind === 'code' && symbol !== null;
  const focusLine = matchedLines[0] ?? explanation?.meaning?.lines[0]?.line ?? null;
  const { lines, firstLine, indentation, before, hidden } = excerpt(snippet, startLine, isDefinition ? '' : query, focusLine);
  const text = [...before, ...lines].join('\n');
  const { grammar } = describeLanguage(language);
  const isColoured = colours === 'now' || isHighlighted(text, grammar);
  const tokens = (isColoured ? highlightLines(text, grammar) : plainLines(text)).slice(before.length);
  const digits = String(firstLine + lines.length - 1).length;
  const rows = tokens.map((line, offset) => lineView(firstLine + offset, Math.min(digits, 6), { result, explanation, tokens: withoutStart(line, indentation), indentation }));
  const more = hidden > 0 ? element('div', { class: 'snippet-more' }, hidden === 1 ? t('1 more line') : t('{0} more lines', hidden)) : null;
  return element('div', { class: `snippet ${kind}${isColoured ? '' : ' uncoloured'}` }, ...rows, more);
}

interface LineParts {
  readonly result: SearchResult;
  readonly explanation: HitExplanation | null;
  /** Of the line without its indentation. */
  readonly tokens: Parameters<typeof markTokens>[0];
  readonly indentation: number;
}

function lineView(line: number, digits: number, { result, explanation, tokens, indentation }: LineParts): HTMLElement {
  const meaning = explanation?.meaning ?? null;
  const strong = meaning?.lines.find((each) => each.line === line);
  const isMatched = result.matchedLines?.includes(line) === true;
  const letters = (result.matchedWords ?? []).filter((each) => each.line === line);
  const words = meaning?.words.filter((each) => each.line === line) ?? [];
  const wordNode = (token: MarkedToken): Node | string => tokenNode(token, token.meaning && meaning && wordTitle(token.meaning, meaning));
  return element('div', {
    class: ['line', ...(isMatched ? ['matched'] : []), ...(strong && strong === meaning?.lines[0] ? ['strongest'] : [])].join(' '),
    'data-meaning': strong && meaning ? lineStrength(strong, meaning) : null,
    title: strong && meaning ? lineTitle(strong, meaning) : null,
  }, element('span', { class: 'line-number', 'data-digits': digits }, String(line)),
  element('span', { class: 'line-text' }, ...markTokens(tokens, indentation, letters, words).map(wordNode)));
}

function tokenNode({ text, scope, letters }: MarkedToken, title: string | null): Node | string {
  const coloured = scope === null ? text : element('span', { class: scope }, text);
  const found = letters ? element('mark', {}, coloured) : coloured;
  return title === null ? found : element('span', { class: 'by-meaning', title }, found);
}
