/** What must be known of an embedding model before it can run, and is its model.json complete and sound? */

/** The contents of a model.json. */
export interface ModelDescription {
  /** Identity of the vectors: another id means other vectors. */
  readonly id: string;
  readonly dimensions: number;
  /** Texts are cut after this many tokens. */
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  readonly inputs: { readonly inputIds: string; readonly attentionMask: string };
  /** Name of the output: float32 [batch, dimensions]. */
  readonly output: string;
  /** "none": the output is one vector a text. Models that give one a token are not supported. */
  readonly pooling: 'none';
  /** Whether the model's vectors are of unit length already. */
  readonly normalized: boolean;
  readonly padTokenId: number;
  /** Expected SHA-256, in lower-case hexadecimal. */
  readonly sha256: { readonly 'model.onnx': string; readonly 'tokenizer.json': string };
}

export type ModelDescriptionResult =
  | { readonly ok: true; readonly model: ModelDescription }
  | { readonly ok: false; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

const hexadecimalSha256 = /^[0-9a-f]{64}$/;

/** The description, or what is wrong with it, as the end of a sentence that begins with the file's name. */
export function parseModelDescription(json: unknown): ModelDescriptionResult {
  if (!isFields(json)) return { ok: false, problem: 'does not hold an object' };
  const inputs = isFields(json['inputs']) ? json['inputs'] : {};
  const hashes = isFields(json['sha256']) ? json['sha256'] : {};
  const model = {
    id: text(json, 'id'),
    dimensions: count(json, 'dimensions', 1),
    maxTokens: count(json, 'maxTokens', 1),
    queryPrefix: text(json, 'queryPrefix', true),
    documentPrefix: text(json, 'documentPrefix', true),
    inputs: { inputIds: text(inputs, 'inputIds'), attentionMask: text(inputs, 'attentionMask') },
    output: text(json, 'output'),
    pooling: json['pooling'] === 'none' ? ('none' as const) : undefined,
    normalized: typeof json['normalized'] === 'boolean' ? json['normalized'] : undefined,
    padTokenId: count(json, 'padTokenId', 0),
    sha256: { 'model.onnx': sha256(hashes, 'model.onnx'), 'tokenizer.json': sha256(hashes, 'tokenizer.json') },
  };
  const missing = firstMissing(model, '');
  if (missing !== null) return { ok: false, problem: `lacks a usable "${missing}"` };
  return { ok: true, model: model as ModelDescription };
}

function firstMissing(value: object, prefix: string): string | null {
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) return prefix + key;
    const nested = typeof item === 'object' && item !== null ? firstMissing(item, `${prefix}${key}.`) : null;
    if (nested !== null) return nested;
  }
  return null;
}

function text(fields: Fields, key: string, mayBeEmpty = false): string | undefined {
  const value = fields[key];
  return typeof value === 'string' && (mayBeEmpty || value !== '') ? value : undefined;
}

function count(fields: Fields, key: string, least: number): number | undefined {
  const value = fields[key];
  return typeof value === 'number' && Number.isInteger(value) && value >= least ? value : undefined;
}

function sha256(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' && hexadecimalSha256.test(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
