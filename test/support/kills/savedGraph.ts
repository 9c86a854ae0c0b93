/** Does a saved graph that is taken for whole hold what the store says, but for what is later than it? */
import assert from 'node:assert/strict';
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
    for (const id of vectors.table.ids()) {
      if (!graph.has(id) || catalog.revisionOf(id)! > revision) continue;
      const nearest = graph.search(vectors.table.get(id)!, 5, 100);
      const own = nearest.find((each) => each.id === id);
      assert.ok(own && own.similarity > 0.999 || nearest[4]!.similarity > 0.999, `the graph holds another vector for chunk ${id}`);
    }
  } finally {
    store.close();
    await embedder.close();
  }
}
