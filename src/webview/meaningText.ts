/** How is it said what of a hit carries its similarity? */
import type { HitExplanation, MatchedWord, MeaningExplanation, MeaningLine, MeaningWord } from '../protocol/searchTypes.ts';
import { percent } from '../protocol/statusText.ts';

/** From these parts of the similarity on a line's mark is stronger, and strongest. */
const strongFrom = 0.15;
const strongestFrom = 0.3;

/** How strongly a line is marked. Where lines were compared by themselves, their similarities lie close together: beside the strongest one. */
export function lineStrength({ share }: MeaningLine, { method, similarity, lines }: MeaningExplanation): 1 | 2 | 3 {
  const part = method === 'words' ? share / similarity : (share / (lines[0]?.share ?? share)) * strongestFrom;
  return part >= strongestFrom ? 3 : part >= strongFrom ? 2 : 1;
}

export function lineTitle({ share }: MeaningLine, { method, similarity }: MeaningExplanation): string {
  return method === 'words' ? `${percent(share / similarity)} of the similarity by meaning` : `Similarity of this line by itself: ${share.toFixed(2)}`;
}

export function wordTitle({ word, queryWord, share }: MeaningWord, { similarity }: MeaningExplanation): string {
  return `${queryWord === null ? word : `${word} \u2190 ${queryWord}`}: ${percent(share / similarity)} of the similarity`;
}

/** For screen readers, which do not hear marks. */
export function spokenExplanation(matchedWords: readonly MatchedWord[], snippetLines: readonly string[], firstLine: number, explanation: HitExplanation | null): string {
  const found = [...new Set(matchedWords.map(({ line, start, end }) => snippetLines[line - firstLine]?.slice(start, end).toLowerCase() ?? ''))].filter((word) => word !== '');
  const meaning = explanation?.meaning ?? null;
  const lines = meaning?.lines.map(({ line, share }) => `${line}, ${meaning.method === 'words' ? percent(share / meaning.similarity) : share.toFixed(2)}`) ?? [];
  const words = meaning?.words.filter(({ word, queryWord }) => queryWord !== null && queryWord.toLowerCase() !== word.toLowerCase()) ?? [];
  return [
    found.length > 0 ? `Words found: ${found.join(', ')}` : null,
    lines.length > 0 ? `Strongest by meaning: line ${lines.join('; line ')}` : null,
    words.length > 0 ? `Words by meaning: ${[...new Set(words.map(({ word, queryWord }) => `${word.toLowerCase()} for ${queryWord}`))].join(', ')}` : null,
  ].filter((part) => part !== null).join('. ');
}
