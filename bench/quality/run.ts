/**
 * How good are the answers?  npm run bench:quality -- [--split development|test] [--package ID] [--peers] [--update]
 * Asks the questions, prints the tables, and compares with baseline.json: ends with 1 where a metric fell by more than its noise.
 * --update takes the numbers into baseline.json instead.
 */
import { parseArgs } from 'node:util';
import { askQuestions, isAnswerable, ofSplit, type Outcome } from './askQuestions.ts';
import { fallsOf, metricsOf, readBaseline, writeBaseline } from './baseline.ts';
import { openPackageIndex } from './packageIndex.ts';
import { loadQuestionSets, measuredSplits, type QuestionSet, type Split } from './questions.ts';
import { lodestoneName } from './systems/lodestone.ts';
import type { RankingSystem } from './systems/rankingSystem.ts';
import { bm25Alone, vectorsAlone } from './systems/retrieversAlone.ts';
import { ripgrep } from './systems/ripgrep.ts';
import { semble } from './systems/semble.ts';
import { overallTable, tableBy, verdictTable } from './tables.ts';
import { developmentThreshold, reportVerdicts, type VerdictReport } from './verdicts.ts';

const { values: options } = parseArgs({ options: {
  split: { type: 'string' }, package: { type: 'string', multiple: true },
  peers: { type: 'boolean', default: false }, update: { type: 'boolean', default: false },
} });

const chosenSplits: readonly Split[] = options.split === undefined ? measuredSplits : measuredSplits.filter((split) => split === options.split);
if (chosenSplits.length === 0) throw new Error(`--split is one of ${measuredSplits.join(', ')}`);
const isChosen = ({ id, split }: Pick<QuestionSet, 'id' | 'split'>): boolean =>
  chosenSplits.includes(split) && (options.package === undefined || options.package.includes(id));

/** Those of the peers that this machine can run; why not, of the others. */
async function runnable(peers: readonly RankingSystem[], sets: readonly QuestionSet[]): Promise<RankingSystem[]> {
  const target = await openPackageIndex(sets[0]!);
  const kept: RankingSystem[] = [];
  for (const peer of peers) {
    await peer.rank(['where is the configuration read'], target)
      .then(() => kept.push(peer), (error: unknown) => console.log(`${peer.name} is left out, as it can't run here: ${String(error)}\n`));
  }
  await target.close();
  return kept;
}

function print(title: string, body: string): void {
  console.log(`### ${title}\n\n${body}\n`);
}

const sets = loadQuestionSets();
const chosen = sets.filter(isChosen);
if (chosen.length === 0) throw new Error('no such package in this split');
const peers = options.peers ? await runnable([ripgrep, semble], chosen) : [];
const compared = [bm25Alone, vectorsAlone, ...peers];

const outcomes: Outcome[] = [];
for (const set of sets) {
  // The cut-off is judged at a threshold of the development split, which is therefore asked in any case.
  if (!isChosen(set) && (set.split !== 'development' || options.package !== undefined)) continue;
  const started = performance.now();
  const target = await openPackageIndex(set);
  outcomes.push(...await askQuestions(target, isChosen(set) ? compared : []));
  console.error(`${set.id}: ${set.questions.length} questions, ${target.index.catalog.chunkCount} chunks, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await target.close();
}

const names = [lodestoneName, ...compared.map(({ name }) => name)];
const development = ofSplit(outcomes, 'development');
const threshold = development.some(isAnswerable) ? developmentThreshold(development) : 0;
const reports: Record<string, VerdictReport> = {};
const falls: string[] = [];
for (const split of chosenSplits) {
  const own = ofSplit(outcomes, split).filter(({ set }) => isChosen(set));
  if (own.length === 0) continue;
  print(`${split}: ${own.filter(isAnswerable).length} answerable questions, ${own.length} in all`, overallTable(own, names));
  print(`${split}: ndcg10 by kind of question`, tableBy('kind', ({ question }) => question.kind, own, names));
  print(`${split}: ndcg10 by language`, tableBy('language', ({ set }) => set.language, own, names));
  print(`${split}: ndcg10 by package`, tableBy('package', ({ set }) => set.id, own, names));
  const report = reportVerdicts(own, threshold);
  if (report) reports[split] = report;
  if (options.package !== undefined) continue; // a baseline is of a whole split
  const metrics = metricsOf(own, split, names, threshold);
  if (options.update) writeBaseline(metrics, split); else falls.push(...fallsOf(metrics, readBaseline()));
}
print(`Verdicts; threshold ${threshold.toFixed(3)}`, verdictTable(reports));
for (const fall of falls) console.log(fall);
process.exitCode = falls.length > 0 ? 1 : 0;
