/** What does the embedder need from a tokenizer, whichever file it was made from? */

export interface Tokenizer {
  /** The ids of a text's first `maxTokens` tokens (at least one is asked for); empty where the text has none. */
  encode(text: string, maxTokens: number): Uint32Array;
}
