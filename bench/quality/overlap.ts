/** How many of a question's words stand in its answer? Vectors must prove themselves where few do. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { queryWords } from '../../src/core/lexical/queryWords.ts';
import type { Question } from './questions.ts';

export const overlaps = ['none', 'some', 'much'] as const;
export type Overlap = (typeof overlaps)[number];

/** From this share of the question's words on, an answer is said to hold much of it. */
const much = 0.6;

/** By the answer that shares most words; words in the product's own sense, with its stems. */
export function overlapOf({ query, answers }: Question, folder: string): Overlap {
  const words = queryWords(query);
  const shares = answers.map(({ path: file, startLine, endLine }) => {
    const lines = readFileSync(path.join(folder, file), 'utf8').split('\n').slice(startLine - 1, endLine);
    const held = new Set(queryWords(lines.join('\n')));
    for (const word of queryWords(file)) held.add(word);
    return words.filter((word) => held.has(word)).length / Math.max(1, words.length);
  });
  const best = Math.max(0, ...shares);
  return best === 0 ? 'none' : best < much ? 'some' : 'much';
}
