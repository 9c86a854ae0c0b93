/** How does text become token ids for tokenizers of any shape other than the bundled model's? */
import { Tokenizer as GeneralTokenizer } from '@huggingface/tokenizers';
import type { Tokenizer } from '../core/embed/tokenizer.ts';

/** Runs any tokenizer.json. A text that is too long keeps the special tokens that close it (such as [SEP]), and loses the ids before them. */
export class HuggingFaceTokenizer implements Tokenizer {
  readonly #tokenizer: GeneralTokenizer;
  readonly #closing: readonly number[];
  readonly #lowerCase: boolean;

  /**
   * `config`: the contents of the tokenizer_config.json. `lowerCase`: before anything else, for models whose tokenizer leaves
   * that to its caller. Throws a plain Error where the contents are not understood.
   */
  constructor(tokenizerJson: object, config: object = {}, lowerCase = false) {
    this.#tokenizer = new GeneralTokenizer(tokenizerJson, config);
    this.#closing = closingIds(this.#tokenizer);
    this.#lowerCase = lowerCase;
  }

  encode(text: string, maxTokens: number): Uint32Array {
    const ids: readonly number[] = this.#tokenizer.encode(this.#lowerCase ? text.toLowerCase() : text).ids;
    if (ids.length <= maxTokens) return Uint32Array.from(ids);
    const kept = ids.slice(0, Math.max(0, maxTokens - this.#closing.length));
    return Uint32Array.from([...kept, ...this.#closing].slice(0, maxTokens));
  }
}

/** What the tokenizer puts after every text: what follows the text's own ids when special tokens are added. */
function closingIds(tokenizer: GeneralTokenizer): readonly number[] {
  const withSpecial: readonly number[] = tokenizer.encode('a').ids;
  const bare: readonly number[] = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const opening = withSpecial.findIndex((_, start) => bare.every((id, i) => withSpecial[start + i] === id));
  return withSpecial.slice(opening + bare.length);
}
