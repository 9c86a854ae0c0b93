/** What do the failures look like?  node bench/quality/misses.ts [--package ID]...  The development split only: nobody looks into the test split's. */
import { parseArgs } from 'node:util';
import { askQuestions, isAnswerable } from './askQuestions.ts';
import { openPackageIndex } from './packageIndex.ts';
import { loadQuestionSets } from './questions.ts';
import { lodestoneName } from './systems/lodestone.ts';
import { bm25Alone, vectorsAlone } from './systems/retrieversAlone.ts';

/** A question counts as missed below this NDCG@10: no answer in the first two places. */
const missedBelow = 0.62;
const shown = 5;

const { values: { package: ids } } = parseArgs({ options: { package: { type: 'string', multiple: true } } });
for (const set of loadQuestionSets().filter(({ split, id }) => split === 'development' && (ids === undefined || ids.includes(id)))) {
  const target = await openPackageIndex(set);
  for (const { question, scores, rankings } of (await askQuestions(target, [bm25Alone, vectorsAlone])).filter(isAnswerable)) {
    if (scores[lodestoneName]!.file.ndcg10 >= missedBelow) continue;
    const files = new Set(question.answers.map(({ path }) => path));
    console.log(`\n${set.id} [${question.kind}] ${question.query}`);
    console.log(`  answers: ${question.answers.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`).join(', ')}`);
    for (const [name, ranking] of Object.entries(rankings)) {
      const place = ranking.findIndex(({ path }) => files.has(path));
      console.log(`  ${name}: ${place < 0 ? 'not found' : `place ${place + 1}`}`);
    }
    console.log(rankings[lodestoneName]!.slice(0, shown).map(({ path, startLine, endLine }) => `    ${files.has(path) ? '*' : ' '} ${path}:${startLine}-${endLine}`).join('\n'));
  }
  await target.close();
}
