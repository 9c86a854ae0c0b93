/** How is it said what of a hit carries its similarity? */
import { t } from '../protocol/localise.ts';
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
  return method === 'words' ? t('{0} of the similarity by meaning', percent(share / similarity)) : t('Similarity of this line by itself: {0}', share.toFixed(2));
}

export function wordTitle({ word, queryWord, share }: MeaningWord, { similarity }: MeaningExplanation): string {
  return t('{0}: {1} of the similarity', queryWord === null ? word : `${word} \u2190 ${queryWord}`, percent(share / similarity));
}

/** For screen readers, which do not hear marks. */
export function spokenExplanation(matchedWords: readonly MatchedWord[], snippetLines: readonly string[], firstLine: number, explanation: HitExplanation | null): string {
  const found = [...new Set(matchedWords.map(({ line, start, end }) => snippetLines[line - firstLine]?.slice(start, end).toLowerCase() ?? ''))].filter((word) => word !== '');
  const meaning = explanation?.meaning ?? null;
  const lines = meaning?.lines.map(({ line, share }) => `${line}, ${meaning.method === 'words' ? percent(share / meaning.similarity) : share.toFixed(2)}`) ?? [];
  const words = meaning?.words.filter(({ word, queryWord }) => queryWord !== null && queryWord.toLowerCase() !== word.toLowerCase()) ?? [];
  return [
    found.length > 0 ? t('Words found: {0}', found.join(', ')) : null,
    lines.length > 0 ? t('Strongest by meaning: {0}', lines.map((line) => t('line {0}', line)).join('; ')) : null,
    words.length > 0 ? t('Words by meaning: {0}', [...new Set(words.map(({ word, queryWord }) => t('{0} for {1}', word.toLowerCase(), queryWord!)))].join(', ')) : null,
  ].filter((part) => part !== null).join('. ');
}
