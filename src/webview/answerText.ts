/** How is an answer summed up in a line? */
import type { SearchAnswer, SimilarAnswer } from '../protocol/searchTypes.ts';
import { percent, plural, relatedCount } from '../protocol/statusText.ts';

/** Read out by screen readers when the answer arrives, and shown above the results. `complete`: of a complete index. */
export function answerSummary(answer: SearchAnswer, complete: boolean): string {
  switch (answer.verdict) {
    case 'none': return complete ? 'Nothing relevant found' : 'Nothing found so far';
    case 'weak': return plural(answer.results.length, 'loosely related file');
    case 'strong': return plural(relatedCount(answer), 'file');
  }
}

/** How it was found: time, and what was missing. */
export function answerDetails({ verdict, tookMs, retrieval, coverage }: SearchAnswer): string {
  if (verdict === 'none') return '';
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
