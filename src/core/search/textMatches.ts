/** Where do files hold what a query demands to the letter: its exact phrases and its regular expression? */
import type { Catalog } from '../catalog/catalog.ts';
import type { FileRow } from '../catalog/rows.ts';
import { textLines } from '../chunk/sourceLines.ts';
import { throwIfCancelled } from '../failure.ts';
import { demandedTerms } from '../lexical/demandedTerms.ts';
import type { QueryTerm } from '../lexical/lexicalQuery.ts';
import { phraseTest } from '../lexical/wordMatches.ts';
import type { FileSource, LineMatch, LineMatcher } from '../ports.ts';
import { maskSecrets } from '../scan/maskSecrets.ts';
import { readWritten } from '../scan/readText.ts';
import type { SearchState } from '../searchState.ts';
import type { UnverifiedFiles } from './answer.ts';
import type { FileTest } from './filter.ts';
import type { ParsedQuery } from './parseQuery.ts';
import { literalsOf } from './patternLiterals.ts';

/** Text that is read for one query at most: about a second from a warm disk. The files that fit are looked through, the answer names how many did not. */
const maxBytes = 64 * 1024 * 1024;
/** Files read at a time; few enough that a new question soon gets its turn. */
const batchSize = 32;

export type Demands = Pick<ParsedQuery, 'exact' | 'pattern'>;

export interface ChunkMatch {
  readonly chunkId: number;
  readonly fileId: number;
  /** Numbers of its matching lines, ascending. */
  readonly lines: readonly number[];
  /** How many of the demands it meets; the file meets all. */
  readonly met: number;
  /** Whether what matched names what the chunk defines. */
  readonly defines: boolean;
}

export interface TextMatches {
  readonly chunks: ReadonlyMap<number, ChunkMatch>;
  /** Matching lines by file. */
  readonly linesOfFile: ReadonlyMap<number, number>;
  readonly unverified: UnverifiedFiles | null;
}

export interface MatchParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly files: Pick<FileSource, 'read'>;
  readonly lineMatcher: LineMatcher;
}

export const hasDemands = ({ exact, pattern }: Demands): boolean => exact.length > 0 || pattern !== null;

/**
 * Reads every indexed file that passes the test and may hold what is demanded, as far as `maxBytes` and the matcher's time go. A
 * file is found where it meets all demands; of its chunks those that meet one. Rejects with Failure "cancelled" when aborted.
 */
export async function findMatches(demands: Demands, test: FileTest | undefined, parts: MatchParts, signal?: AbortSignal): Promise<TextMatches> {
  const candidates = candidateFiles(demands, parts).filter((file) => !test || test(file));
  const matcher = matcherOf(demands, parts.lineMatcher);
  const found = { chunks: new Map<number, ChunkMatch>(), linesOfFile: new Map<number, number>() };
  let bytes = 0;
  const readable = candidates.filter(({ size }) => (bytes += size) <= maxBytes);
  let tooSlow = 0;
  for (let at = 0; at < readable.length; at += batchSize) {
    const batch = readable.slice(at, at + batchSize);
    const texts = await Promise.all(batch.map((file) => writtenIn(file, parts.files)));
    throwIfCancelled(signal);
    (await matchLegible(texts, matcher)).forEach((matches, place) => {
      if (matches === null) tooSlow++;
      else if (matches.every(({ length }) => length > 0)) note(batch[place]!, matches, parts.catalog, found);
    });
  }
  const tooMuch = candidates.length - readable.length;
  return { ...found, unverified: tooMuch + tooSlow ? { files: tooMuch + tooSlow, because: tooSlow ? 'time' : 'size' } : null };
}

/** Files that may meet the demands by the words in the index. */
function candidateFiles({ exact, pattern }: Demands, { catalog, state }: MatchParts): FileRow[] {
  const literals = pattern ? literalsOf(pattern) : [];
  const groups = [...exact.map((phrase) => [[phrase]]), ...(pattern ? [literals] : [])];
  const sets = groups.map((alternatives) => filesByWords(alternatives, state, catalog)).filter((set) => set !== null);
  const [first, ...others] = sets.sort((a, b) => a.size - b.size);
  const ids = first && [...first].filter((id) => others.every((set) => set.has(id)));
  const files = ids ? ids.map((id) => catalog.fileById(id)) : [...catalog.files()];
  return files.filter((file): file is FileRow => file?.state === 'indexed');
}

