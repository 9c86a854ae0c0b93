/** Which lines and words of a chunk carry its similarity to a question? */
import { combineVectors } from '../embed/combineVectors.ts';
import { innerProduct, isZeroVector, lengthOf } from '../embed/unitVector.ts';
import type { WordShare } from '../embed/wordShares.ts';
import { stopWords } from '../lexical/stopWords.ts';
import { wordOf } from '../lexical/tokenise.ts';
import { pathText, pathWeight } from '../modelVectors.ts';
import type { AskedRole, Embedder } from '../ports.ts';
import type { Chunk } from '../types.ts';
import type { MeaningExplanation, MeaningLine, MeaningWord } from './answer.ts';

/** Few enough to be seen at a glance. */
const maxLines = 3;
const maxWords = 8;
/** Words and lines with less than this part of the strongest one's share are not worth a look beside it. */
const leastOfStrongest = 0.3;
/** A word that adds less than this part of the similarity carries nothing, even where none carries more. */
const leastWord = 0.02;
/** Lines that are compared by themselves at most: some 5 ms each with a transformer. */
const maxComparedLines = 40;

export interface AskedMeaning {
  readonly texts: readonly string[];
  readonly role: AskedRole;
}

/** `fileLines`: the file's, as written; of a notebook or HTML the chunk's own text differs from them. Null where either side has no word that the model knows. */
export async function meaningOf(
  chunk: Chunk, embedded: string, path: string, fileLines: readonly string[], asked: AskedMeaning, embedder: Embedder, signal?: AbortSignal,
): Promise<MeaningExplanation | null> {
  const [own, ofPath] = await embedder.embed([embedded, pathText(path)], 'document', signal);
  const query = combineVectors((await embedder.embed(asked.texts, asked.role, signal)).map((vector) => ({ vector, weight: 1 })));
  if (isZeroVector(query) || isZeroVector(own!)) return null;
  // Unit vectors: the length of their weighted sum, by which their products with the query are divided.
  const length = lengthOf(own!.map((value, i) => value + pathWeight * ofPath![i]!));
  const ofPathShare = (pathWeight * innerProduct(ofPath!, query)) / length;
  const similarity = innerProduct(own!, query) / length + ofPathShare;
  const shares = await embedder.wordShares(embedded, asked.texts, asked.role, signal);
  if (shares === null) return { method: 'lines', similarity, lines: strongest(await linesAlone(chunk, query, embedder, signal)), words: [], rest: null };
  return { method: 'words', similarity, ...partsOf(chunk, embedded, shares.map((each) => ({ ...each, share: each.share / length })), fileLines, similarity, ofPathShare) };
}

type Parts = Pick<MeaningExplanation, 'lines' | 'words' | 'rest'>;

function partsOf(chunk: Chunk, embedded: string, shares: readonly WordShare[], fileLines: readonly string[], similarity: number, path: number): Parts {
  const textStart = embedded.length - chunk.text.length;
  const names = sum(shares.filter(({ start }) => start < textStart));
  const inText = shares.filter(({ start }) => start >= textStart);
  const all = chunk.text.split('\n').map((text, offset) => ({ line: chunk.startLine + offset, text }));
  const ofLine = new Map<number, number>();
  const words: MeaningWord[] = [];
  let at = textStart;
  let next = 0;
  for (const { line, text } of all) {
    for (; next < inText.length && inText[next]!.start < at + text.length; next++) {
      const { start, end, share, queryWord } = inText[next]!;
      ofLine.set(line, (ofLine.get(line) ?? 0) + share);
      const place = placeIn(fileLines[line - 1] ?? '', text.slice(start - at, end - at), start - at);
      if (place) words.push({ line, ...place, word: text.slice(start - at, end - at), share, queryWord });
    }
    at += text.length + 1;
  }
  const lines = similarity > 0 ? strongest([...ofLine].map(([line, share]) => ({ line, share }))) : [];
  return { lines, words: strongestWords(words, similarity), rest: { otherLines: sum(inText) - sum(lines), names, path } };
}

/** Where a word stands in the line as it is written; null where it is not in it, such as one that HTML writes otherwise. */
function placeIn(line: string, word: string, expected: number): { readonly start: number; readonly end: number } | null {
  const start = line.startsWith(word, expected) ? expected : line.indexOf(word);
  return start < 0 ? null : { start, end: start + word.length };
}

function strongest(lines: readonly MeaningLine[]): MeaningLine[] {
  const sorted = lines.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  return sorted.filter(({ share }) => share >= sorted[0]!.share * leastOfStrongest).slice(0, maxLines);
}

/** Stop words count in the lines, but tell nobody anything. */
function strongestWords(all: readonly MeaningWord[], similarity: number): MeaningWord[] {
  if (similarity <= 0) return [];
  const words = all.filter(({ word }) => !wordOf(word).parts.every((part) => stopWords.has(part)));
  const most = Math.max(0, ...words.map(({ share }) => share));
  const least = Math.max(similarity * leastWord, most * leastOfStrongest);
  const kept = new Set(words.filter(({ share }) => share >= least).sort((a, b) => b.share - a.share).slice(0, maxWords));
  return words.filter((word) => kept.has(word));
}

async function linesAlone(chunk: Chunk, query: Float32Array, embedder: Embedder, signal?: AbortSignal): Promise<MeaningLine[]> {
  const lines = chunk.text.split('\n').map((text, offset) => ({ line: chunk.startLine + offset, text }))
    .filter(({ text }) => /\p{L}{2}/u.test(text)).slice(0, maxComparedLines);
  const vectors = await embedder.embed(lines.map(({ text }) => text.trim()), 'document', signal);
  return lines.map(({ line }, i) => ({ line, share: innerProduct(vectors[i]!, query) }));
}

const sum = (parts: readonly { readonly share: number }[]): number => parts.reduce((total, { share }) => total + share, 0);
