/** What model lies in a folder that is laid out as Hugging Face has it, and which vectors are its own? */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import path from 'node:path';
import type { ModelDescription } from '../core/embed/modelDescription.ts';
import { readSentenceTransformer, type SentenceTransformerSettings } from '../core/embed/sentenceTransformer.ts';
import type { Tokenizer } from '../core/embed/tokenizer.ts';
import { Failure } from '../core/failure.ts';
import { generalTokenizer, parseModelJson, readModelFile } from './modelFiles.ts';

export const chooseAnotherModel = 'Name another folder in the setting lodestone.model (on the command line: --model), or none for the bundled model.';

/** Everything but the network itself: what a worker thread needs, read without touching the large file. */
export interface HuggingFaceText {
  readonly settings: SentenceTransformerSettings;
  readonly tokenizer: Tokenizer;
}

/** Families of networks have a name of their own for the same file. */
const sentenceConfigs = ['bert', 'roberta', 'distilbert', 'camembert', 'albert', 'xlm-roberta', 'xlnet'].map((family) => `sentence_${family}_config.json`);
const wholeGraph = /^model\.onnx$/;
const quantisedGraph = /^model_(quantized|q?u?int8.*)\.onnx$/;

/** Rejects with Failure "modelMissing" or "modelDamaged". */
export async function readHuggingFaceText(modelDir: string): Promise<HuggingFaceText> {
  const { tokenizerConfig, ...files } = await readConfigFiles(modelDir);
  if (files.config === undefined) throw new Failure('modelMissing', `The model in ${modelDir} has no config.json.`, chooseAnotherModel, undefined, modelDir);
  const result = readSentenceTransformer({ ...files, tokenizerConfig });
  if (!result.ok) throw unusableModel(modelDir, result.problem);
  const tokenizerPath = path.join(modelDir, 'tokenizer.json');
  const json = parseModelJson(tokenizerPath, await readModelFile(tokenizerPath, chooseAnotherModel), chooseAnotherModel);
  return { settings: result.settings, tokenizer: generalTokenizer(tokenizerPath, json, chooseAnotherModel, tokenizerConfig ?? {}, result.settings.lowerCase) };
}

async function readConfigFiles(modelDir: string) {
  const read = async (...names: readonly string[]): Promise<object | undefined> => {
    const name = names.find((each) => fs.existsSync(path.join(modelDir, each)));
    return name === undefined ? undefined : parseModelJson(path.join(modelDir, name), await readModelFile(path.join(modelDir, name), chooseAnotherModel), chooseAnotherModel);
  };
  const modules = await read('modules.json');
  const transformer = modulePath(modules, 'Transformer') ?? '';
  return {
    modules,
    config: await read(path.join(transformer, 'config.json'), 'config.json'),
    tokenizerConfig: await read(path.join(transformer, 'tokenizer_config.json'), 'tokenizer_config.json'),
    pooling: await read(path.join(modulePath(modules, 'Pooling') ?? '1_Pooling', 'config.json')),
    sentenceConfig: await read(...sentenceConfigs.flatMap((name) => [path.join(transformer, name), name])),
    prompts: await read('config_sentence_transformers.json'),
    ours: await read('lodestone.json'),
  };
}

/** The folder that modules.json names for a step of this type. */
function modulePath(modules: unknown, type: string): string | undefined {
  if (!Array.isArray(modules)) return undefined;
  const found: unknown = modules.find((module: unknown) => typeof module === 'object' && module !== null && 'type' in module && String(module.type).endsWith(`.${type}`));
  if (typeof found !== 'object' || found === null || !('path' in found) || typeof found.path !== 'string') return undefined;
  return found.path.split(/[\\/]/).includes('..') ? undefined : found.path;
}

/** The path of the model's graph: the whole one, else a quantised one. Throws Failure "modelMissing". */
export function findGraph(modelDir: string): string {
  for (const wanted of [wholeGraph, quantisedGraph]) {
    for (const folder of [modelDir, path.join(modelDir, 'onnx')]) {
      const name = listFolder(folder).sort().find((each) => wanted.test(each));
      if (name !== undefined) return path.join(folder, name);
    }
  }
  throw new Failure('modelMissing', `${modelDir} has neither a model.onnx nor an onnx/model.onnx, nor a quantised one (model_quantized.onnx, model_int8.onnx).`, chooseAnotherModel, undefined, modelDir);
}

const listFolder = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

/** How the model is run. Its id is the folder's name with a hash of everything that decides its vectors. */
export async function describeHuggingFaceModel(modelDir: string, settings: SentenceTransformerSettings, graph: string): Promise<ModelDescription> {
  const hash = createHash('sha256');
  for (const file of [graph, ...weightsBeside(graph), path.join(modelDir, 'tokenizer.json')]) hash.update(await hashOfFile(file));
  hash.update(JSON.stringify(settings));
  const { maxTokens, queryPrefix, documentPrefix, pooling, padTokenId } = settings;
  return {
    id: `${path.basename(path.resolve(modelDir))}-${hash.digest('hex').slice(0, 12)}`,
    dimensions: null, output: null, normalized: false,
    inputs: { inputIds: 'input_ids', attentionMask: 'attention_mask' },
    maxTokens, queryPrefix, documentPrefix, pooling, padTokenId, static: null,
  };
}

/** A graph of more than 2 GB keeps its weights beside it: model.onnx_data, model.onnx_data_1, model.onnx.data. Both names in the same form. */
export const holdsWeightsOf = (graph: string, file: string): boolean => file.startsWith(graph) && /^[._]data(_\d+)?$/.test(file.slice(graph.length));

function weightsBeside(graph: string): string[] {
  const name = path.basename(graph);
  const weights = listFolder(path.dirname(graph)).filter((file) => holdsWeightsOf(name, file));
  return weights.sort().map((file) => path.join(path.dirname(graph), file));
}

async function hashOfFile(file: string): Promise<Uint8Array> {
  const hash = createHash('sha256');
  try {
    await pipeline(fs.createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  } catch (cause) {
    throw new Failure('modelMissing', `The model file ${file} can't be read.`, chooseAnotherModel, cause, file);
  }
  return hash.digest();
}

export const unusableModel = (modelDir: string, problem: string, cause?: unknown): Failure =>
  new Failure('modelDamaged', `The model in ${modelDir} can't be used: ${problem}.`, chooseAnotherModel, cause, modelDir);
