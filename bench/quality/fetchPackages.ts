/** Where are the packages that the questions are about?  node bench/quality/fetchPackages.ts [ID...] [--record] */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { loadQuestionSets, type QuestionSet } from './questions.ts';
import { fetchFromRegistry } from './registryClients.ts';
import { treeChecksum } from './treeChecksum.ts';

const checksumsFile = path.join(import.meta.dirname, 'checksums.json');

export const readChecksums = (): Record<string, string> => (existsSync(checksumsFile) ? JSON.parse(readFileSync(checksumsFile, 'utf8')) : {});

export const unpackedFolder = (id: string): string => path.join(cacheDirectory, 'bench-packages', id);

/** What the questions are about: the rest of a package is neither indexed nor compared. */
const indexedFolder = ({ id, subfolder }: QuestionSet): string => path.join(unpackedFolder(id), subfolder);

/** The folder that is indexed; downloaded once. Rejects where the download fails or isn't what the questions were written from. */
export async function packageFolder(set: QuestionSet): Promise<string> {
  await fetchPackage(set);
  const folder = indexedFolder(set);
  const expected = readChecksums()[set.id];
  const found = treeChecksum(folder);
  if (expected !== found) {
    throw new Error(`${set.id}: ${folder} is not the tree that the questions were written from (checksum ${found}, not ${expected}). Delete ${unpackedFolder(set.id)}, and it is downloaded again.`);
  }
  return folder;
}

async function fetchPackage(set: QuestionSet): Promise<void> {
  const folder = unpackedFolder(set.id);
  if (existsSync(folder)) return;
  console.error(`downloading ${set.name} ${set.version} ...`);
  mkdirSync(path.dirname(folder), { recursive: true });
  const scratch = mkdtempSync(`${folder}-fetch-`);
  try {
    const kept = path.join(scratch, 'kept');
    const work = path.join(scratch, 'download');
    mkdirSync(work);
    await fetchFromRegistry(set, work, kept);
    renameSync(kept, folder);
  } finally {
    await run('chmod', ['-R', 'u+w', scratch]);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Takes the trees that are in the cache now for the right ones. */
async function record(sets: readonly QuestionSet[]): Promise<void> {
  const checksums = readChecksums();
  for (const set of sets) {
    await fetchPackage(set);
    checksums[set.id] = treeChecksum(indexedFolder(set));
  }
  writeFileSync(checksumsFile, `${JSON.stringify(Object.fromEntries(Object.entries(checksums).sort()), null, 2)}\n`);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { record: { type: 'boolean', default: false } } });
  const sets = loadQuestionSets().filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  if (values.record) await record(sets);
  for (const set of sets) console.log(`${set.id}: ${await packageFolder(set)}`);
}
