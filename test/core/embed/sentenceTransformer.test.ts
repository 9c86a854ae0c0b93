/** Is every way in which a model's files say how it is run understood, and what is not, refused by name? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { readSentenceTransformer, type SentenceTransformerFiles, type SentenceTransformerSettings } from '../../../src/core/embed/sentenceTransformer.ts';

const bert = { model_type: 'bert', hidden_size: 384, max_position_embeddings: 512, pad_token_id: 0 };

function settingsOf(files: Partial<SentenceTransformerFiles>): SentenceTransformerSettings {
  const result = readSentenceTransformer({ config: bert, ...files });
  assert.ok(result.ok, result.ok ? '' : result.problem);
  return result.settings;
}

function problemOf(files: Partial<SentenceTransformerFiles>): string {
  const result = readSentenceTransformer({ config: bert, ...files });
  return result.ok ? 'none' : result.problem;
}

test('with config.json alone a text is pooled by its mean, has no prefix, and is as long as the network\'s positions', () => {
  assert.deepEqual(settingsOf({}), {
    maxTokens: 512, queryPrefix: '', documentPrefix: '', lowerCase: false, pooling: 'mean', hiddenSize: 384, padTokenId: 0, stepBeyondPooling: null,
  });
});

test('pooling: the switches of earlier versions, the name of later ones', () => {
  const off = { pooling_mode_cls_token: false, pooling_mode_mean_tokens: false, pooling_mode_max_tokens: false };
  const cases: readonly (readonly [object, string])[] = [
    [{ ...off, pooling_mode_cls_token: true }, 'cls'], [{ ...off, pooling_mode_mean_tokens: true }, 'mean'], [{ ...off, pooling_mode_max_tokens: true }, 'max'],
    [{ ...off, pooling_mode_lasttoken: true }, 'lastToken'], [{ ...off, pooling_mode_weightedmean_tokens: true }, 'weightedMean'],
    [{ ...off, pooling_mode_mean_sqrt_len_tokens: true }, 'mean'], [off, 'mean'],
    [{ pooling_mode: 'cls' }, 'cls'], [{ pooling_mode: 'lasttoken' }, 'lastToken'], [{ pooling_mode: 'weightedmean' }, 'weightedMean'],
    [{ pooling_mode: 'max' }, 'max'], [{ pooling_mode: ['mean'] }, 'mean'], [{ pooling_mode: 'cls', pooling_mode_mean_tokens: true }, 'cls'],
  ];
  for (const [pooling, expected] of cases) assert.equal(settingsOf({ pooling }).pooling, expected, JSON.stringify(pooling));
  for (const pooling of [{ pooling_mode: 'attention' }, { pooling_mode: ['mean', 'max'] }, { pooling_mode_cls_token: true, pooling_mode_max_tokens: true }, { pooling_mode: 5 }]) {
    assert.match(problemOf({ pooling }), /1_Pooling\/config\.json asks for a pooling/);
  }
});

test('the window: max_seq_length, else the tokenizer\'s, and never more than the network\'s positions or 2,048', () => {
  const cases: readonly (readonly [Partial<SentenceTransformerFiles>, number])[] = [
    [{ sentenceConfig: { max_seq_length: 256 } }, 256], [{ sentenceConfig: { max_seq_length: 8192 } }, 512],
    [{ sentenceConfig: { max_seq_length: null }, tokenizerConfig: { model_max_length: 128 } }, 128], [{ tokenizerConfig: { model_max_length: 1e30 } }, 512],
    [{ sentenceConfig: { max_seq_length: 256 }, tokenizerConfig: { model_max_length: 128 } }, 256],
    [{ config: { ...bert, max_position_embeddings: 8192 } }, 2048], [{ config: { n_positions: 1024 } }, 1024], [{ config: {} }, 512],
    [{ config: { model_type: 'roberta', max_position_embeddings: 514, pad_token_id: 1 }, sentenceConfig: { max_seq_length: 514 } }, 512],
    [{ config: { model_type: 'mpnet', max_position_embeddings: 514, pad_token_id: 1 } }, 512], [{ config: { ...bert, max_position_embeddings: -1 } }, 512],
  ];
  for (const [files, expected] of cases) assert.equal(settingsOf(files).maxTokens, expected, JSON.stringify(files));
});

test('prompts are chosen as sentence-transformers chooses them, and lodestone.json goes before', () => {
  const prefixes = (files: Partial<SentenceTransformerFiles>): string[] => {
    const { queryPrefix, documentPrefix } = settingsOf(files);
    return [queryPrefix, documentPrefix];
  };
  assert.deepEqual(prefixes({ prompts: { prompts: { query: 'Q: ' } } }), ['Q: ', '']);
  assert.deepEqual(prefixes({ prompts: { prompts: { query: 'query: ', passage: 'passage: ' } } }), ['query: ', 'passage: ']);
  assert.deepEqual(prefixes({ prompts: { prompts: { document: 'd ', passage: 'p ', corpus: 'c ' } } }), ['', 'd ']);
  assert.deepEqual(prefixes({ prompts: { prompts: { corpus: 'c ' } } }), ['', 'c ']);
  assert.deepEqual(prefixes({ prompts: { prompts: { all: 'a ', query: '' }, default_prompt_name: 'all' } }), ['', 'a ']);
  assert.deepEqual(prefixes({ prompts: { prompts: {}, default_prompt_name: null } }), ['', '']);
  assert.deepEqual(prefixes({ prompts: { prompts: { query: 'Q: ' } }, ours: { queryPrefix: 'query: ', documentPrefix: 'passage: ' } }), ['query: ', 'passage: ']);
  assert.equal(settingsOf({ ours: { pooling: 'cls' }, pooling: { pooling_mode: 'mean' } }).pooling, 'cls');
});

test('lower-casing, the padding token, the width and steps after pooling are read', () => {
  assert.equal(settingsOf({ sentenceConfig: { do_lower_case: true } }).lowerCase, true);
  assert.equal(settingsOf({ config: { ...bert, pad_token_id: 1 } }).padTokenId, 1);
  assert.deepEqual([{ dim: 768 }, { n_embd: 512 }, { d_model: 256 }, {}].map((config) => settingsOf({ config }).hiddenSize), [768, 512, 256, null]);
  const steps = (...types: readonly string[]) => settingsOf({ modules: types.map((type) => ({ type })) }).stepBeyondPooling;
  assert.equal(steps('sentence_transformers.models.Transformer', 'sentence_transformers.models.Pooling', 'sentence_transformers.models.Normalize'), null);
  assert.equal(steps('sentence_transformers.base.modules.transformer.Transformer', 'sentence_transformers.base.modules.dense.Dense'), 'Dense');
});

test('what is no object, or not understood, is named by its file', () => {
  assert.match(problemOf({ config: undefined }), /^config\.json/);
  for (const [key, name] of Object.entries({ config: 'config.json', pooling: '1_Pooling/config.json', sentenceConfig: 'sentence_bert_config.json', prompts: 'config_sentence_transformers.json', tokenizerConfig: 'tokenizer_config.json', ours: 'lodestone.json' })) {
    for (const value of [[], 'text', 5]) assert.equal(problemOf({ [key]: value }), `${name} does not hold an object`);
  }
  for (const ours of [{ prefix: 'x' }, { queryPrefix: 5 }, { pooling: 'best' }]) assert.match(problemOf({ ours }), /^lodestone\.json has a "/);
  assert.match(problemOf({ pooling: { include_prompt: false }, prompts: { prompts: { query: 'q ' } } }), /leaves prompts out/);
  assert.equal(settingsOf({ pooling: { include_prompt: false } }).pooling, 'mean');
});
