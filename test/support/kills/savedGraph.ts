/** Does a saved graph that is taken for whole hold what the store says, but for what is later than it? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { HnswGraphStorage } from '../../../src/adapters/hnswGraphStorage.ts';
import { OnnxEmbedder } from '../../../src/adapters/onnxEmbedder.ts';
import { SqliteStore } from '../../../src/adapters/sqliteStore.ts';
import { Catalog } from '../../../src/core/catalog/catalog.ts';
import { ModelVectors } from '../../../src/core/modelVectors.ts';

export async function checkSavedGraph(indexDir: string, modelDir: string): Promise<void> {
  const store = SqliteStore.open(indexDir, false);
  const embedder = await OnnxEmbedder.open(modelDir, { threads: 1 });
  try {
    const graph = await new HnswGraphStorage(indexDir).load(`${embedder.id}/${embedder.dimensions}`, embedder.dimensions);
    if (!graph) return;
    const [catalog, vectors] = [new Catalog(), new ModelVectors(embedder)];
    catalog.load(store);
    vectors.load(store, catalog);
    const revision = Number(store.readMeta('graph.revision') ?? 0);
    for (const [id, held] of vectorsIn(path.join(indexDir, 'graph.hnsw'), embedder.dimensions)) {
      const expected = vectors.table.get(id);
      if (!expected || !graph.has(id) || catalog.revisionOf(id)! > revision) continue;
      assert.deepEqual([...held], [...expected], `the graph holds another vector for chunk ${id} of commit ${catalog.revisionOf(id)}, saved after ${revision}`);
    }
  } finally {
    store.close();
    await embedder.close();
  }
}

/** By the layout in docs/index-format.md. */
function* vectorsIn(file: string, dimensions: number): Generator<[id: number, vector: Float32Array]> {
  const bytes = fs.readFileSync(file);
  const [slots, rowLength, links] = [16, 24, 72].map((at) => Number(bytes.readBigUInt64LE(at))) as [number, number, number];
  for (let slot = 0; slot < slots; slot++) {
    const at = 96 + slot * rowLength + 4 + 8 * links;
    const vector = Float32Array.from({ length: dimensions }, (_, place) => bytes.readFloatLE(at + 4 * place));
    yield [Number(bytes.readBigUInt64LE(at + 4 * dimensions)), vector];
  }
}
