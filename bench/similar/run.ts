/**
 * Does the aspect of "Find Similar" decide what comes first, in real code? Renamed copies of functions and their namesakes are put into packages
 * of the benchmark's development split.  node bench/similar/run.ts [FUNCTIONS [PACKAGE...]]
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkspaceIndex, type OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import type { ChunkRow } from '../../src/core/catalog/rows.ts';
import { codeTokens } from '../../src/core/similar/codeTokens.ts';
import { aspects, type Aspect } from '../../src/core/similar/aspect.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { packageFolder } from '../quality/fetchPackages.ts';
import { installed } from '../quality/packageIndex.ts';
import { loadQuestionSets } from '../quality/questions.ts';
import { cloneKinds, cloneOf, namesakeOf, numberOf, type CloneKind, type OriginalFunction } from './clones.ts';

/** Where copies lie: a folder whose name says nothing. */
const folder = 'lib2';
/** Shorter functions, in characters that are not blank, are soon equal to others by chance. */
const shortest = 200;

interface Original extends OriginalFunction {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

interface Subject extends Original {
  readonly copies: Readonly<Record<CloneKind, string>>;
  readonly namesake: string;
}

const [count = '30', ...named] = process.argv.slice(2);
const packages = named.length ? named : ['asynq', 'beets', 'msw', 'okhttp'];

for (const id of packages) {
  const set = loadQuestionSets().find((each) => each.id === id);
  if (!set || set.split !== 'development') throw new Error(`${id} is no package of the development split`);
  const root = mkdtempSync(path.join(os.tmpdir(), 'lodestone-similar-'));
  try {
    cpSync(await packageFolder(set), path.join(root, 'code'), { recursive: true });
    await measure(id, root, Number(count));
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function measure(id: string, root: string, wanted: number): Promise<void> {
  const code = path.join(root, 'code');
  const opened = await openWorkspaceIndex({ installed, indexDir: path.join(root, 'index'), access: 'write', threads: 2, roots: [{ path: code, name: id }], settings: defaultScanSettings });
  await bringUpToDate(opened);
  const originals = originalsOf(opened, code);
  const subjects = writeCopies(originals, wanted, code);
  await bringUpToDate(opened);
  console.log(`${id}: ${opened.index.catalog.chunkCount} chunks, ${subjects.length} of ${originals.length} functions`);
  for (const aspect of aspects.filter((each) => each !== 'documentation' && each !== 'usage')) console.log(await lineOf(aspect, subjects, opened, code));
  await opened.close();
}

async function bringUpToDate({ index }: OpenedIndex): Promise<void> {
  await index.refresh();
  await index.indexer.run();
  if (index.indexer.trouble) throw index.indexer.trouble;
}

/** Functions of the package's own code, in an order that means nothing. */
function originalsOf({ index: { catalog } }: OpenedIndex, code: string): Original[] {
  const isWanted = ({ shape, symbol }: ChunkRow): boolean => shape === 'function' && symbol !== null && /^\w+$/.test(symbol);
  return [...catalog.allChunkIds()].map((id) => catalog.chunk(id)!).filter(isWanted).flatMap(({ fileId, startLine, endLine, symbol }) => {
    const file = catalog.fileById(fileId)!;
    const text = readFileSync(path.join(code, file.path), 'utf8').split(/\r\n|\r|\n/).slice(startLine - 1, endLine).join('\n');
    const isLong = text.replace(/\s/g, '').length >= shortest;
    return file.kind === 'code' && isLong && !/test/i.test(file.path) ? [{ symbol: symbol!, language: file.language, text, file: file.path, startLine, endLine }] : [];
  }).sort((a, b) => numberOf(a.file + a.startLine) - numberOf(b.file + b.startLine));
}

function writeCopies(originals: readonly Original[], wanted: number, code: string): Subject[] {
  const names = [...new Set(originals.flatMap(({ text, language }) => codeTokens(text, language).filter(({ kind, text: name }) => kind === 'name' && name.length > 2).map((token) => token.text)))];
  mkdirSync(path.join(code, folder));
  const write = (name: string, like: Original, text: string): string => {
    const file = `${folder}/${name}${path.extname(like.file)}`;
    writeFileSync(path.join(code, file), text);
    return file;
  };
  return originals.slice(0, wanted).map((original, at) => {
    const other = originals[(wanted + at * 7) % originals.length]!;
    const copyOf = (kind: CloneKind): string => write(`m${at}v${cloneKinds.indexOf(kind)}`, original, cloneOf(original, kind, names));
    return { ...original, copies: { own: copyOf('own'), edited: copyOf('edited'), every: copyOf('every') }, namesake: write(`m${at}v9`, other, namesakeOf(original, other)) };
  });
}

/** Mean reciprocal rank of each kind of copy, the others of the same function apart, and how often a copy comes before the namesake. */
async function lineOf(aspect: Aspect, subjects: readonly Subject[], { index }: OpenedIndex, code: string): Promise<string> {
  const reciprocal: Record<CloneKind, number> = { own: 0, edited: 0, every: 0 };
  let [before, namesakes] = [0, 0];
  const started = performance.now();
  for (const { file, startLine, endLine, copies, namesake } of subjects) {
    const { results } = await index.similar({ file: path.join(code, file), startLine, endLine, aspect, limit: Number.MAX_SAFE_INTEGER });
    const found = results.map((result) => result.path);
    for (const kind of cloneKinds) {
      const rank = found.filter((each) => each === copies[kind] || !Object.values(copies).includes(each)).indexOf(copies[kind]);
      reciprocal[kind] += rank < 0 ? 0 : 1 / (rank + 1);
    }
    const [copyAt, namesakeAt] = [found.indexOf(copies.own), found.indexOf(namesake)].map((at) => (at < 0 ? Infinity : at));
    before += copyAt! < namesakeAt! ? 1 : 0;
    const ranked = found.filter((each) => !Object.values(copies).includes(each)).indexOf(namesake);
    namesakes += ranked < 0 ? 0 : 1 / (ranked + 1);
  }
  const mean = (sum: number): string => (sum / subjects.length).toFixed(3);
  const parts = [...cloneKinds.map((kind) => `${kind} ${mean(reciprocal[kind])}`), `namesake ${mean(namesakes)}`, `copy before namesake ${mean(before)}`];
  return `  ${aspect.padEnd(10)} ${parts.join('  ')}  ${((performance.now() - started) / subjects.length).toFixed(0)} ms`;
}
