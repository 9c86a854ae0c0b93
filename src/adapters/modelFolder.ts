/** Which model lies in a folder: one in the bundled model's form, or one as Hugging Face lays it out? */
import fs from 'node:fs';
import path from 'node:path';
import type { ModelDescription } from '../core/embed/modelDescription.ts';
import { prefixedTokenizer } from '../core/embed/prefixedTokenizer.ts';
import type { Tokenizer } from '../core/embed/tokenizer.ts';
import { Failure } from '../core/failure.ts';
import { chooseAnotherModel, describeHuggingFaceModel, findGraph, readHuggingFaceText, unusableModel } from './huggingFaceModelFolder.ts';
import { openTokenizer, readModelDescription, readVerifiedModelFile } from './modelFiles.ts';

export interface ModelFolder {
  readonly model: ModelDescription;
  readonly tokenizer: Tokenizer;
  /** The graph's verified bytes, or its path. */
  readonly graph: Uint8Array | string;
  /** How many values a token's vector should have; null where nothing says so. */
  readonly hiddenSize: number | null;
  /** A step that the graph must hold itself, for its output to be the model's vector; null: none. */
  readonly neededStep: string | null;
  /** What to throw where the graph does not run, or does not fit. */
  readonly unusable: (problem: string, cause?: unknown) => Failure;
}

/** Rejects with Failure "modelMissing" or "modelDamaged". */
export async function openModelFolder(modelDir: string): Promise<ModelFolder> {
  if (holdsBundledForm(modelDir)) {
    const model = await readModelDescription(modelDir);
    const tokenizer = await openTokenizer(modelDir, model);
    const graph = await readVerifiedModelFile(modelDir, model, 'model.onnx');
    return { model, tokenizer, graph, hiddenSize: null, neededStep: null, unusable: bundledModelFailed };
  }
  const graph = findGraph(modelDir);
  const { settings, tokenizer } = await readHuggingFaceText(modelDir);
  return {
    model: await describeHuggingFaceModel(modelDir, settings, graph), tokenizer, graph,
    hiddenSize: settings.hiddenSize, neededStep: settings.stepBeyondPooling,
    unusable: (problem, cause) => unusableModel(modelDir, problem, cause),
  };
}

/** How documents become tokens: what a worker thread needs, without reading the network. Rejects as openModelFolder does. */
export async function openDocumentTokenizer(modelDir: string): Promise<{ readonly tokenizer: Tokenizer; readonly maxTokens: number }> {
  if (holdsBundledForm(modelDir)) {
    const model = await readModelDescription(modelDir);
    return { tokenizer: prefixedTokenizer(await openTokenizer(modelDir, model), model.documentPrefix), maxTokens: model.maxTokens };
  }
  const { settings, tokenizer } = await readHuggingFaceText(modelDir);
  return { tokenizer: prefixedTokenizer(tokenizer, settings.documentPrefix), maxTokens: settings.maxTokens };
}

/** Throws Failure "modelMissing" where there is no model of either form. */
function holdsBundledForm(modelDir: string): boolean {
  if (!fs.statSync(modelDir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure('modelMissing', `The model's folder ${modelDir} is not a folder that can be read.`, chooseAnotherModel, undefined, modelDir);
  }
  const ours = path.join(modelDir, 'model.json');
  if (fs.existsSync(ours)) return true;
  const config = path.join(modelDir, 'config.json');
  if (fs.existsSync(config) || fs.existsSync(path.join(modelDir, 'modules.json'))) return false;
  throw new Failure('modelMissing', `There is neither ${config}, which a model from Hugging Face has, nor ${ours}, which the bundled model has.`, chooseAnotherModel, undefined, modelDir);
}

const bundledModelFailed = (problem: string, cause?: unknown): Failure =>
  new Failure('modelFailed', `The embedding model could not be started: ${problem}.`, 'Restart the background process (Lodestone: Restart). If it happens again, report it with the log.', cause);
