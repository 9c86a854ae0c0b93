/** How does the command line show near-duplicates? */
import type { DuplicateGroup, DuplicatesAnswer } from '../core/duplicates/duplicateFinder.ts';
import { oneLine } from './output.ts';

/** Of a group; JSON has them all. */
const shownPieces = 12;

/** What the contract promises; docs/command-line.md describes each field. */
export function duplicatesJson({ groups, ...counts }: DuplicatesAnswer, threshold: number, tookMs: number): string {
  const shown = groups.map(({ likeness, pieces }) => ({
    likeness, pieces: pieces.map(({ path, startLine, endLine, symbol, language, kind, likeness: alike }) => ({ path, startLine, endLine, symbol, language, kind, likeness: alike })),
  }));
  return JSON.stringify({ threshold, groups: shown, ...counts, tookMs: Math.round(tookMs * 10) / 10 });
}

export function duplicatesText({ groups, found, compared, trivial, vendored }: DuplicatesAnswer, threshold: number): string {
  const head = found === 0 ? `Nothing is ${percent(threshold)} alike or more.` : `${found} ${found === 1 ? 'group' : 'groups'} of pieces that are ${percent(threshold)} alike or more.`;
  const left = `Compared: ${compared} pieces. Left out: ${trivial} with too little in them${vendored ? `, ${vendored} in folders of other people's or generated code (--vendored compares them)` : ''}.`;
  const more = found > groups.length ? [`and ${found - groups.length} more groups (--limit)`, ''] : [];
  return [head, left, '', ...groups.flatMap((group) => [...groupLines(group), '']), ...more].join('\n');
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

function groupLines({ pieces }: DuplicateGroup): string[] {
  const shown = pieces.slice(0, shownPieces).map(({ path, startLine, endLine, symbol, likeness }, at) =>
    `${at === 0 ? '' : '  '}${oneLine(path)}:${startLine}-${endLine}${symbol ? `  ${oneLine(symbol)}` : ''}${at === 0 ? '' : `  (${percent(likeness)})`}`);
  return pieces.length > shownPieces ? [...shown, `  and ${pieces.length - shownPieces} more`] : shown;
}
