/** Which documentation names a piece of code, and which code does a piece of documentation name? */
import type { Catalog } from '../catalog/catalog.ts';
import type { Candidate, ScoredCandidate } from '../search/candidate.ts';
import type { Accept } from '../search/nearest.ts';
import { byScore, sumOf } from '../search/rank.ts';
import { rankAlike } from '../search/rankAlike.ts';
import type { FileId } from '../types.ts';
import { mentioning, namePattern, type UsageParts } from './usage.ts';
import type { Piece } from './view.ts';

/** What is sought about an example: the documentation about it, or the code that it is about. */
export type Counterpart = 'docs' | 'code';

/** How surely a chunk and the example are about each other, by names alone: 0 to 1. */
export type Named = ReadonlyMap<number, number>;

/** A name in the other's text says more than any likeness, a file's path somewhat less: it stands for all that is in the file. */
const pathWeight = 0.6;
/** Sections that name what many others define, or that many name, are read up to here. */
const maxRead = 60;
/** A word that is also a name of the code is meant as one where it looks like one: it has capitals within, an underscore or a digit, or stands marked as code. */
const looksLikeName = /[a-z][A-Z]|_|\d|^[A-Z]{2}|[A-Z][a-z]+[A-Z]/;

export async function namedCounterparts(sought: Counterpart, piece: Piece, file: FileId, accept: Accept, parts: UsageParts): Promise<Named> {
  return sought === 'docs' ? sectionsNaming(piece, file, accept, parts) : codeNamed(piece, accept, parts.catalog);
}

async function sectionsNaming({ symbols }: Piece, { path }: FileId, accept: Accept, parts: UsageParts): Promise<Named> {
  const named = new Map<number, number>();
  // As the index holds words: what stands before a dot is one of its own.
  const fileWord = path.slice(path.lastIndexOf('/') + 1).split('.').find((part) => part !== '') ?? '';
  const sought = [
    ...symbols.filter((symbol) => namePattern(symbol) !== null).map((symbol) => ({ word: symbol, weight: 1, test: (text: string) => namesSymbol(text, symbol) })),
    { word: fileWord, weight: pathWeight, test: (text: string) => pathsIn(text).some((written) => path === written || path.endsWith(`/${written}`)) },
  ];
  for (const { word, weight, test } of sought) {
    for (const chunk of mentioning(word, parts.catalog, parts.state).filter(({ id }) => accept(id)).slice(0, maxRead)) {
      const text = await parts.texts.textOf(chunk, parts.catalog.fileById(chunk.fileId)!);
      if (test(text)) named.set(chunk.id, Math.max(weight, named.get(chunk.id) ?? 0));
    }
  }
  return named;
}

function namesSymbol(text: string, symbol: string): boolean {
  const pattern = namePattern(symbol)!;
  if (looksLikeName.test(symbol)) return text.search(pattern) >= 0;
  return [...text.matchAll(pattern)].some(({ index }) => isMarked(text, index, index + symbol.length));
}

/** Within backticks, or with the signs of a call or a member around it. */
function isMarked(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const isQuoted = text.slice(lineStart, start).split('`').length % 2 === 0;
  return isQuoted || text[end] === '(' || (text[start - 1] === '.' && /\w/.test(text[start - 2] ?? ''));
}

const pathsIn = (text: string): string[] => text.match(/[\p{L}\p{N}_@.-]+(?:\/[\p{L}\p{N}_@.-]+)*\.[\p{L}\p{N}]{1,8}(?![\p{L}\p{N}_])/gu) ?? [];

/** The definitions that a text names, the rarer a name the surer, and all chunks of the files that it names. */
function codeNamed({ text }: Piece, accept: Accept, catalog: Catalog): Named {
  const names = new Set([...text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]+/gu)]
    .filter(({ 0: name, index }) => looksLikeName.test(name) || isMarked(text, index, index + name.length)).map(([name]) => name));
  const defining = new Map<string, number[]>();
  if (names.size) {
    for (const id of catalog.allChunkIds()) {
      const symbol = catalog.symbolOf(id);
      const last = symbol?.slice(Math.max(symbol.lastIndexOf('.'), symbol.lastIndexOf(':')) + 1);
      if (last === undefined || !names.has(last) || !accept(id)) continue;
      const ids = defining.get(last);
      if (ids) ids.push(id); else defining.set(last, [id]);
    }
  }
  const named = new Map<number, number>();
  for (const ids of defining.values()) for (const id of ids) named.set(id, Math.max(1 / Math.sqrt(ids.length), named.get(id) ?? 0));
  for (const file of filesNamed(text, catalog)) {
    for (const id of catalog.chunkIdsOf(file)) if (accept(id)) named.set(id, Math.max(pathWeight, named.get(id) ?? 0));
  }
  return named;
}

function filesNamed(text: string, catalog: Catalog): number[] {
  const written = new Set(pathsIn(text));
  if (!written.size) return [];
  const isNamed = (path: string): boolean => {
    for (let at = -1; ; at = path.indexOf('/', at + 1)) {
      if (written.has(path.slice(at + 1))) return true;
      if (path.indexOf('/', at + 1) < 0) return false;
    }
  };
  return [...catalog.files()].filter(({ path }) => isNamed(path)).map(({ id }) => id);
}

/** What a name counts against the likest of all. */
const nameWeight = 1.2;

/** As what is alike, with the names counted; where a name is sure, so is the hit. */
export function rankCounterparts(candidates: readonly Candidate[], named: Named): ScoredCandidate[] {
  return rankAlike(candidates).map((each): ScoredCandidate => {
    const sure = named.get(each.candidate.chunk.id) ?? 0;
    if (sure === 0) return each;
    const contributions = { ...each.contributions, named: nameWeight * sure };
    return { ...each, contributions, score: sumOf(contributions), relevance: Math.max(each.relevance, sure * 0.6 + 0.4 * each.relevance) };
  }).sort(byScore);
}
