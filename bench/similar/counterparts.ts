/**
 * Does one get from a function to the documentation about it, and back? The truth: sections that name one definition of the package, and no other. Asked as they are,
 * and with the name taken out of the documentation, so that meaning alone must lead there.  node bench/similar/counterparts.ts [PACKAGE...]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { namePattern } from '../../src/core/similar/usage.ts';
import { numberOf } from './clones.ts';
import { bringUpToDate, withPackage } from './originals.ts';

interface Pair {
  readonly symbol: string;
  readonly code: { readonly file: string; readonly startLine: number; readonly endLine: number };
  readonly docs: { readonly file: string; readonly startLine: number; readonly endLine: number };
}

const mostPairs = 60;
const [...named] = process.argv.slice(2);
const packages = named.length ? named : ['beets'];

for (const id of packages) {
  await withPackage(id, async (opened, code) => {
    const pairs = pairsIn(opened, code);
    console.log(`${id}: ${pairs.length} pairs of a definition and the only section that names it`);
    console.log(`  as it is          ${await lineOf(pairs, opened, code)}`);
    takeOut(pairs, code);
    await bringUpToDate(opened);
    console.log(`  name taken out    ${await lineOf(pairs, opened, code)}`);
  });
}

/** In an order that means nothing. */
function pairsIn({ index: { catalog } }: OpenedIndex, code: string): Pair[] {
  const rows = [...catalog.allChunkIds()].map((id) => catalog.chunk(id)!).map((chunk) => ({ ...chunk, file: catalog.fileById(chunk.fileId)! }));
  const linesOf = new Map<string, readonly string[]>();
  const textOf = ({ file, startLine, endLine }: (typeof rows)[0]): string => {
    if (!linesOf.has(file.path)) linesOf.set(file.path, readFileSync(path.join(code, file.path), 'utf8').split(/\r\n|\r|\n/));
    return linesOf.get(file.path)!.slice(startLine - 1, endLine).join('\n');
  };
  const sections = rows.filter(({ file }) => file.kind === 'docs').map((row) => ({ row, text: textOf(row) }));
  const definitions = Map.groupBy(rows.filter(({ file, symbol }) => file.kind === 'code' && symbol !== null && /[a-z][A-Z]|_/.test(symbol)), ({ symbol }) => symbol!);
  const pairs = [...definitions].flatMap(([symbol, [only, ...others]]): Pair[] => {
    const pattern = namePattern(symbol);
    const naming = pattern && others.length === 0 ? sections.filter(({ text }) => text.search(pattern) >= 0) : [];
    const place = ({ file, startLine, endLine }: (typeof rows)[0]) => ({ file: file.path, startLine, endLine });
    return naming.length === 1 ? [{ symbol, code: place(only!), docs: place(naming[0]!.row) }] : [];
  });
  return pairs.sort((a, b) => numberOf(a.symbol) - numberOf(b.symbol)).slice(0, mostPairs);
}

function takeOut(pairs: readonly Pair[], code: string): void {
  for (const { symbol, docs } of pairs) {
    const file = path.join(code, docs.file);
    writeFileSync(file, readFileSync(file, 'utf8').replace(namePattern(symbol)!, 'it'));
  }
}

/** Mean reciprocal rank of the section, by file and lines, for the definition, and of the definition for the section. */
async function lineOf(pairs: readonly Pair[], { index }: OpenedIndex, code: string): Promise<string> {
  let [toDocs, toCode] = [0, 0];
  const started = performance.now();
  for (const { code: definition, docs } of pairs) {
    for (const [from, to, counterpart] of [[definition, docs, 'docs'], [docs, definition, 'code']] as const) {
      const { results } = await index.similar({ file: path.join(code, from.file), startLine: from.startLine, endLine: from.endLine, counterpart, limit: 100, chunks: true });
      const rank = results.findIndex((each) => each.path === to.file && each.startLine <= to.endLine && each.endLine >= to.startLine);
      const score = rank < 0 ? 0 : 1 / (rank + 1);
      if (counterpart === 'docs') toDocs += score; else toCode += score;
    }
  }
  const mean = (sum: number): string => (sum / Math.max(1, pairs.length)).toFixed(3);
  return `to the documentation ${mean(toDocs)}  to the code ${mean(toCode)}  ${((performance.now() - started) / Math.max(1, 2 * pairs.length)).toFixed(0)} ms`;
}
