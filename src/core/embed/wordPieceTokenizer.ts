/** How does text become token ids, for tokenizers of the bundled model's shape, at many megabytes a second? */
import type { Tokenizer } from './tokenizer.ts';
import { parseWordPieceShape, type WordPieceShape } from './wordPieceShape.ts';

const other = 0;
const lower = 1;
const upper = 2;
const digit = 3;
const space = 4;

const asciiClass = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 97 && code <= 122) return lower;
  if (code >= 65 && code <= 90) return upper;
  if (code >= 48 && code <= 57) return digit;
  return code === 32 || (code >= 9 && code <= 13) ? space : other;
});

/** Words that repeat are looked up, not split again. A full cache of this many entries takes about 20 MB. */
const maxCachedWords = 100_000;
/** Longer strings are seldom met twice, and would make the cache's size unpredictable. */
const maxCachedLength = 48;

const afterLowerBeforeUpper = /(?<=[a-z0-9])(?=[A-Z])/gu;
const beforeLastUpperOfRun = /(?<=[A-Z])(?=[A-Z][a-z])/gu;
/** The one letter whose lower case depends, in JavaScript, on what stands around it. In the tokenizer.json's own terms it does not. */
const capitalSigma = '\u03a3';
const smallSigma = '\u03c3';
const lettersOrNumbers = /\p{L}+|\p{N}+/gu;

/**
 * NFKC, a space at each camelCase boundary, lower case, runs of letters or of numbers, then greedy longest-match
 * WordPiece without a continuation prefix. The ids are those of Python's tokenizers 0.23.3 for the same file, with which
 * the model was trained, save for characters newer than its tables of Unicode (test/realInput compares them).
 *
 * ASCII needs neither NFKC nor regular expressions. Other text goes through the general steps one segment between
 * ASCII white space at a time, which changes nothing: white space neither composes under NFKC nor is part of a word.
 */
export class WordPieceTokenizer implements Tokenizer {
  readonly #shape: WordPieceShape;
  readonly #cache = new Map<string, readonly number[]>();
  #ids = new Uint32Array(512);
  #count = 0;

  constructor(shape: WordPieceShape) {
    this.#shape = shape;
  }

  /** The tokenizer for the parsed contents of a tokenizer.json; null where that file asks for anything else. */
  static from(tokenizerJson: unknown): WordPieceTokenizer | null {
    const shape = parseWordPieceShape(tokenizerJson);
    return shape === null ? null : new WordPieceTokenizer(shape);
  }

  encode(text: string, maxTokens: number): Uint32Array {
    this.#count = 0;
    let position = 0;
    while (position < text.length && this.#count < maxTokens) {
      let code = text.charCodeAt(position);
      if (code < 128 && asciiClass[code] === space) {
        position++;
        continue;
      }
      const start = position;
      let allBits = 0;
      while (code >= 128 || asciiClass[code] !== space) {
        allBits |= code;
        if (++position === text.length) break;
        code = text.charCodeAt(position);
      }
      if (allBits < 128) this.#asciiSegment(text, start, position, maxTokens);
      else this.#otherSegment(text.slice(start, position));
    }
    return this.#ids.slice(0, Math.min(this.#count, maxTokens));
  }

  #asciiSegment(text: string, start: number, end: number, maxTokens: number): void {
    let position = start;
    while (position < end && this.#count < maxTokens) {
      const kind = asciiClass[text.charCodeAt(position)];
      if (kind === other) {
        position++;
        continue;
      }
      const wordEnd = kind === digit ? numberEnd(text, position, end) : wordPartEnd(text, position, end);
      const word = text.slice(position, wordEnd);
      this.#add(this.#cache.get(word) ?? this.#remember(word, this.#wordIds(word.toLowerCase())));
      position = wordEnd;
    }
  }

  #otherSegment(segment: string): void {
    this.#add(this.#cache.get(segment) ?? this.#remember(segment, this.#segmentIds(segment)));
  }

  #segmentIds(segment: string): readonly number[] {
    const normalised = segment
      .normalize('NFKC')
      .replaceAll(afterLowerBeforeUpper, ' ')
      .replaceAll(beforeLastUpperOfRun, ' ')
      .replaceAll(capitalSigma, smallSigma)
      .toLowerCase();
    const ids: number[] = [];
    for (const [word] of normalised.matchAll(lettersOrNumbers)) {
      for (const id of this.#wordIds(word)) ids.push(id);
    }
    return ids;
  }

  /** Greedy longest match from the left; a word that can't be covered, or is too long, is one unknown token. */
  #wordIds(word: string): readonly number[] {
    const { vocabulary, unknownId, maxWordLength, maxTokenLength } = this.#shape;
    if (word.length > maxWordLength && codePointCount(word) > maxWordLength) return [unknownId];
    const ids: number[] = [];
    let start = 0;
    while (start < word.length) {
      let end = Math.min(word.length, start + maxTokenLength);
      let id = vocabulary.get(word.slice(start, end));
      while (id === undefined && --end > start) id = vocabulary.get(word.slice(start, end));
      if (id === undefined) return [unknownId];
      ids.push(id);
      start = end;
    }
    return ids;
  }

  #remember(text: string, ids: readonly number[]): readonly number[] {
    if (text.length > maxCachedLength) return ids;
    if (this.#cache.size >= maxCachedWords) this.#cache.clear();
    this.#cache.set(text, ids);
    return ids;
  }

  #add(ids: readonly number[]): void {
    if (this.#count + ids.length > this.#ids.length) {
      const grown = new Uint32Array(2 * (this.#count + ids.length));
      grown.set(this.#ids);
      this.#ids = grown;
    }
    for (const id of ids) this.#ids[this.#count++] = id;
  }
}

function numberEnd(text: string, start: number, end: number): number {
  let position = start + 1;
  while (position < end && asciiClass[text.charCodeAt(position)] === digit) position++;
  return position;
}

/** Where the run of letters ends, or the part of it up to the next camelCase boundary. */
function wordPartEnd(text: string, start: number, end: number): number {
  let position = start;
  let previous: number = asciiClass[text.charCodeAt(position)] ?? other;
  while (++position < end) {
    const kind = asciiClass[text.charCodeAt(position)] ?? other;
    if (kind !== lower && kind !== upper) return position;
    if (kind === upper) {
      if (previous === lower) return position;
      if (position + 1 < end && asciiClass[text.charCodeAt(position + 1)] === lower) return position;
    }
    previous = kind;
  }
  return position;
}

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
