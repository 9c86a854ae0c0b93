/** What does Lodestone itself answer, as a user gets it? */
import type { Answer } from '../../../src/core/search/answer.ts';
import { depth, type RankedFile } from '../metrics.ts';
import type { PackageIndex } from '../packageIndex.ts';

export const lodestoneName = 'Lodestone';

export async function lodestoneAnswers(queries: readonly string[], { index }: PackageIndex): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const query of queries) answers.push(await index.search({ query, limit: depth }));
  return answers;
}

export const rankingOf = ({ results }: Answer): RankedFile[] => results.map(({ path, startLine, endLine }) => ({ path, startLine, endLine }));

/** What the verdict rests on: the relevance of the most relevant result; 0 where there is none. */
export const topRelevance = ({ results }: Answer): number => Math.max(0, ...results.map(({ relevance }) => relevance));
