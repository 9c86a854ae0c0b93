/** How do the systems do on one package? Every question, asked of every system, judged. */
import type { Answer, Verdict } from '../../src/core/search/answer.ts';
import { judge, type Judgement, type RankedFile, type Scores } from './metrics.ts';
import type { PackageIndex } from './packageIndex.ts';
import type { Kind, Question, QuestionSet, Split } from './questions.ts';
import { lodestoneAnswers, lodestoneName, rankingOf, topRelevance } from './systems/lodestone.ts';
import type { RankingSystem } from './systems/rankingSystem.ts';

/** What came of one question. */
export interface Outcome {
  readonly set: Pick<QuestionSet, 'id' | 'language' | 'split'>;
  readonly question: Question;
  readonly verdict: Verdict;
  readonly topRelevance: number;
  /** By system; no scores where the question has no answer. */
  readonly scores: Readonly<Record<string, Readonly<Record<Judgement, Scores>>>>;
  readonly rankings: Readonly<Record<string, readonly RankedFile[]>>;
}

export const isAnswerable = ({ question }: { readonly question: { readonly kind: Kind } }): boolean => question.kind !== 'unanswerable';
export const ofSplit = (outcomes: readonly Outcome[], split: Split): Outcome[] => outcomes.filter(({ set }) => set.split === split);

export async function askQuestions(target: PackageIndex, systems: readonly RankingSystem[]): Promise<Outcome[]> {
  const { questions } = target.set;
  const queries = questions.map(({ query }) => query);
  const answers: readonly Answer[] = await lodestoneAnswers(queries, target);
  const rankings = new Map([[lodestoneName, answers.map(rankingOf)]]);
  for (const system of systems) rankings.set(system.name, await system.rank(queries, target));
  return questions.map((question, place) => {
    const own = Object.fromEntries([...rankings].map(([name, each]) => [name, each[place]!]));
    const scores = isAnswerable({ question })
      ? Object.fromEntries(Object.entries(own).map(([name, ranking]) => [name, judge(ranking, question.answers)]))
      : {};
    return {
      set: target.set, question, rankings: own, scores,
      verdict: answers[place]!.verdict, topRelevance: topRelevance(answers[place]!),
    };
  });
}
