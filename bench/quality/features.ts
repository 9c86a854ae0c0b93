/**
 * What can a ranker learn from?  node bench/quality/features.ts [--split development|test] [--package ID] [--out FILE]
 * Writes a line of JSON for each question: its own features, and those of all candidates with their labels.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { isZeroVector } from '../../src/core/embed/unitVector.ts';
import { candidateFeatures } from './features/candidateFeatures.ts';
import { FeaturePool } from './features/featurePool.ts';
import { queryFeatures } from './features/queryFeatures.ts';
import { TokenSimilarity } from './features/tokenSimilarity.ts';
import { indexWholeFiles } from './features/wholeFiles.ts';
import { openPackageIndex, type PackageIndex } from './packageIndex.ts';
import { loadQuestionSets, type AnswerRange } from './questions.ts';

const { values: options } = parseArgs({ options: {
  split: { type: 'string', default: 'development' }, package: { type: 'string', multiple: true }, out: { type: 'string' },
} });

/** 1 where the file holds an answer, and where these lines touch one. */
function labelsOf(candidate: AnswerRange, answers: readonly AnswerRange[]): { fileRelevant: number; rangeRelevant: number } {
  const inFile = answers.filter((answer) => answer.path === candidate.path);
  const touches = inFile.some(({ startLine, endLine }) => candidate.startLine <= endLine && startLine <= candidate.endLine);
  return { fileRelevant: inFile.length > 0 ? 1 : 0, rangeRelevant: touches ? 1 : 0 };
}

/** Four digits are more than a learner can use. */
const short = (_: string, value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);

async function* linesOf(target: PackageIndex): AsyncGenerator<string> {
  const wholeFiles = indexWholeFiles(target);
  const pool = new FeaturePool(target, wholeFiles);
  const tokens = await TokenSimilarity.open(target);
  const { id, language, split, questions } = target.set;
  for (const { query, kind, answers } of questions) {
    const [embedded] = await target.embedder.embed([query], 'query');
    const vector = embedded && !isZeroVector(embedded) ? embedded : null;
    const candidates = pool.candidates(query, vector);
    const tokenMatches = await tokens.match(query, candidates);
    const features = candidateFeatures({ query, vector, candidates, tokenMatches, wholeFiles, definers: new Set(pool.definersIn(query)), target });
    yield JSON.stringify({
      package: id, language, split, query, kind, answerFiles: [...new Set(answers.map((answer) => answer.path))],
      ...queryFeatures(query, vector, target),
      candidates: candidates.map(({ chunk: { startLine, endLine, symbol }, file }, place) => ({
        path: file.path, startLine, endLine, symbol, ...labelsOf({ path: file.path, startLine, endLine }, answers), ...features[place],
      })),
    }, short);
  }
}

const file = options.out ?? path.join(cacheDirectory, 'bench-features', `${options.split}.jsonl`);
mkdirSync(path.dirname(file), { recursive: true });
const out = createWriteStream(file);
for (const set of loadQuestionSets()) {
  if (set.split !== options.split || (options.package !== undefined && !options.package.includes(set.id))) continue;
  const target = await openPackageIndex(set);
  const started = performance.now();
  for await (const line of linesOf(target)) if (!out.write(`${line}\n`)) await once(out, 'drain');
  console.error(`${set.id}: ${set.questions.length} questions, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await target.close();
}
out.end();
await once(out, 'finish');
console.log(file);
