/** What do the files of a sentence-embedding model say of how it is to be run, as Hugging Face lays them out? */
import { count, isFields, text, type Fields } from './jsonFields.ts';
import { poolings, type Pooling } from './pooling.ts';

/** The parsed JSON files, by what they are; undefined: there is none. Only config.json must be there. */
export interface SentenceTransformerFiles {
  /** config.json: the network's. */
  readonly config: unknown;
  /** tokenizer_config.json */
  readonly tokenizerConfig?: unknown;
  /** modules.json: the steps from text to vector. */
  readonly modules?: unknown;
  /** 1_Pooling/config.json */
  readonly pooling?: unknown;
  /** sentence_bert_config.json, or its namesake of another family of networks. */
  readonly sentenceConfig?: unknown;
  /** config_sentence_transformers.json: prompts. */
  readonly prompts?: unknown;
  /** lodestone.json: what is known from the model's card only, and takes precedence. */
  readonly ours?: unknown;
}

export interface SentenceTransformerSettings {
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  readonly lowerCase: boolean;
  readonly pooling: Pooling;
  /** Null: not said. */
  readonly hiddenSize: number | null;
  readonly padTokenId: number;
  /** A step after pooling (a Dense layer, say) that only a graph with it built in can do; null: none. */
  readonly stepBeyondPooling: string | null;
}

export type SentenceTransformerResult =
  | { readonly ok: true; readonly settings: SentenceTransformerSettings }
  | { readonly ok: false; readonly problem: string };

/** Where nothing says how long a text may be: what BERT reads. */
const usualMaxTokens = 512;
/**
 * Windows of 8,192 are cut to this: no chunk of more than one line has more than 2,000 characters that are not white space,
 * and attention over 8,192 tokens would take 3 GB (12 heads, float32).
 */
const largestMaxTokens = 2048;
/** Families whose positions begin after the padding token's id, so that so many fewer tokens fit. */
const offsetPositions = new Set(['roberta', 'xlm-roberta', 'camembert', 'mpnet', 'xlm-roberta-xl', 'longformer']);

/** BERT and most others; DistilBERT; nomic-bert and GPT; T5. */
const hiddenSizeNames = ['hidden_size', 'dim', 'n_embd', 'd_model'];

/** The settings, or what is wrong with which file, as a sentence's middle: "config.json does not hold an object". */
export function readSentenceTransformer(files: SentenceTransformerFiles): SentenceTransformerResult {
  const names = { config: 'config.json', tokenizerConfig: 'tokenizer_config.json', pooling: '1_Pooling/config.json', sentenceConfig: 'sentence_bert_config.json', prompts: 'config_sentence_transformers.json', ours: 'lodestone.json' } as const;
  const wrong = (Object.keys(names) as (keyof typeof names)[]).find((key) => !isFields(files[key] ?? (key === 'config' ? undefined : {})));
  if (wrong !== undefined) return { ok: false, problem: `${names[wrong]} does not hold an object` };
  const fields = (key: keyof typeof names): Fields => (files[key] ?? {}) as Fields;
  const ours = readOurs(fields('ours'));
  if (typeof ours === 'string') return { ok: false, problem: ours };
  const pooling = ours.pooling ?? poolingOf(fields('pooling'));
  if (pooling === null) return { ok: false, problem: '1_Pooling/config.json asks for a pooling that Lodestone does not have' };
  const prompts = promptsOf(fields('prompts'));
  const settings: SentenceTransformerSettings = {
    maxTokens: maxTokensOf(fields('sentenceConfig'), fields('config'), fields('tokenizerConfig')),
    queryPrefix: ours.queryPrefix ?? prompts.query,
    documentPrefix: ours.documentPrefix ?? prompts.document,
    lowerCase: fields('sentenceConfig')['do_lower_case'] === true,
    pooling,
    hiddenSize: hiddenSizeNames.map((name) => count(fields('config'), name, 1)).find((size) => size !== undefined) ?? null,
    padTokenId: count(fields('config'), 'pad_token_id', 0) ?? 0,
    stepBeyondPooling: stepBeyondPooling(files.modules),
  };
  if (fields('pooling')['include_prompt'] === false && settings.queryPrefix + settings.documentPrefix !== '') {
    return { ok: false, problem: '1_Pooling/config.json leaves prompts out of the pooling, which Lodestone can\'t' };
  }
  return { ok: true, settings };
}

interface OurFields {
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  readonly pooling?: Pooling;
}

function readOurs(fields: Fields): OurFields | string {
  for (const [key, value] of Object.entries(fields)) {
    const usable = key === 'pooling' ? poolings.some((each) => each === value) : (key === 'queryPrefix' || key === 'documentPrefix') && typeof value === 'string';
    if (!usable) return `lodestone.json has a "${key}" that is not understood`;
  }
  return fields;
}

const poolingNames: Readonly<Record<string, Pooling>> = {
  cls: 'cls', max: 'max', mean: 'mean', mean_sqrt_len_tokens: 'mean', weightedmean: 'weightedMean', lasttoken: 'lastToken',
};
/** The form before sentence-transformers 6: a switch for each. */
const poolingSwitches: Readonly<Record<string, Pooling>> = {
  pooling_mode_cls_token: 'cls', pooling_mode_max_tokens: 'max', pooling_mode_mean_tokens: 'mean', pooling_mode_mean_sqrt_len_tokens: 'mean',
  pooling_mode_weightedmean_tokens: 'weightedMean', pooling_mode_lasttoken: 'lastToken',
};

/** Null where several are to be joined, or the name is unknown. Mean where nothing is said. */
function poolingOf(fields: Fields): Pooling | null {
  const mode: unknown = fields['pooling_mode'];
  if (mode !== undefined) {
    const name: unknown = Array.isArray(mode) && mode.length === 1 ? mode[0] : mode;
    return typeof name === 'string' ? poolingNames[name] ?? null : null;
  }
  const on = Object.entries(poolingSwitches).filter(([key]) => fields[key] === true);
  return on.length > 1 ? null : on[0]?.[1] ?? 'mean';
}

/** As encode_query and encode_document of sentence-transformers choose among a model's prompts. */
function promptsOf(fields: Fields): { readonly query: string; readonly document: string } {
  const prompts = isFields(fields['prompts']) ? fields['prompts'] : {};
  const chosen = (...names: readonly string[]): string =>
    [...names, text(fields, 'default_prompt_name') ?? ''].map((name) => text(prompts, name, true)).find((prompt) => prompt !== undefined) ?? '';
  return { query: chosen('query'), document: chosen('document', 'passage', 'corpus') };
}

function maxTokensOf(sentence: Fields, config: Fields, tokenizer: Fields): number {
  const positions = count(config, 'max_position_embeddings', 1) ?? count(config, 'n_positions', 1) ?? Infinity;
  const offset = offsetPositions.has(text(config, 'model_type') ?? '') ? (count(config, 'pad_token_id', 0) ?? 1) + 1 : 0;
  // Tokenizers without a limit say 10^30.
  const wanted = count(sentence, 'max_seq_length', 1) ?? count(tokenizer, 'model_max_length', 1) ?? Infinity;
  const most = Math.min(positions - offset, wanted);
  return Math.min(Number.isFinite(most) && most >= 1 ? most : usualMaxTokens, largestMaxTokens);
}

function stepBeyondPooling(modules: unknown): string | null {
  if (!Array.isArray(modules)) return null;
  const types = modules.map((module: unknown) => (isFields(module) ? text(module, 'type') ?? '' : '').split('.').at(-1) ?? '');
  return types.find((type) => !['Transformer', 'Pooling', 'Normalize'].includes(type)) ?? null;
}
