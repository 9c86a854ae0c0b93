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

/** Logit of the probability that the question has an answer in the index. `first`: the best chunks of the ten best files, at least one. */
export function answerLogit(names: readonly string[], first: readonly RankedRow[]): number {
  const inputs = answerInputs(names, first);
  return attribute(model.trees, model.features.map((name) => inputs.get(name)!)).reduce((sum, part) => sum + part, 0);
}

/** How likely a hit is to answer, 0 to 1, when its score lies this far below the best one's, whose chance is the question's. */
export function hitRelevance(logit: number, lag: number): number {
  return 1 / (1 + Math.exp(model.hits.lag * lag - logit));
}