/** Files with a chunk that holds the words of all literals of one of the alternatives; null where an alternative has no word to look for. */
function filesByWords(alternatives: readonly (readonly string[])[], { lexical }: SearchState, catalog: Catalog): Set<number> | null {
  const files = new Set<number>();
  for (const literals of alternatives) {
    const terms: QueryTerm[] = literals.flatMap((literal) => demandedTerms(literal, lexical));
    if (!terms.length) return null;
    if (terms.some((term) => term.alternatives.length === 0)) continue;
    for (const id of lexical.holdingAll(terms)) {
      const fileId = catalog.fileIdOf(id);
      if (fileId !== undefined) files.add(fileId);
    }
  }
  return files;
}

/** For each text, the matches of each demand; null for a text on which the expression took too long. */
type Matcher = (texts: readonly (readonly string[])[]) => Promise<readonly (readonly (readonly LineMatch[])[] | null)[]>;

function matcherOf({ exact, pattern }: Demands, lineMatcher: LineMatcher): Matcher {
  const phrases = exact.map(phraseMatcher);
  const matching = pattern && lineMatcher.matching(pattern);
  return async (texts) => {
    const byPhrase = texts.map((lines) => phrases.map((match) => match(lines)));
    // A text without a phrase is no hit, whatever the expression says.
    const held = texts.map((lines, place) => (byPhrase[place]!.every(({ length }) => length > 0) ? lines : []));
    const byPattern = await matching?.(held);
    return byPhrase.map((matches, place) => {
      if (!byPattern) return matches;
      const own = byPattern[place];
      return own ? [...matches, own] : null;
    });
  };
}

function phraseMatcher(phrase: string): (lines: readonly string[]) => LineMatch[] {
  const holds = phraseTest(phrase);
  return (lines) => lines.flatMap((line, index) => (holds(line) ? [{ line: index + 1, text: phrase }] : []));
}

function note(file: FileRow, matches: readonly (readonly LineMatch[])[], catalog: Catalog, found: { chunks: Map<number, ChunkMatch>; linesOfFile: Map<number, number> }): void {
  const ids = catalog.chunkIdsOf(file.id);
  const byChunk = new Map<number, LineMatch[][]>();
  matches.forEach((ofDemand, demand) => {
    for (const match of ofDemand) {
      const id = ids.find((each) => catalog.chunk(each)!.endLine >= match.line) ?? ids.at(-1);
      if (id === undefined) continue;
      const ofChunk = byChunk.get(id) ?? matches.map(() => []);
      ofChunk[demand]!.push(match);
      byChunk.set(id, ofChunk);
    }
  });
  for (const [chunkId, ofChunk] of byChunk) {
    const symbol = catalog.symbolOf(chunkId);
    const lines = [...new Set(ofChunk.flat().map(({ line }) => line))].sort((a, b) => a - b);
    const defines = symbol !== null && ofChunk.flat().some(({ text }) => holdsName(text, symbol));
    found.chunks.set(chunkId, { chunkId, fileId: file.id, lines, met: ofChunk.filter(({ length }) => length > 0).length, defines });
  }
  found.linesOfFile.set(file.id, new Set(matches.flat().map(({ line }) => line)).size);
}

function holdsName(text: string, symbol: string): boolean {
  const [lowered, name] = [text.toLowerCase(), symbol.toLowerCase()];
  const at = lowered.indexOf(name);
  return at >= 0 && !/[\p{L}\p{N}_]/u.test(lowered[at - 1] ?? ' ') && !/[\p{L}\p{N}_]/u.test(lowered[at + name.length] ?? ' ');
}

/** Matches in what may be shown: a secret is not found by its own letters. Masking takes longer than matching, so only texts that match are masked. */
async function matchLegible(texts: readonly string[], matcher: Matcher): ReturnType<Matcher> {
  const matches = [...await matcher(texts.map(textLines))];
  const masked = texts.map((text, place) => (matches[place]?.every(({ length }) => length > 0) ? maskSecrets(text) : text));
  const changed = masked.flatMap((text, place) => (text === texts[place] ? [] : [place]));
  const again = changed.length ? await matcher(changed.map((place) => textLines(masked[place]!))) : [];
  changed.forEach((place, at) => { matches[place] = again[at]!; });
  return matches;
}

/** A file that is gone or unreadable by now holds nothing. */
async function writtenIn(file: FileRow, files: Pick<FileSource, 'read'>): Promise<string> {
  return (await readWritten(file, files))?.text ?? '';
}
