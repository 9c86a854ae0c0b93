/** How is an answer summed up in a line? */
import type { SearchAnswer, SimilarAnswer } from '../protocol/searchTypes.ts';
import { percent, plural } from '../protocol/statusText.ts';

/** Read out by screen readers when the answer arrives, and shown above the results. */
export function answerSummary(answer: SearchAnswer): string {
  const files = new Set(answer.results.map(({ root, path }) => `${root}\n${path}`)).size;
  if (answer.verdict === 'none') return 'Nothing relevant found';
  return answer.verdict === 'weak' ? `${plural(files, 'loosely related file')}` : plural(files, 'file');
}

/** How it was found: time, and what was missing. */
export function answerDetails({ tookMs, retrieval, coverage }: SearchAnswer): string {
  const time = tookMs < 1 ? 'under 1 ms' : `${Math.round(tookMs)} ms`;
  if (retrieval === 'lexical') return `${time}, by words only`;
  return coverage < 1 ? `${time}, meaning search covers ${percent(coverage)}` : time;
}

export const isSimilar = (answer: SearchAnswer | SimilarAnswer): answer is SimilarAnswer => 'source' in answer;

/** What the results are similar to: "createSession, session.ts:10–24". */
export function sourceText({ source }: SimilarAnswer): string {
  const file = source.file.split(/[\\/]/).at(-1) ?? source.file;
  const place = `${file}:${source.startLine}–${source.endLine}`;
  return source.symbol === null ? place : `${source.symbol}, ${place}`;
}
