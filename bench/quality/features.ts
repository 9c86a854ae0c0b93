/**
 * What can a ranker and a cut-off learn from?  node bench/quality/features.ts --split training|development [--package ID] --out FILE
 * First line: the features' names and signals, as JSON. Then two lines for each question: with vectors, and without (as where there is no model).
 * Of the training split each package is also asked some questions of daily life: of kind "foreign", without answers.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { isZeroVector } from '../../src/core/embed/unitVector.ts';
import { parseLexicalQuery } from '../../src/core/lexical/query.ts';
import { gatherEvidence } from '../../src/core/search/features/evidence.ts';
import { features, featureValues } from '../../src/core/search/features/features.ts';
import { retrieve } from '../../src/core/search/retrieve.ts';
import { openPackageIndex, type PackageIndex } from './packageIndex.ts';
import { everydayQuestions } from './everydayQuestions.ts';
import { loadQuestionSets, type AnswerRange, type Question } from './questions.ts';

const { values: options } = parseArgs({ options: { split: { type: 'string' }, package: { type: 'string', multiple: true }, out: { type: 'string' } } });

/** Five digits are more than a learner can use. */
const short = (value: number): number => Number(value.toPrecision(5));

/** 2 where these lines touch an answer, 1 where only the file holds one. */
function labelOf(candidate: AnswerRange, answers: readonly AnswerRange[]): 0 | 1 | 2 {
  const inFile = answers.filter((answer) => answer.path === candidate.path);
  const touches = inFile.some(({ startLine, endLine }) => candidate.startLine <= endLine && startLine <= candidate.endLine);
  return touches ? 2 : inFile.length > 0 ? 1 : 0;
}

type Form = 'asked' | 'withoutVectors';

type Asked = Pick<Question, 'query' | 'answers'> & { readonly kind: Question['kind'] | 'foreign' };

/** How many questions of daily life a package is asked. */
const ofDailyLife = 8;

const foreignQuestions = (at: number): Asked[] => Array.from({ length: ofDailyLife }, (_, index) =>
  ({ query: everydayQuestions[(at * 3 + index * 5) % everydayQuestions.length]!, kind: 'foreign', answers: [] }));

async function* linesOf({ set, index: { catalog, state }, embedder }: PackageIndex, questions: readonly Asked[]): AsyncGenerator<string> {
  for (const { query, kind, answers } of questions) {
    const [embedded] = await embedder.embed([query], 'query');
    const vector = embedded && !isZeroVector(embedded) ? embedded : null;
    const lexical = parseLexicalQuery(query, state.lexical);
    const answerFiles = new Set(answers.map((answer) => answer.path));
    const forms: readonly Form[] = vector ? ['asked', 'withoutVectors'] : ['asked'];
    for (const form of forms) {
      const asked = { query, lexical, vector: form === 'withoutVectors' ? null : vector };
      const candidates = retrieve(asked, state, catalog);
      const evidence = gatherEvidence({ ...asked, candidates, state, catalog });
      yield JSON.stringify({
        package: set.id, kind, form, query, answerFiles: answerFiles.size,
        candidates: candidates.map(({ chunk: { startLine, endLine }, file }, place) => ({
          file: file.id, label: labelOf({ path: file.path, startLine, endLine }, answers), values: featureValues(evidence[place]!).map(short),
        })),
      });
    }
  }
}

if (options.split === undefined || options.out === undefined) throw new Error('--split and --out are needed');
const out = createWriteStream(options.out);
out.write(`${JSON.stringify(features.map(({ name, signal }) => ({ name, signal })))}\n`);
const ofSplit = loadQuestionSets().filter(({ split }) => split === options.split);
for (const [at, set] of ofSplit.entries()) {
  if (options.package !== undefined && !options.package.includes(set.id)) continue;
  const questions = [...set.questions, ...(set.split === 'training' ? foreignQuestions(at) : [])];
  const target = await openPackageIndex(set);
  const started = performance.now();
  for await (const line of linesOf(target, questions)) if (!out.write(`${line}\n`)) await once(out, 'drain');
  console.error(`${set.id}: ${questions.length} questions, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await target.close();
}
out.end();
await once(out, 'finish');
