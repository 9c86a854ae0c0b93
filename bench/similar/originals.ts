/** Which functions of a real package are copied, in a copy of it that may be changed? */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkspaceIndex, type OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import type { ChunkRow } from '../../src/core/catalog/rows.ts';
import { codeTokens } from '../../src/core/similar/codeTokens.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { packageFolder } from '../quality/fetchPackages.ts';
import { installed } from '../quality/packageIndex.ts';
import { loadQuestionSets } from '../quality/questions.ts';
import { numberOf, type OriginalFunction } from './clones.ts';

/** Shorter functions, in characters that are not blank, are soon equal to others by chance. */
const shortest = 200;

export interface Original extends OriginalFunction {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Does something with a copy of a package of the development split, indexed. */
export async function withPackage(id: string, work: (opened: OpenedIndex, code: string) => Promise<void>): Promise<void> {
  const set = loadQuestionSets().find((each) => each.id === id);
  if (!set || set.split !== 'development') throw new Error(`${id} is no package of the development split`);
  const root = mkdtempSync(path.join(os.tmpdir(), 'lodestone-similar-'));
  const code = path.join(root, 'code');
  try {
    cpSync(await packageFolder(set), code, { recursive: true });
    const opened = await openWorkspaceIndex({ installed, indexDir: path.join(root, 'index'), access: 'write', threads: 2, roots: [{ path: code, name: id }], settings: defaultScanSettings });
    await bringUpToDate(opened);
    await work(opened, code);
    await opened.close();
  } finally {
    rmSync(root, { recursive: true });
  }
}

export async function bringUpToDate({ index }: OpenedIndex): Promise<void> {
  await index.refresh();
  await index.indexer.run();
  if (index.indexer.trouble) throw index.indexer.trouble;
}

/** Functions of the package's own code, in an order that means nothing. */
export function originalsOf({ index: { catalog } }: OpenedIndex, code: string): Original[] {
  const isWanted = ({ shape, symbol }: ChunkRow): boolean => shape === 'function' && symbol !== null && /^\w+$/.test(symbol);
  return [...catalog.allChunkIds()].map((id) => catalog.chunk(id)!).filter(isWanted).flatMap(({ fileId, startLine, endLine, symbol }) => {
    const file = catalog.fileById(fileId)!;
    const text = readFileSync(path.join(code, file.path), 'utf8').split(/\r\n|\r|\n/).slice(startLine - 1, endLine).join('\n');
    const isLong = text.replace(/\s/g, '').length >= shortest;
    return file.kind === 'code' && isLong && !/test/i.test(file.path) ? [{ symbol: symbol!, language: file.language, text, file: file.path, startLine, endLine }] : [];
  }).sort((a, b) => numberOf(a.file + a.startLine) - numberOf(b.file + b.startLine));
}

/** Names of the package, for copies to bear. */
export const namesIn = (originals: readonly Original[]): string[] =>
  [...new Set(originals.flatMap(({ text, language }) => codeTokens(text, language).filter(({ kind, text: name }) => kind === 'name' && name.length > 2).map((token) => token.text)))];
