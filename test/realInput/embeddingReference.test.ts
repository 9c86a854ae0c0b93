/** Does a real model from Hugging Face have the vectors here that it has in Python? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import { innerProduct } from '../../src/core/embed/unitVector.ts';
import { miniLmFloat, miniLmInt8 } from './miniLm.ts';
import { realPackage, type RealPackage } from './packages.ts';

const read = (name: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'));
const texts: readonly string[] = read('embeddingTexts.json');
/** Made by embeddingReference.py. */
const reference: { readonly sentenceTransformers: readonly string[]; readonly onnxruntimeInt8: readonly string[] } = read('embeddingReference.json');
const tolerance = 1e-3;

function vectorOf(packed: string): Float32Array {
  const bytes = Buffer.from(packed, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

async function opened(model: RealPackage): Promise<OnnxEmbedder> {
  return OnnxEmbedder.open(await realPackage(model), { threads: 2 });
}

async function differences(model: RealPackage, expected: readonly string[]): Promise<string[]> {
  const embedder = await opened(model);
  const vectors = await embedder.embed(texts, 'document');
  await embedder.close();
  assert.equal(vectors.length, expected.length);
  return vectors.flatMap((vector, i) => {
    const other = vectorOf(expected[i]!);
    const largest = Math.max(...vector.map((value, at) => Math.abs(value - other[at]!)));
    return vector.length === other.length && largest <= tolerance ? [] : [`${JSON.stringify(texts[i]!.slice(0, 60))}: ${largest}`];
  });
}

test('the texts are of every kind: empty, short, longer than the window, beyond ASCII', async () => {
  const embedder = await opened(miniLmFloat);
  const lengths = texts.map((text) => embedder.tokenizer.encode(text, 100_000).length);
  await embedder.close();
  assert.ok(texts.length >= 50 && texts.includes(''));
  assert.ok(lengths.filter((length) => length > embedder.model.maxTokens).length >= 5);
  assert.ok(texts.filter((text) => /[^\0-\x7f]/.test(text)).length >= 15);
});

test('the vectors of all-MiniLM-L6-v2 in float32 are those of sentence-transformers', async () => {
  assert.deepEqual(await differences(miniLmFloat, reference.sentenceTransformers), []);
});

test('the vectors of all-MiniLM-L6-v2 in int8 are those of Python\'s onnxruntime on the same file', async () => {
  assert.deepEqual(await differences(miniLmInt8, reference.onnxruntimeInt8), []);
});

test('window, pooling and dimensions are read from the model\'s files, and float32 and int8 have ids of their own', async () => {
  const [float, int8] = [await opened(miniLmFloat), await opened(miniLmInt8)];
  for (const { model, dimensions } of [float, int8]) {
    assert.deepEqual([dimensions, model.maxTokens, model.pooling, model.queryPrefix, model.documentPrefix], [384, 256, 'mean', '', '']);
  }
  assert.match(float.id, /^all-MiniLM-L6-v2-float-1\.19\.0-beta29-[0-9a-f]{12}$/);
  assert.match(int8.id, /^all-MiniLM-L6-v2-int8-1\.0\.0-[0-9a-f]{12}$/);
  const [one, other] = [(await float.embed([texts[0]!], 'query'))[0]!, (await int8.embed([texts[0]!], 'query'))[0]!];
  assert.ok(innerProduct(one, other) > 0.95);
  await Promise.all([float.close(), int8.close()]);
});
