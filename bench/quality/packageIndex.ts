/** How is a package of the benchmark indexed? Once per package, model and recipe; the index stays in the cache. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root as checkout } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex, type OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import type { Embedder } from '../../src/core/ports.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { packageFolder } from './fetchPackages.ts';
import type { QuestionSet } from './questions.ts';

export const installed = installedFiles(path.join(checkout, 'src/adapters'));

export interface PackageIndex {
  readonly set: QuestionSet;
  /** What is indexed. */
  readonly folder: string;
  readonly indexDir: string;
  readonly index: OpenedIndex['index'];
  readonly files: OpenedIndex['files'];
  readonly embedder: Embedder;
  readonly close: () => Promise<void>;
}

/** Changes with every source file that has a say in what is indexed: a recipe's number is easily forgotten while one tries things out. */
function recipe(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(installed.modelDir, 'model.json')));
  const files = globSync('src/core/{analyseFile.ts,{catalog,chunk,embed,lexical,scan}/**/*.ts}', { cwd: checkout }).sort();
  for (const file of files) hash.update(file).update(readFileSync(path.join(checkout, file)));
  return hash.digest('hex');
}

/**
 * A package's index, up to date and with all its vectors. Rejects where another process writes to it, where a file could not be
 * indexed for want of room, or where the model can't be loaded.
 */
export async function openPackageIndex(set: QuestionSet): Promise<PackageIndex> {
  const folder = await packageFolder(set);
  const { id: modelId } = JSON.parse(readFileSync(path.join(installed.modelDir, 'model.json'), 'utf8'));
  const indexDir = path.join(cacheDirectory, 'bench-indexes', `${set.id}-${modelId}`);
  const stamp = path.join(indexDir, 'benchRecipe');
  const wanted = recipe();
  if (existsSync(indexDir) && (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted)) rmSync(indexDir, { recursive: true });
  mkdirSync(indexDir, { recursive: true });
  const opened = await openWorkspaceIndex({
    installed, indexDir, access: 'write', threads: 2,
    roots: [{ path: folder, name: set.id }], settings: defaultScanSettings,
  });
  const { index, embedder } = opened;
  if (!embedder) throw opened.modelTrouble ?? new Error('there is no model');
  if (opened.role !== 'writer') throw new Error(`${indexDir} is written by another process: run one benchmark at a time`);
  await index.refresh();
  await index.indexer.run();
  if (index.indexer.trouble) throw index.indexer.trouble;
  writeFileSync(stamp, wanted);
  return { set, folder, indexDir, index, files: opened.files, embedder, close: opened.close };
}
