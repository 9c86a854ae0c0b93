/** Does a model as Hugging Face lays it out run as its files say, and does one that can't be used say why? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { openDocumentTokenizer } from '../../src/adapters/modelFolder.ts';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import type { Pooling } from '../../src/core/embed/pooling.ts';
import { normalise } from '../../src/core/embed/unitVector.ts';
import { Failure } from '../../src/core/failure.ts';
import { foreignModel, tinyGraph, tinyModel, tinyTokenVector } from '../support/foreignModel.ts';
import { tempDirectory } from '../support/tempDirectory.ts';

type Changes = NonNullable<Parameters<typeof foreignModel>[1]>;

async function open(t: TestContext, changes: Changes = {}): Promise<OnnxEmbedder> {
  const embedder = await OnnxEmbedder.open(foreignModel(t, changes), { threads: 1 });
  t.after(() => embedder.close());
  return embedder;
}

function assertClose(actual: Float32Array, expected: readonly number[]): void {
  const unit = normalise(Float32Array.from(expected));
  assert.equal(actual.length, unit.length);
  for (const [i, value] of actual.entries()) assert.ok(Math.abs(value - unit[i]!) < 1e-5, `${i}: ${value}, not ${unit[i]}`);
}

const eachPlace = (vectors: readonly (readonly number[])[], combine: (values: readonly number[]) => number): number[] =>
  vectors[0]!.map((_, place) => combine(vectors.map((vector) => vector[place]!)));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const formulas: Readonly<Record<Pooling, (vectors: readonly (readonly number[])[]) => readonly number[]>> = {
  mean: (vectors) => eachPlace(vectors, sum),
  cls: (vectors) => vectors[0]!,
  lastToken: (vectors) => vectors.at(-1)!,
  max: (vectors) => eachPlace(vectors, (values) => Math.max(...values)),
  weightedMean: (vectors) => eachPlace(vectors, (values) => sum(values.map((value, i) => value * (i + 1)))),
};
const switches: Readonly<Record<Pooling, string>> = {
  mean: 'pooling_mode_mean_tokens', cls: 'pooling_mode_cls_token', lastToken: 'pooling_mode_lasttoken', max: 'pooling_mode_max_tokens',
  weightedMean: 'pooling_mode_weightedmean_tokens',
};

for (const pooling of Object.keys(formulas) as Pooling[]) {
  test(`${pooling}: the vector of a text is that of the formula, whatever is embedded with it`, async (t) => {
    const embedder = await open(t, { '1_Pooling/config.json': { [switches[pooling]]: true } });
    const texts = ['parse a json document', 'socket', '', 'read the configuration file and wait for the socket to open'];
    const vectors = await embedder.embed(texts, 'document');
    for (const [i, text] of texts.entries()) assertClose(vectors[i]!, formulas[pooling]([...embedder.tokenizer.encode(text, 512)].map(tinyTokenVector)));
  });
}

test('a text is cut after max_seq_length tokens, the closing token kept, and not by the tokenizer\'s own truncation', async (t) => {
  const embedder = await open(t, { 'sentence_bert_config.json': { max_seq_length: 12 } });
  assert.equal(embedder.model.maxTokens, 12);
  const [cut, same, whole] = await embedder.embed(['read the file '.repeat(9), `${'read the file '.repeat(3)}read`, 'read the file read the file read the file'], 'document');
  assert.deepEqual(cut, same);
  assert.notDeepEqual(cut, whole);
  assert.equal(embedder.tokenizer.encode('read the file '.repeat(9), 12).at(-1), 3);
});

test('queries and documents begin as the prompts say, in the threads too, and lodestone.json says it where no other file does', async (t) => {
  const prompts = { 'config_sentence_transformers.json': { prompts: { query: 'read the ', document: 'wait for ' } } };
  const ours = { 'lodestone.json': { queryPrefix: 'read the ', documentPrefix: 'wait for ' } };
  const plain = await open(t);
  const [asQuery, asDocument] = await plain.embed(['read the socket', 'wait for socket'], 'document');
  for (const changes of [prompts, ours]) {
    const embedder = await open(t, changes);
    assert.deepEqual(await embedder.embed(['socket'], 'query'), [asQuery]);
    assert.deepEqual(await embedder.embed(['socket'], 'document'), [asDocument]);
    const { tokenizer, maxTokens } = await openDocumentTokenizer(foreignModel(t, changes));
    assert.deepEqual(await embedder.embedTokens([tokenizer.encode('socket', maxTokens)]), [asDocument]);
  }
});

test('a graph that asks for positions gets them, and one that gives vectors of texts is not pooled', async (t) => {
  const ids = [...(await open(t)).tokenizer.encode('open the socket', 512)];
  const positions = await open(t, { 'model.onnx': fs.readFileSync(tinyGraph('positions')) });
  assertClose((await positions.embed(['open the socket'], 'query'))[0]!, formulas.mean(ids.map((id, i) => tinyTokenVector(id).map((value) => value + i / 10))));
  const whole = await open(t, {
    'model.onnx': fs.readFileSync(tinyGraph('sentenceEmbedding')),
    'modules.json': [{ path: '', type: 'sentence_transformers.models.Transformer' }, { path: '2_Dense', type: 'sentence_transformers.models.Dense' }],
  });
  assertClose((await whole.embed(['open the socket'], 'query'))[0]!, formulas.mean(ids.map(tinyTokenVector)).toReversed());
});

test('the whole graph is taken before a quantised one, at the top or in the folder onnx', async (t) => {
  const [tiny, other] = [fs.readFileSync(path.join(tinyModel, 'model.onnx')), fs.readFileSync(tinyGraph('sentenceEmbedding'))];
  const vectorOf = async (changes: Changes) => (await (await open(t, changes)).embed(['open the socket'], 'query'))[0];
  const expected = await vectorOf({});
  assert.deepEqual(await vectorOf({ 'model.onnx': null, 'onnx/model.onnx': tiny, 'model_quantized.onnx': other }), expected);
  for (const name of ['model_quantized.onnx', 'onnx/model_quantized.onnx', 'onnx/model_int8.onnx', 'onnx/model_qint8_avx512.onnx', 'model_uint8.onnx']) {
    assert.deepEqual(await vectorOf({ 'model.onnx': null, [name]: tiny }), expected, name);
  }
});

test('the id is the folder\'s name and changes with everything that decides the vectors, and with nothing else', async (t) => {
  const idOf = async (changes: Changes) => (await open(t, changes)).id;
  const id = await idOf({});
  assert.match(id, /^tiny-[0-9a-f]{12}$/);
  assert.equal(await idOf({ 'README.md': 'About this model.', 'vocab.txt': '' }), id);
  const read = (name: string): string => fs.readFileSync(path.join(tinyModel, name), 'utf8');
  const changed: readonly Changes[] = [
    { 'model.onnx': fs.readFileSync(tinyGraph('sentenceEmbedding')) }, { 'tokenizer.json': `${read('tokenizer.json')} ` }, { 'model.onnx_data': 'weights' },
    { '1_Pooling/config.json': { pooling_mode: 'cls' } }, { 'sentence_bert_config.json': { max_seq_length: 100 } },
    { 'config_sentence_transformers.json': { prompts: { query: 'query: ' } } }, { 'lodestone.json': { documentPrefix: 'passage: ' } },
  ];
  const ids = await Promise.all(changed.map(idOf));
  assert.equal(new Set([id, ...ids]).size, changed.length + 1);
});

async function failureOf(directory: string): Promise<Failure> {
  for (const open of [openDocumentTokenizer, OnnxEmbedder.open]) {
    const error: unknown = await open(directory, { threads: 1 }).then(() => null, (reason: unknown) => reason);
    if (error === null) continue; // the threads need no graph
    assert.ok(error instanceof Failure, String(error));
    assert.match(error.nextStep, /lodestone\.model.*--model/);
    return error;
  }
  throw new Error(`${directory} was opened`);
}

test('a folder that lacks something is missing a model, and says what and which setting names it', async (t) => {
  const lacking = { 'model.onnx': /model\.onnx/, 'tokenizer.json': /tokenizer\.json/, 'config.json': /config\.json/ };
  for (const [name, message] of Object.entries(lacking)) {
    const failure = await failureOf(foreignModel(t, { [name]: null }));
    assert.equal(failure.code, 'modelMissing', name);
    assert.match(failure.message, message);
  }
  for (const folder of [tempDirectory(t), path.join(tempDirectory(t), 'nowhere'), path.join(tinyModel, 'model.onnx')]) {
    assert.equal((await failureOf(folder)).code, 'modelMissing');
  }
});

test('files that are damaged, contradict each other or ask for what Lodestone can\'t do are named', async (t) => {
  const cases: readonly (readonly [Changes, RegExp])[] = [
    [{ 'model.onnx': 'not a graph' }, /graph/],
    [{ 'model.onnx': fs.readFileSync(path.join(tinyModel, 'model.onnx')).subarray(0, 9000) }, /graph/],
    [{ 'model.onnx': fs.readFileSync(tinyGraph('generator')) }, /past_key_values/],
    [{ 'tokenizer.json': '{"model": ' }, /tokenizer\.json/], [{ 'tokenizer.json': { model: { type: 'Unheard' } } }, /tokenizer\.json/],
    [{ 'config.json': '[]' }, /config\.json/], [{ 'config.json': '{' }, /config\.json/], [{ 'config.json': { hidden_size: 384 } }, /32 dimensions.*384/],
    [{ '1_Pooling/config.json': { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true } }, /1_Pooling/],
    [{ 'modules.json': [{ path: '2_Dense', type: 'sentence_transformers.models.Dense' }] }, /Dense/],
    [{ 'lodestone.json': { queryprefix: 'query: ' } }, /queryprefix/],
  ];
  for (const [changes, message] of cases) {
    const failure = await failureOf(foreignModel(t, changes));
    assert.equal(failure.code, 'modelDamaged', failure.message);
    assert.match(failure.message, message);
  }
});
