/**
 * How fast is the bundled model on one thread?  modelOurs.ts whole|alone MODEL_DIR < {"chunks", "queries", "warmUp"}
 * "whole" counts the tokenizer, "alone" does not. Prints JSON as modelPeers.py does.
 */
import { json } from 'node:stream/consumers';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import type { Measured, ModelTexts, Rates } from './modelSpeed.ts';

/** As many as the indexer hands to the model at a time. */
const chunksPerStep = 128;

const [part, modelDir] = process.argv.slice(2);
if ((part !== 'whole' && part !== 'alone') || modelDir === undefined) throw new Error('usage: modelOurs.ts whole|alone MODEL_DIR');

async function measure(count: number, work: () => Promise<void>): Promise<Measured> {
  const clock = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { count, seconds: (performance.now() - clock) / 1000, processorSeconds: (user + system) / 1e6 };
}

const { chunks, queries, warmUp } = await json(process.stdin) as ModelTexts;
const embedder = await OnnxEmbedder.open(modelDir, { threads: 1 });
const tokenise = (text: string): Uint32Array => embedder.tokenizer.encode(text, embedder.model.maxTokens);
await embedder.embed(warmUp, 'document');

async function embedChunks(tokensOf: (position: number) => Uint32Array): Promise<void> {
  for (let start = 0; start < chunks.length; start += chunksPerStep) {
    const step = Array.from({ length: Math.min(chunksPerStep, chunks.length - start) }, (_, i) => tokensOf(start + i));
    await embedder.embedTokens(step);
  }
}

async function whole(): Promise<Rates> {
  return {
    chunks: await measure(chunks.length, () => embedChunks((position) => tokenise(chunks[position]!))),
    queries: await measure(queries.length, async () => { for (const query of queries) await embedder.embed([query], 'query'); }),
  };
}

async function alone(): Promise<Rates> {
  const tokens = chunks.map(tokenise);
  const queryTokens = queries.map(tokenise);
  return {
    chunks: await measure(chunks.length, () => embedChunks((position) => tokens[position]!)),
    queries: await measure(queries.length, async () => { for (const ids of queryTokens) await embedder.embedTokens([ids]); }),
  };
}

console.log(JSON.stringify(await (part === 'whole' ? whole() : alone())));
await embedder.close();
