/** How can a test embed without a model? By hashed words: texts that share words have similar vectors, and nothing else does. */
import { normalise } from '../../src/core/embed/unitVector.ts';
import type { Tokenizer } from '../../src/core/embed/tokenizer.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Embedder, TextRole } from '../../src/core/ports.ts';

/** Words in lower case, each as its FNV-1a hash. */
export const hashingTokenizer: Tokenizer = {
  encode(text, maxTokens) {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return Uint32Array.from(words.slice(0, maxTokens), hashOf);
  },
};

export class HashingEmbedder implements Embedder {
  readonly id: string;
  readonly dimensions: number;
  readonly maxTokens = 512;
  readonly tokenizer = hashingTokenizer;
  /** Texts embedded so far: tests count on nothing being embedded twice. */
  embedded = 0;
  #closed = false;

  constructor(dimensions = 256, id = 'hashing') {
    this.dimensions = dimensions;
    this.id = id;
  }

  embed(texts: readonly string[], _role: TextRole, signal?: AbortSignal): Promise<Float32Array[]> {
    return this.embedTokens(texts.map((text) => this.tokenizer.encode(text, this.maxTokens)), signal);
  }

  async embedTokens(texts: readonly Uint32Array[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.#closed) throw new Failure('modelFailed', 'The embedder is closed.', 'Open another.');
    if (signal?.aborted) throw new Failure('cancelled', 'Embedding was cancelled.', 'Start it again.');
    this.embedded += texts.length;
    return texts.map((tokens) => this.#vectorOf(tokens));
  }

  /** Its hashes say nothing of words. */
  async wordShares(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** Each token adds 1 or -1 in four places, so that two tokens seldom look alike. */
  #vectorOf(tokens: Uint32Array): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const token of tokens) {
      let state = token;
      for (let place = 0; place < 4; place++) {
        state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
        vector[state % this.dimensions]! += state & 0x10000 ? 1 : -1;
      }
    }
    return normalise(vector);
  }
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
