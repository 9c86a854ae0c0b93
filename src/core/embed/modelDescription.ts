/** What must be known of an embedding model before it can run, and is the bundled one's model.json complete and sound? */
import { count, isFields, number, text, type Fields } from './jsonFields.ts';
import type { Pooling } from './pooling.ts';
import type { StaticWeights } from './staticWeights.ts';

export interface ModelDescription {
  /** Identity of the vectors: another id means other vectors. */
  readonly id: string;
  /** Null: as many as the model's output has. */
  readonly dimensions: number | null;
  /** Texts are cut after this many tokens. */
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  readonly inputs: { readonly inputIds: string; readonly attentionMask: string };
  /** Name of the output; null: the one of the usual names that the model has. */
  readonly output: string | null;
  /** How token vectors become one; "none": the output is one vector a text, float32 [batch, dimensions]. */
  readonly pooling: 'none' | Pooling;
  /** Whether the model's vectors are of unit length already. */
  readonly normalized: boolean;
  readonly padTokenId: number;
  /** Of a static model, whose vectors are weighted sums of its tokens'; null: not one, or its texts get words put before them. */
  readonly static: StaticWeights | null;
}

/** The contents of a model.json. */
export interface BundledModelDescription extends ModelDescription {
  readonly dimensions: number;
  readonly output: string;
  readonly pooling: 'none';
  /** Expected SHA-256, in lower-case hexadecimal. */
  readonly sha256: { readonly 'model.onnx': string; readonly 'tokenizer.json': string };
}

export type ModelDescriptionResult =
  | { readonly ok: true; readonly model: BundledModelDescription }
  | { readonly ok: false; readonly problem: string };

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
    static: json['queryPrefix'] === '' && json['documentPrefix'] === '' ? staticWeights(json['static']) : null,
    sha256: { 'model.onnx': sha256(hashes, 'model.onnx'), 'tokenizer.json': sha256(hashes, 'tokenizer.json') },
  };
  const missing = firstMissing(model, '');
  if (missing !== null) return { ok: false, problem: `lacks a usable "${missing}"` };
  return { ok: true, model: model as BundledModelDescription };
}

function firstMissing(value: object, prefix: string): string | null {
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) return prefix + key;
    const nested = typeof item === 'object' && item !== null ? firstMissing(item, `${prefix}${key}.`) : null;
    if (nested !== null) return nested;
  }
  return null;
}

function sha256(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' && hexadecimalSha256.test(value) ? value : undefined;
}

/** Undefined where there are some, but not all or not sound. */
function staticWeights(value: unknown): StaticWeights | null | undefined {
  if (!isFields(value)) return null;
  const [countExponent, positionBeta, positionTau] = ['countExponent', 'positionBeta', 'positionTau'].map((key) => number(value, key));
  if (countExponent === undefined || positionBeta === undefined || positionTau === undefined || positionTau <= 0) return undefined;
  return { countExponent, positionBeta, positionTau };
}
