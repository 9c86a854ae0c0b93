/** What would another model, another width or another number format give? The same chunks and rankings with the vectors exchanged. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { TreeSitterParser } from '../../src/adapters/treeSitterParser.ts';
import { combineVectors } from '../../src/core/embed/combineVectors.ts';
import { normalise } from '../../src/core/embed/unitVector.ts';
import type { Embedder } from '../../src/core/ports.ts';
import { pathText, pathWeight } from '../../src/core/modelVectors.ts';
import { embeddedTexts } from '../embeddedTexts.ts';
import { installed, type PackageIndex } from './packageIndex.ts';

/** Texts that a model takes at once; between two of these the event loop is free. */
const textsAtOnce = 64;

/** Vectors of a package under one model, float32, before any loss. */
export interface ModelVectors {
  /** By chunk id: the chunk and its path's words, combined as the product does. */
  readonly documents: ReadonlyMap<number, Float32Array>;
  /** By question, in the order of the set. */
  readonly queries: readonly Float32Array[];
}

/** What is embedded of each chunk of the catalog, by its id. */
export async function chunkTexts({ index }: PackageIndex): Promise<Map<number, string>> {
  const tools = { files: new DiskFiles(), parser: new TreeSitterParser(installed.grammars) };
  const texts = new Map<number, string>();
  for (const file of index.catalog.files()) {
    if (file.state !== 'indexed') continue;
    const found = await embeddedTexts(file, tools);
    index.catalog.chunkIdsOf(file.id).forEach((id, place) => texts.set(id, found[place]!));
  }
  return texts;
}

/** A slow model's vectors are kept in the cache, by model and text. */
async function embedAll(texts: readonly string[], kind: 'query' | 'document', embedder: Embedder): Promise<Float32Array[]> {
  const key = createHash('sha256').update(JSON.stringify([embedder.id, kind, texts])).digest('hex');
  const file = path.join(cacheDirectory, 'bench-vectors', `${key}.f32`);
  const { dimensions } = embedder;
  if (existsSync(file)) {
    const { buffer, byteOffset } = readFileSync(file);
    return texts.map((_, place) => new Float32Array(buffer.slice(byteOffset + place * dimensions * 4, byteOffset + (place + 1) * dimensions * 4)));
  }
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += textsAtOnce) {
    vectors.push(...await embedder.embed(texts.slice(start, start + textsAtOnce), kind));
    await nextTurn();
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, Buffer.concat(vectors.map((vector) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength))));
  return vectors;
}

export async function vectorsOf(target: PackageIndex, texts: ReadonlyMap<number, string>, embedder: Embedder): Promise<ModelVectors> {
  const { catalog } = target.index;
  const ids = [...texts.keys()];
  const chunks = await embedAll([...texts.values()], 'document', embedder);
  const fileIds = [...new Set(ids.map((id) => catalog.chunk(id)!.fileId))];
  const pathVectors = await embedAll(fileIds.map((id) => pathText(catalog.fileById(id)!.path)), 'document', embedder);
  const byFile = new Map(fileIds.map((id, place) => [id, pathVectors[place]!]));
  const documents = new Map(ids.map((id, place) => [id, combineVectors([
    { vector: chunks[place]!, weight: 1 }, { vector: byFile.get(catalog.chunk(id)!.fileId)!, weight: pathWeight },
  ])]));
  return { documents, queries: await embedAll(target.set.questions.map(({ query }) => query), 'query', embedder) };
}

/** The first dimensions of each vector, again of unit length: what a model trained for it is worth when cut (Kusupati et al. 2022). */
export function cut({ documents, queries }: ModelVectors, dimensions: number): ModelVectors {
  const first = (vector: Float32Array): Float32Array => normalise(vector.slice(0, dimensions));
  return { documents: new Map([...documents].map(([id, vector]) => [id, first(vector)])), queries: queries.map(first) };
}

/** Only the sign of each dimension, of chunks and queries alike: the inner product is then 1 - 2 * Hamming distance / dimensions. */
export function signs({ documents, queries }: ModelVectors): ModelVectors {
  const sign = (vector: Float32Array): Float32Array => normalise(vector.map((value) => Math.sign(value)));
  return { documents: new Map([...documents].map(([id, vector]) => [id, sign(vector)])), queries: queries.map(sign) };
}
