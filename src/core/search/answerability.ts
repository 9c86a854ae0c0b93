/** Is there an answer here at all, and how good is each hit? A learned probability that the best hits answer, and how it falls with their scores. */
import model from './answerability.json' with { type: 'json' };
import { attribute } from './treeEnsemble.ts';

/** Hits that are looked at: the first page. */
export const answerDepth = 10;

export interface RankedRow {
  /** Values of all features, in their order. */
  readonly values: readonly number[];
  readonly score: number;
}

/** What the model looks at: the best hit's features, the most that any of the first ten has of each, and how far the scores lie apart. */
export function answerInputs(names: readonly string[], first: readonly RankedRow[]): Map<string, number> {
  const inputs = new Map<string, number>();
  const best = first[0]!;
  names.forEach((name, place) => {
    inputs.set(`best.${name}`, best.values[place]!);
    inputs.set(`most.${name}`, Math.max(...first.map(({ values }) => values[place]!)));
  });
  inputs.set('score', best.score);
  for (const place of [2, 5, answerDepth]) inputs.set(`lead${place}`, best.score - (first[place - 1]?.score ?? first.at(-1)!.score));
  return inputs;
}

/**
 * What shares neither meaning nor words with a question does not answer it, whatever else the trees see in it. The logistic curve that was the
 * cut-off before them, fitted to 465 questions over 13 packages (the development split of bench/quality), where it refused 4 % of the
 * answerable ones, bounds them: with it 93 % of questions of daily life are refused, without 82 %. Without vectors the words alone count.
 */
function boundOf(names: readonly string[], first: readonly RankedRow[]): number {
  const [similarityPlace, coveragePlace] = [names.indexOf('similarity'), names.indexOf('coverage')];
  const hasVectors = first.some(({ values }) => values[similarityPlace] !== 0);
  return Math.max(...first.map(({ values }) => {
    const [similarity, coverage] = [values[similarityPlace]!, values[coveragePlace]!];
    return hasVectors ? -4.14 + 6.9 * similarity + 3.78 * coverage : -4 + 8 * coverage;
  }));
}

/** Logit of the probability that the question has an answer in the index. `first`: the best chunks of the ten best files, at least one. */
export function answerLogit(names: readonly string[], first: readonly RankedRow[]): number {
  const inputs = answerInputs(names, first);
  const learned = attribute(model.trees, model.features.map((name) => inputs.get(name)!)).reduce((sum, part) => sum + part, 0);
  return Math.min(learned, boundOf(names, first));
}

/** How likely a hit is to answer, 0 to 1, when its score lies this far below the best one's, whose chance is the question's. */
export function hitRelevance(logit: number, lag: number): number {
  return 1 / (1 + Math.exp(model.hits.lag * lag - logit));
}
