/** How is a definition used? By the lines around the places where its name stands elsewhere. */
import type { Catalog } from '../catalog/catalog.ts';
import type { ChunkRow } from '../catalog/rows.ts';
import { alternativeOf } from '../lexical/expandWord.ts';
import { wordOf } from '../lexical/tokenise.ts';
import type { SearchState } from '../searchState.ts';
import { codeTokens } from './codeTokens.ts';
import { wordFeatures } from './documentation.ts';
import type { IndexedTexts } from './indexedTexts.ts';
import type { Feature, Piece, View } from './view.ts';

/** Places of one name that are looked at, and chunks that are read in search of them: a name that is everywhere says little more after these. */
const maxPlaces = 8;
const maxRead = 24;
const linesAround = 2;
/** What a caller that both have counts against a word that stands around both. */
const sameCallerWeight = 2;
/** Names that are used beside the example, and so are candidates: reading the places of each costs about a millisecond. */
const maxNeighbours = 150;

export interface UsageParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly texts: IndexedTexts;
}

/** Null where its names stand nowhere else. The names themselves are left out: what is named alike is not used alike. */
export async function usageView({ symbols }: Pick<Piece, 'symbols'>, parts: UsageParts): Promise<View | null> {
  const places = (await Promise.all(symbols.map((symbol) => placesOf(symbol, parts)))).flat();
  const text = places.map(({ excerpt }) => excerpt).join('\n');
  const features = new Map<Feature, number>([...wordFeatures(text), ...places.map(({ chunkId }) => [chunkId, sameCallerWeight] as const)]);
  return places.length ? { text, features } : null;
}

interface Mention {
  readonly chunkId: number;
  readonly excerpt: string;
}

/** A name as it stands in a text; null for what no language has as a name. */
export function namePattern(symbol: string): RegExp | null {
  if (!/^[\p{L}_$][\p{L}\p{N}_$?!]*$/u.test(symbol)) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${symbol.replace(/[$?!]/g, '\\$&')}(?![\\p{L}\\p{N}_$])`, 'gu');
}

async function placesOf(symbol: string, { catalog, state, texts }: UsageParts): Promise<Mention[]> {
  const pattern = namePattern(symbol);
  if (pattern === null) return [];
  const places: Mention[] = [];
  for (const chunk of mentioning(symbol, catalog, state).slice(0, maxRead)) {
    const lines = (await texts.textOf(chunk, catalog.fileById(chunk.fileId)!)).split('\n');
    const at = lines.findIndex((line) => line.search(pattern) >= 0);
    if (at >= 0) places.push({ chunkId: chunk.id, excerpt: lines.slice(Math.max(0, at - linesAround), at + linesAround + 1).join('\n').replace(pattern, ' ') });
    if (places.length >= maxPlaces) break;
  }
  return places;
}

/** Chunks that hold the name as a word and don't define it, in the order of their places. */
export function mentioning(symbol: string, catalog: Catalog, { lexical }: SearchState): ChunkRow[] {
  const { joins, parts } = wordOf(symbol);
  const terms = (joins.length ? joins.slice(-1) : parts).map((text) => ({ text, source: 'word' as const, weight: 1, alternatives: [alternativeOf(text, lexical)], covers: true }));
  if (!terms.length || terms.some(({ alternatives }) => alternatives[0]!.id < 0)) return [];
  const pathOf = (chunk: ChunkRow): string => catalog.fileById(chunk.fileId)?.path ?? '';
  return lexical.holdingAll(terms).map((id) => catalog.chunk(id)!).filter((chunk) => chunk.symbol !== symbol)
    .sort((a, b) => (a.fileId === b.fileId ? a.startLine - b.startLine : pathOf(a) < pathOf(b) ? -1 : 1));
}

/** Definitions whose names stand in chunks like the example's callers, given best first: what those call most, the rarest of it, first. */
export async function usedBeside(callers: readonly ChunkRow[], { catalog, texts }: UsageParts): Promise<number[]> {
  const defining = new Map<string, number[]>();
  for (const id of catalog.allChunkIds()) {
    const symbol = catalog.symbolOf(id);
    if (symbol === null) continue;
    const ids = defining.get(symbol);
    if (ids) ids.push(id); else defining.set(symbol, [id]);
  }
  const scores = new Map<string, number>();
  for (const [rank, chunk] of callers.entries()) {
    const file = catalog.fileById(chunk.fileId)!;
    const names = new Set(codeTokens(await texts.textOf(chunk, file), file.language).filter(({ kind, text }) => kind === 'name' && defining.has(text)).map(({ text }) => text));
    for (const name of names) if (name !== chunk.symbol) scores.set(name, (scores.get(name) ?? 0) + 1 / (rank + 10) / defining.get(name)!.length);
  }
  return [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).flatMap(([name]) => defining.get(name)!).slice(0, maxNeighbours);
}
