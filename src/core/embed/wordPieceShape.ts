/** Is a tokenizer.json exactly of the shape that the fast tokenizer covers, and what are its vocabulary and limits? */

export interface WordPieceShape {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly unknownId: number;
  /** Words of more code points than this are one unknown token. */
  readonly maxWordLength: number;
  /** Length of the longest entry of the vocabulary, in UTF-16 code units. */
  readonly maxTokenLength: number;
}

/** Everything in the file that decides the ids, save the vocabulary, the unknown token and the word limit. */
const pipeline = {
  added_tokens: [],
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'NFKC' },
      { type: 'Replace', pattern: { Regex: '(?<=[a-z0-9])(?=[A-Z])' }, content: ' ' },
      { type: 'Replace', pattern: { Regex: '(?<=[A-Z])(?=[A-Z][a-z])' }, content: ' ' },
      { type: 'Lowercase' },
    ],
  },
  pre_tokenizer: { type: 'Split', pattern: { Regex: '\\p{L}+|\\p{N}+' }, behavior: 'Removed', invert: true },
  post_processor: null,
};

/** The shape, or null where any step differs: another tokenizer must then be used. */
export function parseWordPieceShape(tokenizerJson: unknown): WordPieceShape | null {
  if (!isRecord(tokenizerJson)) return null;
  for (const [key, expected] of Object.entries(pipeline)) {
    if (!sameJson(tokenizerJson[key], expected)) return null;
  }
  const model = tokenizerJson['model'];
  if (!isRecord(model) || model['type'] !== 'WordPiece' || model['continuing_subword_prefix'] !== '') return null;
  const vocabulary = parseVocabulary(model['vocab']);
  const maxWordLength = model['max_input_chars_per_word'];
  if (vocabulary === null || typeof maxWordLength !== 'number' || typeof model['unk_token'] !== 'string') return null;
  const unknownId = vocabulary.get(model['unk_token']);
  if (unknownId === undefined) return null;
  let maxTokenLength = 0;
  for (const token of vocabulary.keys()) maxTokenLength = Math.max(maxTokenLength, token.length);
  return { vocabulary, unknownId, maxWordLength, maxTokenLength };
}

function parseVocabulary(value: unknown): ReadonlyMap<string, number> | null {
  if (!isRecord(value)) return null;
  const vocabulary = new Map<string, number>();
  for (const [token, id] of Object.entries(value)) {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0) return null;
    vocabulary.set(token, id);
  }
  return vocabulary;
}

function sameJson(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && actual.length === expected.length && expected.every((item, i) => sameJson(actual[i], item));
  }
  if (isRecord(expected)) {
    if (!isRecord(actual) || Object.keys(actual).length !== Object.keys(expected).length) return false;
    return Object.entries(expected).every(([key, item]) => sameJson(actual[key], item));
  }
  return actual === expected;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
