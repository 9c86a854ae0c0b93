/**
 * What do other models, widths and number formats give?  npm run bench:models -- [--model NAME=DIR]... [--split development|test] [--package ID]
 * Each alone (files by their best chunk) and in the whole ranking: by kind, language and by how many of the question's words the answer holds.
 * The bundled model comes first; a model's folder is what `lodestone --model` takes.
 */
import { parseArgs } from 'node:util';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import { isZeroVector } from '../../src/core/embed/unitVector.ts';
import { VectorTable } from '../../src/core/search/vectorTable.ts';
import { isAnswerable, ofSplit, type Outcome } from './askQuestions.ts';
import { judge, type RankedFile } from './metrics.ts';
import { chunkTexts, cut, signs, vectorsOf, type ModelVectors } from './modelVectors.ts';
import { overlapOf, type Overlap } from './overlap.ts';
import { installed, openPackageIndex, type PackageIndex } from './packageIndex.ts';
import { loadQuestionSets, measuredSplits, type Split } from './questions.ts';
import { ownRanking } from './systems/ownRanking.ts';
import { chunksOf, filesByBestChunk, type RankingSystem } from './systems/rankingSystem.ts';
import { bm25Alone, chunkDepth, vectorsAlone } from './systems/retrieversAlone.ts';
import { overallTable, tableBy } from './tables.ts';

const { values: options } = parseArgs({ options: {
  model: { type: 'string', multiple: true, default: [] }, split: { type: 'string' }, package: { type: 'string', multiple: true },
} });
const chosenSplits: readonly Split[] = options.split === undefined ? measuredSplits : measuredSplits.filter((split) => split === options.split);
if (chosenSplits.length === 0) throw new Error(`--split is one of ${measuredSplits.join(', ')}`);

type OutcomeWithOverlap = Outcome & { readonly overlap: Overlap };

/** Exactly, in float32. */
function alone({ documents, queries }: ModelVectors, target: PackageIndex): RankedFile[][] {
  return queries.map((query) => {
    const similarity = (vector: Float32Array): number => vector.reduce((sum, value, place) => sum + value * query[place]!, 0);
    const nearest = [...documents].map(([id, vector]) => ({ id, similarity: similarity(vector) }))
      .sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, chunkDepth);
    return isZeroVector(query) ? [] : filesByBestChunk(chunksOf(nearest.map(({ id }) => id), target));
  });
}

/** A system of run.ts, with these vectors in the place of the index's own. */
async function withVectors(system: RankingSystem, { documents, queries }: ModelVectors, target: PackageIndex): Promise<RankedFile[][]> {
  const { state } = target.index;
  const own = state.vectors;
  state.vectors = new VectorTable(queries[0]!.length);
  for (const [id, vector] of documents) state.vectors.set(id, vector);
  try {
    const embedder = { ...target.embedder, embed: async () => [...queries] };
    return await system.rank(target.set.questions.map(({ query }) => query), { ...target, embedder });
  } finally {
    state.vectors = own;
  }
}

async function rankingsOf(target: PackageIndex, embedders: ReadonlyMap<string, OnnxEmbedder>): Promise<Map<string, RankedFile[][]>> {
  const rankings = new Map([['BM25', await bm25Alone.rank(target.set.questions.map(({ query }) => query), target)]]);
  const texts = await chunkTexts(target);
  for (const [name, embedder] of embedders) {
    const vectors = await vectorsOf(target, texts, embedder);
    rankings.set(`${name} alone`, await withVectors(vectorsAlone, vectors, target));
    rankings.set(`${name} in the ranking`, await withVectors(ownRanking, vectors, target));
    if (name !== bundledName) continue;
    rankings.set('float', alone(vectors, target));
    rankings.set('binary', alone(signs(vectors), target));
    for (const dimensions of [128, 64]) {
      rankings.set(`${dimensions} int8`, await withVectors(vectorsAlone, cut(vectors, dimensions), target));
      rankings.set(`${dimensions} int8 in the ranking`, await withVectors(ownRanking, cut(vectors, dimensions), target));
    }
  }
  return rankings;
}

const bundledName = 'bundled';
const embedders = new Map<string, OnnxEmbedder>();
for (const [name, folder] of [[bundledName, installed.modelDir], ...options.model.map((each) => each.split('=', 2))]) {
  if (name === undefined || folder === undefined) throw new Error('--model takes NAME=DIR');
  embedders.set(name, await OnnxEmbedder.open(folder, { threads: 2 }));
}

const outcomes: OutcomeWithOverlap[] = [];
for (const set of loadQuestionSets()) {
  if (!chosenSplits.includes(set.split) || (options.package !== undefined && !options.package.includes(set.id))) continue;
  const started = performance.now();
  const target = await openPackageIndex(set);
  const rankings = await rankingsOf(target, embedders);
  set.questions.forEach((question, place) => {
    if (!isAnswerable({ question })) return;
    const own = Object.fromEntries([...rankings].map(([name, each]) => [name, each[place]!]));
    const scores = Object.fromEntries(Object.entries(own).map(([name, ranking]) => [name, judge(ranking, question.answers)]));
    outcomes.push({ set, question, rankings: own, scores, verdict: 'none', topRelevance: 0, overlap: overlapOf(question, target.folder) });
  });
  console.error(`${set.id}: ${target.index.catalog.chunkCount} chunks, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await target.close();
}

for (const split of chosenSplits) {
  const own = ofSplit(outcomes, split) as OutcomeWithOverlap[];
  if (own.length === 0) continue;
  const names = Object.keys(own[0]!.rankings);
  console.log(`### ${split}: ${own.length} questions\n\n${overallTable(own, names)}\n`);
  console.log(`### ${split}: ndcg10 by kind\n\n${tableBy('kind', ({ question }) => question.kind, own, names)}\n`);
  console.log(`### ${split}: ndcg10 by words that the answer shares\n\n${tableBy('shared words', (outcome) => (outcome as OutcomeWithOverlap).overlap, own, names)}\n`);
  console.log(`### ${split}: ndcg10 by language\n\n${tableBy('language', ({ set }) => set.language, own, names)}\n`);
}
