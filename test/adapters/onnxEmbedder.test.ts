/** Does the bundled model embed meaning, and does a model that is missing, damaged or wrong say so? */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { HuggingFaceTokenizer } from '../../src/adapters/huggingFaceTokenizer.ts';
import { openTokenizer, readModelDescription } from '../../src/adapters/modelFiles.ts';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import { innerProduct, isZeroVector, normalise } from '../../src/core/embed/unitVector.ts';
import { WordPieceTokenizer } from '../../src/core/embed/wordPieceTokenizer.ts';
import { Failure } from '../../src/core/failure.ts';
import { realTexts } from '../support/realTexts.ts';
import { tempDirectory } from '../support/tempDirectory.ts';

const bundledModel = path.resolve(import.meta.dirname, '../../models/default');
const options = { threads: 1 };

/** A copy of the bundled model that may be damaged. */
function copyOfModel(t: TestContext): string {
  const directory = tempDirectory(t);
  fs.cpSync(bundledModel, directory, { recursive: true });
  return directory;
}

function rewriteDescription(directory: string, change: (model: Record<string, unknown> & { sha256: Record<string, string> }) => void): void {
  const file = path.join(directory, 'model.json');
  const model = JSON.parse(fs.readFileSync(file, 'utf8'));
  change(model);
  fs.writeFileSync(file, JSON.stringify(model));
}

function replaceAndSign(directory: string, name: 'model.onnx' | 'tokenizer.json', content: string | Uint8Array): void {
  fs.writeFileSync(path.join(directory, name), content);
  rewriteDescription(directory, (model) => { model.sha256[name] = createHash('sha256').update(content).digest('hex'); });
}

async function failureOf(directory: string): Promise<Failure> {
  const error: unknown = await OnnxEmbedder.open(directory, options).then(() => null, (reason: unknown) => reason);
  assert.ok(error instanceof Failure, `${String(error)}`);
  assert.ok(error.nextStep.length > 20 && error.message.length > 20);
  return error;
}

test('a question finds the code that answers it', async () => {
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const codes = [
    'function retryWithBackoff(request, attempts) { for (let i = 0; i < attempts; i++) { try { return request(); } catch { sleep(2 ** i * 100); } } }',
    'export function parseCommandLine(argv) { const options = {}; for (const argument of argv) options[argument.name] = argument.value; return options; }',
    'class LruCache { get(key) { const entry = this.entries.get(key); this.entries.delete(key); this.entries.set(key, entry); return entry; } }',
  ];
  const vectors = await embedder.embed(codes, 'document');
  const questions = ['try a failed network request again after waiting', 'read command line arguments', 'evict the least recently used cache entry'];
  for (const [answer, question] of (await embedder.embed(questions, 'query')).entries()) {
    const similarities = vectors.map((vector) => innerProduct(vector, question));
    assert.equal(similarities.indexOf(Math.max(...similarities)), answer, `${similarities}`);
  }
  await embedder.close();
});

/** The bytes of the one tensor in an ONNX file that holds so many: protobuf field 9 (raw_data) with its length before it. */
function rawTensor(onnx: Buffer, byteLength: number): Buffer {
  const mark = [0x4a];
  for (let rest = byteLength; rest > 0; rest >>>= 7) mark.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  const start = onnx.indexOf(Uint8Array.from(mark)) + mark.length;
  assert.ok(start > mark.length);
  return onnx.subarray(start, start + byteLength);
}

test('the vectors are those of the formula in model.json, computed here from the word table', async () => {
  const { dimensions, static: { countExponent, positionBeta, positionTau } } = JSON.parse(fs.readFileSync(path.join(bundledModel, 'model.json'), 'utf8'));
  const words = Object.keys(JSON.parse(fs.readFileSync(path.join(bundledModel, 'tokenizer.json'), 'utf8')).model.vocab).length;
  const onnx = fs.readFileSync(path.join(bundledModel, 'model.onnx'));
  const table = rawTensor(onnx, words * dimensions);
  const scales = rawTensor(onnx, words * 4);
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const texts = realTexts(200, 1500).map((text) => embedder.tokenizer.encode(text, 512)).filter((tokens) => tokens.length > 0);
  const vectors = await embedder.embedTokens(texts);
  await embedder.close();
  for (const [i, tokens] of texts.entries()) {
    const sum = new Float32Array(dimensions);
    for (const [place, token] of tokens.entries()) {
      const count = tokens.filter((other) => other === token).length;
      const weight = count ** (countExponent - 1) * (1 + place / positionTau) ** -positionBeta * scales.readFloatLE(4 * token);
      for (let d = 0; d < dimensions; d++) sum[d]! += weight * table.readInt8(token * dimensions + d);
    }
    assert.ok(innerProduct(vectors[i]!, normalise(sum)) > 0.99999);
  }
});

