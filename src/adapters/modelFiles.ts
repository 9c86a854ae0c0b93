/** Are the files of the bundled model, or of another in its form, there and unaltered? */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseModelDescription, type BundledModelDescription } from '../core/embed/modelDescription.ts';
import type { Tokenizer } from '../core/embed/tokenizer.ts';
import { WordPieceTokenizer } from '../core/embed/wordPieceTokenizer.ts';
import { Failure } from '../core/failure.ts';
import { HuggingFaceTokenizer } from './huggingFaceTokenizer.ts';

const reinstall = 'Install the extension again: its model folder is incomplete or was changed.';

/** Rejects with Failure "modelMissing" or "modelDamaged". */
export async function readModelDescription(modelDir: string): Promise<BundledModelDescription> {
  const path = join(modelDir, 'model.json');
  const result = parseModelDescription(parseModelJson(path, await readModelFile(path, reinstall), reinstall));
  if (!result.ok) throw new Failure('modelDamaged', `The model description ${path} ${result.problem}.`, reinstall, undefined, path);
  return result.model;
}

/** The bytes of a file whose SHA-256 the description knows. Rejects with Failure "modelMissing" or "modelDamaged". */
export async function readVerifiedModelFile(modelDir: string, model: BundledModelDescription, name: keyof BundledModelDescription['sha256']): Promise<Uint8Array> {
  const path = join(modelDir, name);
  const bytes = await readModelFile(path, reinstall);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== model.sha256[name]) {
    throw new Failure('modelDamaged', `The model file ${path} is not the one that its description names (SHA-256 ${hash}, ${bytes.length} bytes).`, reinstall, undefined, path);
  }
  return bytes;
}

/** The model's tokenizer, without its network: what a worker thread needs. Rejects with Failure "modelMissing" or "modelDamaged". */
export async function openTokenizer(modelDir: string, model: BundledModelDescription): Promise<Tokenizer> {
  const path = join(modelDir, 'tokenizer.json');
  const json = parseModelJson(path, await readVerifiedModelFile(modelDir, model, 'tokenizer.json'), reinstall);
  return WordPieceTokenizer.from(json) ?? generalTokenizer(path, json, reinstall);
}

/** Rejects with Failure "modelMissing", which says `nextStep`. */
export async function readModelFile(path: string, nextStep: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new Failure('modelMissing', `The model file ${path} can't be read.`, nextStep, cause, path);
  }
}

/** An object or a list. Throws Failure "modelDamaged", which says `nextStep`. */
export function parseModelJson(path: string, bytes: Uint8Array, nextStep: string): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new Failure('modelDamaged', `The model file ${path} is not JSON.`, nextStep, cause, path);
  }
  throw new Failure('modelDamaged', `The model file ${path} does not hold a JSON object.`, nextStep, undefined, path);
}

/** Throws Failure "modelDamaged", which says `nextStep`. */
export function generalTokenizer(path: string, json: object, nextStep: string, config: object = {}, lowerCase = false): Tokenizer {
  try {
    return new HuggingFaceTokenizer(json, config, lowerCase);
  } catch (cause) {
    throw new Failure('modelDamaged', `The tokenizer ${path} can't be understood.`, nextStep, cause, path);
  }
}
