/** How does the command line show answers? As text for people, or as the JSON of its contract. */
import type { Answer, Result, UnderstoodQuery } from '../core/search/answer.ts';

const shownLines = 6;

/** What the contract promises of an answer; docs/command-line.md describes each field. */
export function answerJson(answer: Answer, tookMs: number): string {
  const { query, verdict, retrieval, coverage, understood } = answer;
  return JSON.stringify({ query, verdict, results: answer.results.map(resultJson), tookMs: Math.round(tookMs * 10) / 10, retrieval, coverage, understood });
}

function resultJson(result: Result) {
  const { path, startLine, endLine, score, language, kind, symbol, snippet, contributions, relevance, otherRanges, matchedLines, matchedWords } = result;
  return { path, startLine, endLine, score, language, kind, symbol, snippet, contributions, relevance, otherRanges, matchedLines, matchedWords };
}

/** Control characters of file names and contents would act on the terminal: they are shown, not sent. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const oneLine = (text: string): string => printable(text.replace(/[\n\t]/g, ' '));

/** `bestLines`: for each result the line that carries most of its similarity, where that is known. */
export function answerText(answer: Answer, bestLines: readonly (number | null)[] = []): string {
  const lines: string[] = [];
  if (answer.verdict === 'none') lines.push(`Nothing relevant found for "${oneLine(answer.query)}".`);
  if (answer.verdict === 'none' && answer.results.length) lines.push('The nearest, though not near:');
  const unverified = unverifiedSentence(answer.understood);
  if (unverified) lines.push(unverified);
  answer.results.forEach((result, at) => lines.push('', ...resultLines(result, answer.verdict === 'none' ? 0 : shownLines, bestLines[at] ?? null)));
  return `${lines.join('\n').trimStart()}\n`;
}

/** What a person must know of an answer that is not of all files. */
function unverifiedSentence(understood: UnderstoodQuery | undefined): string | null {
  if (!understood?.unverified) return null;
  const { files, because } = understood.unverified;
  const reason = because === 'time' ? 'the expression took too long' : 'there is too much text';
  return `Not all files were looked through (${reason}): ${files} ${files === 1 ? 'is' : 'are'} left out. Add words or filters, such as path: or lang:.`;
}

/** How the query was read, in a line: what is sought, and each operator with its meaning. */
export function understoodText({ form, text, operators }: UnderstoodQuery): string {
  const sought = form === 'exact' || form === 'pattern' || form === 'filters' || form === 'nothing' ? [] : [`${form} "${oneLine(text)}"`];
  const narrowed = operators.map(({ type, negated, value }) => `${negated ? 'not ' : ''}${type} ${oneLine(value)}`);
  return `understood: ${[...sought, ...narrowed].join('; ') || 'nothing'}`;
}

function resultLines({ path, startLine, endLine, symbol, relevance, snippet, otherRanges, matchedLines }: Result, snippetLines: number, bestLine: number | null): string[] {
  const others = otherRanges.map((range) => `${range.startLine}-${range.endLine}`).join(', ');
  const head = `${oneLine(path)}:${startLine}-${endLine}${symbol ? `  ${oneLine(symbol)}` : ''}  (${Math.round(relevance * 100)} %)`;
  const all = snippet.split('\n');
  const from = Math.min(firstShown(matchedLines?.[0] ?? bestLine, startLine, all.length, snippetLines), Math.max(0, all.length - snippetLines));
  const markOf = (line: number): string => matchedLines?.includes(line) ? '>' : line === bestLine ? '*' : ' ';
  const shown = all.slice(from, from + snippetLines).map((line, i) => `${String(startLine + from + i).padStart(6)}${markOf(startLine + from + i)} ${printable(line)}`);
  const more = snippetLines && all.length > snippetLines ? [`        ... ${all.length - snippetLines} more lines`] : [];
  return [head, ...shown, ...more, ...(others ? [`        also: ${others}`] : [])];
}

/** The first lines say what a range is; they give way to a line that they don't show, and the one before it. */
function firstShown(line: number | null, startLine: number, lines: number, snippetLines: number): number {
  const at = line === null ? 0 : line - startLine;
  return at < snippetLines || at >= lines ? 0 : at - 1;
}