test('the words of real code and text add up to its similarity, and a word adds what the word table says', async () => {
  const { dimensions, static: weights } = JSON.parse(fs.readFileSync(path.join(bundledModel, 'model.json'), 'utf8'));
  const vocabulary: Readonly<Record<string, number>> = JSON.parse(fs.readFileSync(path.join(bundledModel, 'tokenizer.json'), 'utf8')).model.vocab;
  const onnx = fs.readFileSync(path.join(bundledModel, 'model.onnx'));
  const table = rawTensor(onnx, Object.keys(vocabulary).length * dimensions);
  const scales = rawTensor(onnx, Object.keys(vocabulary).length * 4);
  const lengthIn = (id: number): number => scales.readFloatLE(4 * id) * Math.hypot(...Array.from({ length: dimensions }, (_, d) => table.readInt8(id * dimensions + d)));
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const queries = ['try a failed network request again', 'file number red', 'wo wird die Datei gelesen?', 'parse_arguments'];
  for (const [i, text] of realTexts(300, 1500).entries()) {
    const asked = queries[i % queries.length]!;
    const [[own], [query], shares] = await Promise.all([embedder.embed([text], 'document'), embedder.embed([asked], 'query'), embedder.wordShares(text, [asked], 'query')]);
    assert.ok(Math.abs(shares!.reduce((sum, { share }) => sum + share, 0) - innerProduct(own!, query!)) < 1e-5, text.slice(0, 80));
  }
  // Any two words, one of another language with the same direction as a word of which lengths are measured: their lengths in the table.
  for (const [one, other] of [['socket', 'retry'], ['file', 'datei'], ['number', 'the'], ['red', 'function']] as const) {
    const [shares, [query]] = await Promise.all([embedder.wordShares(`${one} ${other}`, [one], 'query'), embedder.embed([one], 'query')]);
    const [first, second] = shares!;
    const [, direction] = await embedder.embed([one, other], 'document');
    const expected = (lengthIn(vocabulary[other]!) * innerProduct(direction!, query!) * (1 + 1 / weights.positionTau) ** -weights.positionBeta) / lengthIn(vocabulary[one]!);
    assert.ok(Math.abs(second!.share / first!.share - expected) < 1e-4 * Math.max(1, Math.abs(expected)), `${one} ${other}`);
  }
  await embedder.close();
});

test('in an example the last lines count as much as the first, in a document less', async () => {
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const [first, last] = ['parse the date of a cookie\n'.repeat(12), 'resize an image on the screen\n'.repeat(12)];
  const [asDocument] = await embedder.embed([first + last], 'document');
  const [asExample, turned] = await embedder.embed([first + last, last + first], 'example');
  const [lastAlone] = await embedder.embed([last], 'document');
  assert.ok(innerProduct(asExample!, lastAlone!) > innerProduct(asDocument!, lastAlone!) + 0.02);
  assert.ok(innerProduct(asExample!, turned!) > 0.99999, 'the order of lines does not matter');
  await embedder.close();
});

test('a word owes its share to the word of the query that it is nearest to', async () => {
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const text = 'for (let attempt = 0; attempt < maxRetries; attempt++) await fetch(url);';
  const shares = await embedder.wordShares(text, ['request it again after it has failed'], 'query');
  const owed = new Map(shares!.map(({ start, end, queryWord }) => [text.slice(start, end), queryWord]));
  assert.deepEqual([owed.get('Retries'), owed.get('fetch')], ['failed', 'request']);
  const strongest = shares!.toSorted((a, b) => b.share - a.share)[0]!;
  assert.equal(text.slice(strongest.start, strongest.end), 'Retries');
  await embedder.close();
});

test('the same vectors come from one thread and from two', async () => {
  const texts = realTexts(300, 900);
  const [one, two] = await Promise.all([1, 2].map(async (threads) => {
    const embedder = await OnnxEmbedder.open(bundledModel, { threads });
    const vectors = await embedder.embed(texts, 'document');
    await embedder.close();
    return vectors;
  }));
  assert.deepEqual(one, two);
});

test('a text is cut after the model\'s 512 tokens, and unknown words alone are the zero vector', async () => {
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const [long, longer] = await embedder.embed(['word other '.repeat(256), 'word other '.repeat(256) + 'completely different ending'.repeat(1000)], 'document');
  assert.deepEqual(long, longer);
  assert.ok(isZeroVector((await embedder.embed(['ሰላም ታሪክ'], 'query'))[0]!));
  await embedder.close();
});

test('the event loop turns between batches, and an abort takes effect there', async () => {
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const texts = realTexts(1500, 900);
  let turns = 0;
  const ticking = setInterval(() => { turns++; }, 1);
  await embedder.embed(texts, 'document');
  clearInterval(ticking);
  assert.ok(turns > 5, `${turns} turns`);
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  await assert.rejects(embedder.embedTokens(texts.map((text) => embedder.tokenizer.encode(text, 512)), controller.signal), { code: 'cancelled' });
  await embedder.close();
});

