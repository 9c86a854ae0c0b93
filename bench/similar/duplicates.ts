/**
 * Does "Find Duplicates" find the copies that are there, and nothing else? Copies of functions that repeat nothing, changed in three ways, are put into packages of the
 * benchmark's development split.  node bench/similar/duplicates.ts [FUNCTIONS [PACKAGE...]] [--list]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { DuplicateFinder, type DuplicatePiece, type DuplicatesAnswer } from '../../src/core/duplicates/duplicateFinder.ts';
import { cloneKinds, cloneOf, type CloneKind } from './clones.ts';
import { bringUpToDate, namesIn, originalsOf, withPackage, type Original } from './originals.ts';

const thresholds = [0.5, 0.6, 0.7, 0.8, 0.9];
const folder = 'lib2';
const { values: { list }, positionals: [count = '30', ...named] } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean', default: false } } });
const packages = named.length ? named : ['asynq', 'beets', 'msw', 'okhttp'];
const task = { turn: async () => {}, progress: () => {} };

for (const id of packages) await withPackage(id, (opened, code) => measure(id, opened, code));

async function measure(id: string, opened: OpenedIndex, code: string): Promise<void> {
  const finder = new DuplicateFinder(opened.index.catalog, opened.files);
  const before = await finder.find({ threshold: 0.5, limit: Infinity }, task);
  const all = originalsOf(opened, code);
  const alone = all.filter((original) => !before.groups.some(({ pieces }) => pieces.some((piece) => isOf(piece, original))));
  const originals = alone.slice(0, Number(count));
  const families = writeCopies(originals, namesIn(all), code);
  await bringUpToDate(opened);
  const started = performance.now();
  const answer = await finder.find({ threshold: 0.5, limit: Infinity }, task);
  const took = performance.now() - started;
  console.log(`${id}: ${originals.length} of ${alone.length} functions that repeat nothing; ${opened.index.catalog.chunkCount} chunks, ${answer.compared} compared, ${answer.trivial} trivial, ${answer.vendored} vendored; ${took.toFixed(0)} ms`);
  for (const threshold of thresholds) {
    const own = await finder.find({ threshold, limit: Infinity, exclude: [folder] }, task);
    console.log(`  ${threshold}  ${lineOf(await finder.find({ threshold, limit: Infinity }, task), originals, families)}  groups of the package itself ${own.found}`);
    if (list && threshold === 0.7) print(own);
  }
}

function isOf(piece: DuplicatePiece, { file, startLine, endLine }: Original): boolean {
  return piece.path === file && piece.startLine <= endLine && piece.endLine >= startLine;
}

type Family = Readonly<Record<CloneKind, string>>;

function writeCopies(originals: readonly Original[], names: readonly string[], code: string): Family[] {
  mkdirSync(path.join(code, folder));
  return originals.map((original, at) => {
    const copyOf = (kind: CloneKind): string => {
      const file = `${folder}/m${at}v${cloneKinds.indexOf(kind)}${path.extname(original.file)}`;
      writeFileSync(path.join(code, file), cloneOf(original, kind, names));
      return file;
    };
    return { own: copyOf('own'), edited: copyOf('edited'), every: copyOf('every') };
  });
}

/** Share of the copies of each kind that stand in a group with their original, and members of such groups that are neither. */
function lineOf({ groups }: DuplicatesAnswer, originals: readonly Original[], families: readonly Family[]): string {
  const found: Record<CloneKind, number> = { own: 0, edited: 0, every: 0 };
  const strangers = new Set<string>();
  families.forEach((family, at) => {
    const original = originals[at]!;
    for (const { pieces } of groups) {
      const copies = cloneKinds.filter((kind) => pieces.some((piece) => piece.path === family[kind]));
      if (copies.length && pieces.some((piece) => isOf(piece, original))) for (const kind of copies) found[kind]++;
      const others = pieces.filter((piece) => !isOf(piece, original) && !Object.values(family).includes(piece.path));
      if (copies.length) for (const other of others) strangers.add(`${other.path}:${other.startLine} beside a copy of ${original.file}:${original.startLine}`);
    }
  });
  if (list) for (const stranger of strangers) console.log(`    ${stranger}`);
  const shares = cloneKinds.map((kind) => `${kind} ${(found[kind] / originals.length).toFixed(3)}`);
  return `${shares.join('  ')}  others beside copies ${strangers.size}`;
}

function print({ groups }: DuplicatesAnswer): void {
  for (const { likeness, pieces } of groups) {
    console.log(`    ${likeness.toFixed(2)}  ${pieces.slice(0, 4).map(({ path: file, startLine, endLine, symbol }) => `${file}:${startLine}-${endLine} ${symbol ?? ''}`).join('   ')}${pieces.length > 4 ? ` and ${pieces.length - 4} more` : ''}`);
  }
}
