/** How does the command line show answers? As text for people, or as the JSON of its contract. */
import type { Answer, Result } from '../core/search/answer.ts';

const shownLines = 6;

/** What the contract promises of an answer; docs/command-line.md describes each field. */
export function answerJson(answer: Answer, tookMs: number): string {
  const { query, verdict, retrieval, coverage } = answer;
  return JSON.stringify({ query, verdict, results: answer.results.map(resultJson), tookMs: Math.round(tookMs * 10) / 10, retrieval, coverage });
}

function resultJson(result: Result) {
  const { path, startLine, endLine, score, language, kind, symbol, snippet, contributions, relevance, otherRanges } = result;
  return { path, startLine, endLine, score, language, kind, symbol, snippet, contributions, relevance, otherRanges };
}

/** Control characters of file names and contents would act on the terminal: they are shown, not sent. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const oneLine = (text: string): string => printable(text.replace(/[\n\t]/g, ' '));

export function answerText(answer: Answer): string {
  const lines: string[] = [];
  if (answer.verdict === 'none') lines.push(`Nothing relevant found for "${oneLine(answer.query)}".`);
  if (answer.verdict === 'none' && answer.results.length) lines.push('The nearest, though not near:');
  for (const result of answer.results) lines.push('', ...resultLines(result, answer.verdict === 'none' ? 0 : shownLines));
  return `${lines.join('\n').trimStart()}\n`;
}

function resultLines({ path, startLine, endLine, symbol, relevance, snippet, otherRanges }: Result, snippetLines: number): string[] {
  const others = otherRanges.map((range) => `${range.startLine}-${range.endLine}`).join(', ');
  const head = `${oneLine(path)}:${startLine}-${endLine}${symbol ? `  ${oneLine(symbol)}` : ''}  (${Math.round(relevance * 100)} %)`;
  const all = snippet.split('\n');
  const shown = all.slice(0, snippetLines).map((line, i) => `${String(startLine + i).padStart(6)}  ${printable(line)}`);
  const more = snippetLines && all.length > snippetLines ? [`        ... ${all.length - snippetLines} more lines`] : [];
  return [head, ...shown, ...more, ...(others ? [`        also: ${others}`] : [])];
}
