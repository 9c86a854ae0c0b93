/** How well does each token of a question find its like in a chunk? MaxSim of late interaction (Khattab and Zaharia 2020), over the static token vectors. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openTokenizer, readModelDescription } from '../../../src/adapters/modelFiles.ts';
import type { Tokenizer } from '../../../src/core/embed/tokenizer.ts';
import { decodeText } from '../../../src/core/scan/decodeText.ts';
import type { Candidate } from '../../../src/core/search/candidate.ts';
import { installed, type PackageIndex } from '../packageIndex.ts';

export interface TokenMatch {
  /** Mean over the question's distinct tokens of the best cosine with any token of the chunk. */
  readonly mean: number;
  /** The same, weighted by the tokens' rarity among the chunks. */
  readonly weighted: number;
  readonly least: number;
}

export class TokenSimilarity {
  readonly #target: PackageIndex;
  readonly #tokenizer: Tokenizer;
  readonly #maxTokens: number;
  readonly #vectors = new Map<number, Float32Array>();
  readonly #lines = new Map<number, readonly string[]>();
  readonly #chunkTokens = new Map<number, readonly number[]>();
  readonly #documentFrequency = new Map<number, number>();

  private constructor(target: PackageIndex, tokenizer: Tokenizer, maxTokens: number) {
    this.#target = target;
    this.#tokenizer = tokenizer;
    this.#maxTokens = maxTokens;
  }

  /** Cuts all chunks of the package into tokens. */
  static async open(target: PackageIndex): Promise<TokenSimilarity> {
    const model = await readModelDescription(installed.modelDir);
    const self = new TokenSimilarity(target, await openTokenizer(installed.modelDir, model), model.maxTokens);
    for (const chunk of target.index.catalog.chunks()) {
      const lines = self.#linesOf(chunk.fileId).slice(chunk.startLine - 1, chunk.endLine);
      const tokens = self.#tokensOf(lines.join('\n'));
      self.#chunkTokens.set(chunk.id, tokens);
      for (const token of tokens) self.#documentFrequency.set(token, (self.#documentFrequency.get(token) ?? 0) + 1);
    }
    return self;
  }

  /** The match of each candidate with the query, in their order. */
  async match(query: string, candidates: readonly Candidate[]): Promise<TokenMatch[]> {
    const queryTokens = this.#tokensOf(query);
    await this.#embed([...queryTokens, ...candidates.flatMap(({ chunk }) => this.#chunkTokens.get(chunk.id) ?? [])]);
    const best = new Map<number, Map<number, number>>(queryTokens.map((token) => [token, new Map()]));
    return candidates.map(({ chunk }) => this.#matchOne(queryTokens, this.#chunkTokens.get(chunk.id) ?? [], best));
  }

  #matchOne(queryTokens: readonly number[], chunkTokens: readonly number[], known: ReadonlyMap<number, Map<number, number>>): TokenMatch {
    if (queryTokens.length === 0) return { mean: 0, weighted: 0, least: 0 };
    const count = this.#chunkTokens.size;
    let sum = 0;
    let weightedSum = 0;
    let weights = 0;
    let least = 1;
    for (const token of queryTokens) {
      const cosines = known.get(token)!;
      let best = 0;
      for (const other of chunkTokens) {
        let cosine = cosines.get(other);
        if (cosine === undefined) cosines.set(other, (cosine = innerProduct(this.#vectors.get(token)!, this.#vectors.get(other)!)));
        if (cosine > best) best = cosine;
      }
      const frequency = this.#documentFrequency.get(token) ?? 0;
      const weight = Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
      sum += best;
      weightedSum += weight * best;
      weights += weight;
      least = Math.min(least, best);
    }
    return { mean: sum / queryTokens.length, weighted: weights > 0 ? weightedSum / weights : 0, least };
  }

  async #embed(tokens: readonly number[]): Promise<void> {
    const missing = [...new Set(tokens)].filter((token) => !this.#vectors.has(token));
    const vectors = await this.#target.embedder.embedTokens(missing.map((token) => Uint32Array.of(token)));
    missing.forEach((token, place) => this.#vectors.set(token, vectors[place]!));
  }

  /** Distinct tokens, in the order in which they first stand. */
  #tokensOf(text: string): number[] {
    return [...new Set(this.#tokenizer.encode(text, this.#maxTokens))];
  }

  #linesOf(fileId: number): readonly string[] {
    let lines = this.#lines.get(fileId);
    if (!lines) {
      const bytes = readFileSync(path.join(this.#target.folder, this.#target.index.catalog.fileById(fileId)!.path));
      this.#lines.set(fileId, (lines = decodeText(bytes).text.split(/\r\n|\r|\n/)));
    }
    return lines;
  }
}

function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += a[place]! * b[place]!;
  return sum;
}
