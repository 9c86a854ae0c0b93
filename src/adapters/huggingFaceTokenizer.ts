/** How does text become token ids for tokenizers of any shape other than the bundled model's? */
import { Tokenizer as GeneralTokenizer } from '@huggingface/tokenizers';
import type { Tokenizer } from '../core/embed/tokenizer.ts';

/** Runs any tokenizer.json. A text that is too long keeps the special tokens that close it (such as [SEP]), and loses the ids before them. */
export class HuggingFaceTokenizer implements Tokenizer {
  readonly #tokenizer: GeneralTokenizer;
  readonly #closing: readonly number[];
  readonly #lowerCaseFirst: boolean;
  readonly #lowerCases: boolean;

  /**
   * `config`: the contents of the tokenizer_config.json. `lowerCaseFirst`: before anything else, for models whose tokenizer
   * leaves that to its caller. Throws a plain Error where the contents are not understood.
   */
  constructor(tokenizerJson: object, config: object = {}, lowerCaseFirst = false) {
    this.#tokenizer = new GeneralTokenizer(tokenizerJson, config);
    this.#closing = closingIds(this.#tokenizer);
    this.#lowerCaseFirst = lowerCaseFirst;
    this.#lowerCases = lowerCaseFirst || lowerCases('normalizer' in tokenizerJson ? tokenizerJson.normalizer : null);
  }

  encode(text: string, maxTokens: number): Uint32Array {
    const ids: readonly number[] = this.#tokenizer.encode(this.#prepared(text)).ids;
    if (ids.length <= maxTokens) return Uint32Array.from(ids);
    const kept = ids.slice(0, Math.max(0, maxTokens - this.#closing.length));
    return Uint32Array.from([...kept, ...this.#closing].slice(0, maxTokens));
  }

  /** The library that models are trained with lowers each character by itself; here a capital sigma that ends a word would get another form. */
  #prepared(text: string): string {
    const prepared = this.#lowerCases ? text.replaceAll('Σ', 'σ') : text;
    return this.#lowerCaseFirst ? prepared.toLowerCase() : prepared;
  }
}

/** Whether a normalizer of a tokenizer.json, or one of its parts, turns text into lower case. */
function lowerCases(normalizer: unknown): boolean {
  if (typeof normalizer !== 'object' || normalizer === null) return false;
  const { type, lowercase, normalizers }: { readonly type?: unknown; readonly lowercase?: unknown; readonly normalizers?: unknown } = normalizer;
  return type === 'Lowercase' || lowercase === true || (Array.isArray(normalizers) && normalizers.some(lowerCases));
}

/** What the tokenizer puts after every text: what follows the text's own ids when special tokens are added. */
function closingIds(tokenizer: GeneralTokenizer): readonly number[] {
  const withSpecial: readonly number[] = tokenizer.encode('a').ids;
  const bare: readonly number[] = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const opening = withSpecial.findIndex((_, start) => bare.every((id, i) => withSpecial[start + i] === id));
  return withSpecial.slice(opening + bare.length);
}
