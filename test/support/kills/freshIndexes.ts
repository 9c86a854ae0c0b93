/** What would a fresh index of these files hold and answer? Built once for each state and model, by the real parts, in this process. */
import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { BoundedLineMatcher } from '../../../src/adapters/boundedLineMatcher.ts';
import { DiskFiles } from '../../../src/adapters/diskFiles.ts';
import { HnswGraphStorage } from '../../../src/adapters/hnswGraphStorage.ts';
import { OnnxEmbedder } from '../../../src/adapters/onnxEmbedder.ts';
import { SharedVectors } from '../../../src/adapters/sharedVectors.ts';
import { SnapshotFile } from '../../../src/adapters/snapshotFile.ts';
import { SqliteStore } from '../../../src/adapters/sqliteStore.ts';
import { TreeSitterParser } from '../../../src/adapters/treeSitterParser.ts';
import { analyseFile } from '../../../src/core/analyseFile.ts';
import { defaultScanSettings } from '../../../src/core/types.ts';
import { WorkspaceIndex } from '../../../src/core/workspaceIndex.ts';
import { tempDirectory } from '../tempDirectory.ts';
import { installed } from '../testIndex.ts';
import type { ChangingFiles } from './changingFiles.ts';
import { answersOf, rowsOf, type IndexRows } from './indexContents.ts';

export interface Expected {
  readonly model: string;
  readonly rows: IndexRows;
  readonly answers: readonly unknown[];
  readonly chunks: number;
}

export class FreshIndexes {
  readonly #test: Pick<TestContext, 'after'>;
  readonly #parser = new TreeSitterParser(installed.grammars);
  readonly #embedders = new Map<string, Promise<OnnxEmbedder>>();
  /** Vectors that a fresh index has made once need not be made for the next: they are the same, and the indexes that are tried have their own. */
  readonly #vectors: SharedVectors;
  /** The last few. */
  readonly #built = new Map<string, Promise<Expected>>();

  constructor(test: Pick<TestContext, 'after'>) {
    this.#test = test;
    this.#vectors = SharedVectors.open(tempDirectory(test), 1e9)!;
    test.after(() => this.#vectors.close());
  }

  /** Of the files as they lie there now. */
  of(files: ChangingFiles, modelDir: string): Promise<Expected> {
    const of = `${files.root} ${files.state} ${modelDir}`;
    const expected = this.#built.get(of) ?? this.#build(files, modelDir);
    this.#built.delete(of);
    this.#built.set(of, expected);
    if (this.#built.size > 3) this.#built.delete(this.#built.keys().next().value!);
    return expected;
  }

  #embedderOf(modelDir: string): Promise<OnnxEmbedder> {
    let embedder = this.#embedders.get(modelDir);
    if (!embedder) {
      embedder = OnnxEmbedder.open(modelDir, { threads: 1 });
      this.#embedders.set(modelDir, embedder);
      this.#test.after(async () => (await embedder!).close());
    }
    return embedder;
  }

  async #build({ root, names }: ChangingFiles, modelDir: string): Promise<Expected> {
    const indexDir = fs.mkdtempSync(path.join(path.dirname(root), 'fresh-'));
    const [embedder, files, store] = [await this.#embedderOf(modelDir), new DiskFiles(), SqliteStore.open(indexDir, true)];
    const tools = { files, parser: this.#parser, tokenizer: embedder.tokenizer, maxTokens: embedder.model.maxTokens };
    const index = new WorkspaceIndex({
      store, cache: this.#vectors, files, parser: this.#parser, lineMatcher: new BoundedLineMatcher(), nextModel: null, parallel: 4,
      model: { embedder, dir: modelDir, analyser: { analyse: (file, known) => analyseFile(file, tools, known), close: async () => {} } },
      graphs: new HnswGraphStorage(indexDir), snapshots: new SnapshotFile(indexDir),
    }, [{ path: root, name: path.basename(root) }], defaultScanSettings);
    await index.load();
    await index.refresh();
    await index.indexer.run();
    if (index.indexer.trouble) throw index.indexer.trouble;
    const expected = { model: embedder.id, rows: rowsOf(indexDir, embedder.id), answers: await answersOf(index, root, names), chunks: index.catalog.chunkCount };
    // Not index.close(): the embedder serves the next one.
    store.close();
    fs.rmSync(indexDir, { recursive: true });
    return expected;
  }
}
