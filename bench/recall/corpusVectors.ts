/** Which vectors is the graph's recall measured on? Those of whole corpora as the product searches them, and of questions. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root as checkout } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { isZeroVector } from '../../src/core/embed/unitVector.ts';
import { standInTexts } from '../../src/core/recallTask.ts';
import type { VectorTable } from '../../src/core/search/vectorTable.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { randomNumbers } from '../../test/support/randomVectors.ts';
import { packageFolder } from '../quality/fetchPackages.ts';
import { loadQuestionSets } from '../quality/questions.ts';
import { corpora as speedCorpora } from '../speed/corpora.ts';

export interface CorpusVectors {
  readonly vectors: VectorTable;
  /** Chunks of one file follow each other, files in the order of their indexing: the order in which the product links them. */
  readonly ids: readonly number[];
  /** Of all the benchmark's questions, each once. */
  readonly questions: readonly Float32Array[];
  /** What the product makes up to measure with. */
  readonly standIns: readonly Float32Array[];
}

/** Questions made up for a corpus; more than the product takes, for narrower intervals. */
const standInCount = 1000;

const packages = async (): Promise<string[]> => Promise.all(loadQuestionSets().map(packageFolder));

/** Each corpus by its name: the folders that are indexed together. */
export const corpora: Readonly<Record<string, () => Promise<string[]>>> = { 'the packages of bench/quality': packages, ...speedCorpora };

/** Indexed once for each model and kept in the cache. */
export async function vectorsOf(name: string): Promise<CorpusVectors> {
  const folders = await corpora[name]!();
  const installed = installedFiles(path.join(checkout, 'src/adapters'));
  const model = readFileSync(path.join(installed.modelDir, 'model.json'));
  const indexDir = path.join(cacheDirectory, 'bench-recall', createHash('sha256').update(name).update(model).digest('hex').slice(0, 12));
  mkdirSync(indexDir, { recursive: true });
  const opened = await openWorkspaceIndex({
    installed, indexDir, access: 'write', threads: 2, settings: defaultScanSettings,
    roots: folders.map((folder) => ({ path: folder, name: path.basename(folder) })),
  });
  try {
    const { index, embedder } = opened;
    if (!embedder) throw opened.modelTrouble ?? new Error('there is no model');
    await index.refresh();
    await index.indexer.run();
    if (index.indexer.trouble) throw index.indexer.trouble;
    const queries = [...new Set(loadQuestionSets().flatMap(({ questions }) => questions.map(({ query }) => query)))];
    const embed = async (texts: readonly string[]) => (await embedder.embed(texts, 'query')).filter((vector) => !isZeroVector(vector));
    const [questions, standIns] = [await embed(queries), await embed(standInTexts(index.catalog, standInCount))];
    const { vectors } = index.state;
    return { vectors, ids: [...vectors.ids()].filter((id) => !isZeroVector(vectors.get(id)!)), questions, standIns };
  } finally {
    await opened.close();
  }
}

/** The same order at every run. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = randomNumbers(seed);
  return values.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map(({ value }) => value);
}
