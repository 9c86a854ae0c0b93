/** Which parts of a line are marked: those that match by letters, and the words that carry the similarity by meaning? */
import type { MeaningWord, WordPlace } from '../protocol/searchTypes.ts';
import type { Token } from './highlighter.ts';

export interface MarkedToken extends Token {
  readonly letters: boolean;
  readonly meaning: MeaningWord | null;
}

/** The tokens, divided where marks begin and end. `column`: the place in the file's line at which the first token begins. */
export function markTokens(tokens: readonly Token[], column: number, letters: readonly WordPlace[], meaning: readonly MeaningWord[]): MarkedToken[] {
  const edges = [...letters, ...meaning].flatMap(({ start, end }) => [start, end]);
  let start = column;
  return tokens.flatMap(({ text, scope }) => {
    const end = start + text.length;
    const inside = [...new Set(edges.filter((edge) => edge > start && edge < end))].sort((a, b) => a - b);
    const parts = [start, ...inside].map((from, at): MarkedToken => ({
      text: text.slice(from - start, (inside[at] ?? end) - start), scope,
      letters: letters.some((mark) => mark.start <= from && from < mark.end),
      meaning: meaning.find((mark) => mark.start <= from && from < mark.end) ?? null,
    }));
    start = end;
    return parts;
  });
}
