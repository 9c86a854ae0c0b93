/** Which model does a user mean, and which files of its repository are needed to embed with it? */
import { Failure } from '../core/failure.ts';
import { holdsWeightsOf } from './huggingFaceModelFolder.ts';
import type { HubFile } from './modelDownloadHub.ts';

export interface ModelName {
  /** "owner/name". */
  readonly repository: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
}

/** Letters that the hub allows in names; neither "." nor ".." is one, so that a name is a folder's name too. */
const namePattern = /^((?!\.)[\w.-]+\/(?!\.)[\w.-]+)(?:@([\w./-]+))?$/;

/** "OWNER/NAME" or "OWNER/NAME@REVISION". Throws Failure "badRequest". */
export function parseModelName(text: string): ModelName {
  const match = namePattern.exec(text.trim());
  if (match) return { repository: match[1]!, revision: match[2] ?? 'main' };
  throw new Failure('badModelName', `"${text}" does not name a model.`, 'Name it as OWNER/NAME or OWNER/NAME@REVISION, such as sentence-transformers/all-MiniLM-L6-v2.', undefined, text);
}

/** Where exporters put the graph; the first that is there is taken: the whole one, or else one of 8-bit weights. */
const graphPaths = ['model.onnx', 'model_quantized.onnx', 'model_int8.onnx'].flatMap((name) => [`onnx/${name}`, name]);

const neededPaths = ['tokenizer.json', 'config.json'];
/** How texts are cut and prefixed, and the tokens' vectors made one; lodestone.json is for models whose authors think of us. */
const descriptionPaths: ReadonlySet<string> = new Set(['tokenizer.json', 'modules.json', 'config_sentence_transformers.json', 'lodestone.json']);
/** sentence_bert_config.json has namesakes of other families of networks; the steps that modules.json names have folders such as 1_Pooling. */
const configPattern = /^(\d+_\w+\/)?(config|tokenizer_config|sentence_[\w-]+_config)\.json$/;

/** What a licence may ask to be passed on with the work. */
const noticePattern = /^(LICEN[CS]E|NOTICE)(\.(txt|md))?$/i;

/** The files to take, the graph last: what is small and may be refused comes first. Throws Failure "modelUnsuitable". */
export function chooseModelFiles(repository: string, files: readonly HubFile[]): HubFile[] {
  const graph = graphPaths.map((path) => files.find((file) => file.path === path)).find((file) => file !== undefined);
  if (!graph) throw unsuitable(repository, 'has no model.onnx, onnx/model.onnx or model_quantized.onnx');
  const missing = neededPaths.find((path) => !files.some((file) => file.path === path));
  if (missing !== undefined) throw unsuitable(repository, `has no ${missing}`);
  const description = files.filter(({ path }) => descriptionPaths.has(path) || configPattern.test(path) || noticePattern.test(path));
  return [...description, ...files.filter(({ path }) => holdsWeightsOf(graph.path, path)), graph];
}

const unsuitable = (repository: string, lack: string): Failure => new Failure('modelUnsuitable', `${repository} can't be used: it ${lack}.`,
  'Choose a repository that holds the model as ONNX, often another owner\'s with "onnx" in its name or tags.', undefined, repository);