test('embedding goes on while worker threads without the model come and go', async () => {
  const embedder = await OnnxEmbedder.open(bundledModel, options);
  const texts = realTexts(400, 900);
  const expected = await embedder.embed(texts, 'document');
  for (let round = 0; round < 5; round++) {
    const workers = Array.from({ length: 3 }, () => new Worker('require("node:zlib").gzipSync(Buffer.alloc(1e6))', { eval: true }));
    const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    assert.deepEqual(await embedder.embed(texts, 'document'), expected);
    assert.deepEqual(await Promise.all(ended), [0, 0, 0]);
  }
  await embedder.close();
});

test('a file of the model that is missing is named, with what to do', async (t) => {
  for (const name of ['model.json', 'model.onnx', 'tokenizer.json']) {
    const directory = copyOfModel(t);
    fs.rmSync(path.join(directory, name));
    const failure = await failureOf(directory);
    assert.equal(failure.code, 'modelMissing');
    assert.ok(failure.message.includes(path.join(directory, name)));
  }
  assert.equal((await failureOf(path.join(tempDirectory(t), 'nowhere'))).code, 'modelMissing');
});

test('a model file that is cut short or altered by one bit is recognised before it is run', async (t) => {
  for (const name of ['model.onnx', 'tokenizer.json']) {
    const whole = fs.readFileSync(path.join(bundledModel, name));
    const altered = Buffer.from(whole);
    altered[altered.length >> 1]! ^= 1;
    for (const content of [whole.subarray(0, whole.length >> 1), new Uint8Array(), altered]) {
      const directory = copyOfModel(t);
      fs.writeFileSync(path.join(directory, name), content);
      assert.equal((await failureOf(directory)).code, 'modelDamaged');
    }
  }
});

test('a model.json that is not JSON, not UTF-8 or incomplete is named', async (t) => {
  const directory = copyOfModel(t);
  for (const content of ['{"id": ', '[1]', '5', Uint8Array.of(0x7b, 0xff, 0x7d), '{"id":"x"}']) {
    fs.writeFileSync(path.join(directory, 'model.json'), content);
    const failure = await failureOf(directory);
    assert.equal(failure.code, 'modelDamaged');
    assert.match(failure.message, /model\.json/);
  }
});

test('a file that matches its hash but is no model fails as a model', async (t) => {
  for (const content of ['not a model', new Uint8Array(1000), fs.readFileSync(path.join(bundledModel, 'model.onnx')).subarray(0, 5000)]) {
    const directory = copyOfModel(t);
    replaceAndSign(directory, 'model.onnx', content);
    assert.equal((await failureOf(directory)).code, 'modelFailed');
  }
});

test('a description that does not fit the model is found when it is opened', async (t) => {
  const changes: readonly Record<string, unknown>[] = [{ dimensions: 128 }, { output: 'other' }, { inputs: { inputIds: 'ids', attentionMask: 'attention_mask' } }];
  for (const change of changes) {
    const directory = copyOfModel(t);
    rewriteDescription(directory, (model) => { Object.assign(model, change); });
    assert.equal((await failureOf(directory)).code, 'modelFailed', JSON.stringify(change));
  }
});

test('a tokenizer of another shape runs on the general library, and keeps its closing token when text is cut', async (t) => {
  const directory = copyOfModel(t);
  const vocab = { '[PAD]': 0, '[UNK]': 1, '[CLS]': 2, '[SEP]': 3, hello: 4, world: 5, a: 6 };
  const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  replaceAndSign(directory, 'tokenizer.json', JSON.stringify({
    version: '1.0', truncation: null, padding: null, decoder: null,
    added_tokens: [2, 3].map((id) => ({ id, content: Object.keys(vocab)[id], special: true, normalized: false, lstrip: false, rstrip: false, single_word: false })),
    normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      type: 'TemplateProcessing', single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')], pair: [],
      special_tokens: { '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] }, '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] } },
    },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab },
  }));
  const tokenizer = await openTokenizer(directory, await readModelDescription(directory));
  assert.ok(tokenizer instanceof HuggingFaceTokenizer);
  assert.deepEqual([...tokenizer.encode('Hello world', 10)], [2, 4, 5, 3]);
  assert.deepEqual([...tokenizer.encode('hello world hello world', 4)], [2, 4, 5, 3]);
  assert.deepEqual([...tokenizer.encode('', 10)], [2, 3]);
});

test('the bundled tokenizer is the fast one, and one that can\'t be understood is damaged', async (t) => {
  assert.ok((await openTokenizer(bundledModel, await readModelDescription(bundledModel))) instanceof WordPieceTokenizer);
  const directory = copyOfModel(t);
  replaceAndSign(directory, 'tokenizer.json', '{"model":{"type":"Unheard"}}');
  await assert.rejects(openTokenizer(directory, await readModelDescription(directory)), { code: 'modelDamaged' });
});
