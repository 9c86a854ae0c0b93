/**
 * Does "More Like This" find the rest of what was sought?  node bench/quality/feedback.ts [--split development|test]
 * Of questions with answers in several files the best ranked answer is named as a hit to find more like. Judged is where the other answers' files then stand, the named hit's own
 * file taken out of the list, against the same list without the feedback.
 */
import { parseArgs } from 'node:util';
import { hitsOf, scoresOf, type Scores } from './metrics.ts';
import { openPackageIndex } from './packageIndex.ts';
import { loadQuestionSets } from './questions.ts';
import { rankingOf } from './systems/lodestone.ts';

const { values: { split } } = parseArgs({ options: { split: { type: 'string', default: 'development' } } });
const listed = 30;

interface Pair { readonly before: Scores; readonly after: Scores }
const pairs: Pair[] = [];
for (const set of loadQuestionSets().filter((each) => each.split === split)) {
  const target = await openPackageIndex(set);
  for (const { query, answers } of set.questions) {
    const first = await target.index.search({ query, limit: listed });
    const named = first.results.find((result) => answers.some(({ path, startLine, endLine }) => path === result.path && startLine <= result.endLine && result.startLine <= endLine));
    const others = answers.filter(({ path }) => path !== named?.path);
    if (!named || others.length === 0) continue;
    const again = await target.index.search({ query, limit: listed, like: [{ root: named.root, path: named.path, startLine: named.startLine }] });
    const relevant = new Set(others.map(({ path }) => path)).size;
    const [before, after] = [first, again].map((answer) => scoresOf(hitsOf(rankingOf(answer).filter(({ path }) => path !== named.path), others, 'file'), relevant)) as [Scores, Scores];
    pairs.push({ before, after });
  }
  await target.close();
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
console.log(`${split}, ${pairs.length} questions`);
for (const metric of ['ndcg10', 'mrr10', 'recall10'] as const) {
  const differences = pairs.map(({ before, after }) => after[metric] - before[metric]);
  console.log(`${metric}: ${mean(pairs.map(({ before }) => before[metric])).toFixed(3)} -> ${mean(pairs.map(({ after }) => after[metric])).toFixed(3)}, better ${differences.filter((each) => each > 0).length}, worse ${differences.filter((each) => each < 0).length}`);
}
