/**
 * Does the aspect of "Find Similar" decide what comes first, in real code? Renamed copies of functions and their namesakes are put into packages
 * of the benchmark's development split.  node bench/similar/run.ts [FUNCTIONS [PACKAGE...]]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { aspects, type Aspect } from '../../src/core/similar/aspect.ts';
import { cloneKinds, cloneOf, namesakeOf, type CloneKind } from './clones.ts';
import { bringUpToDate, namesIn, originalsOf, withPackage, type Original } from './originals.ts';

/** Where copies lie: a folder whose name says nothing. */
const folder = 'lib2';
interface Subject extends Original {
  readonly copies: Readonly<Record<CloneKind, string>>;
  readonly namesake: string;
}

const [count = '30', ...named] = process.argv.slice(2);
const packages = named.length ? named : ['asynq', 'beets', 'msw', 'okhttp'];

for (const id of packages) await withPackage(id, (opened, code) => measure(id, opened, code, Number(count)));

async function measure(id: string, opened: OpenedIndex, code: string, wanted: number): Promise<void> {
  const originals = originalsOf(opened, code);
  const subjects = writeCopies(originals, wanted, code);
  await bringUpToDate(opened);
  console.log(`${id}: ${opened.index.catalog.chunkCount} chunks, ${subjects.length} of ${originals.length} functions`);
  for (const aspect of aspects.filter((each) => each !== 'documentation' && each !== 'usage')) console.log(await lineOf(aspect, subjects, opened, code));
}

function writeCopies(originals: readonly Original[], wanted: number, code: string): Subject[] {
  const names = namesIn(originals);
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
