/** How often does the engine read a file, embed a text, or build a graph? The real parts, put together in place, and counted. */
import path from 'node:path';
import type { TestContext } from 'node:test';
import { BoundedLineMatcher } from '../../src/adapters/boundedLineMatcher.ts';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { HnswGraphStorage } from '../../src/adapters/hnswGraphStorage.ts';
import { SnapshotFile } from '../../src/adapters/snapshotFile.ts';
import { SqliteStore } from '../../src/adapters/sqliteStore.ts';
import { TreeSitterParser } from '../../src/adapters/treeSitterParser.ts';
import { analyseFile } from '../../src/core/analyseFile.ts';
import type { FileAnalysis } from '../../src/core/catalog/rows.ts';
import type { VectorCache } from '../../src/core/ports.ts';
import type { SnapshotUse } from '../../src/core/snapshotKeeper.ts';
import { defaultScanSettings, type FileId } from '../../src/core/types.ts';
import { WorkspaceIndex } from '../../src/core/workspaceIndex.ts';
import { HashingEmbedder } from './hashingEmbedder.ts';
import { installed } from './testIndex.ts';

/** Counts what is read through the port. */
export class CountedFiles extends DiskFiles {
  reads = 0;

  override read(file: FileId): ReturnType<DiskFiles['read']> {
    this.reads++;
    return super.read(file);
  }
}

export interface CountedIndex {
  readonly index: WorkspaceIndex;
  readonly files: CountedFiles;
  readonly embedder: HashingEmbedder;
  /** Files that were taken apart so far. */
  readonly takenApart: () => number;
  readonly snapshot: SnapshotUse;
  readonly close: () => Promise<void>;
}

export interface CountedOptions {
  readonly indexDir: string;
  readonly root: string;
  readonly access?: 'write' | 'read';
  readonly model?: string;
  readonly cache?: VectorCache | null;
}

/** Opened, and its graph loaded; not compared with the disk. */
export async function openCounted(test: Pick<TestContext, 'after'>, { indexDir, root, access = 'write', model = 'hashing', cache = null }: CountedOptions): Promise<CountedIndex> {
  const [files, embedder, parser] = [new CountedFiles(), new HashingEmbedder(64, model), new TreeSitterParser(installed.grammars)];
  const tools = { files, parser, tokenizer: embedder.tokenizer, maxTokens: embedder.maxTokens };
  let takenApart = 0;
  const counted = (analysis: FileAnalysis): FileAnalysis => {
    if (analysis.outcome === 'indexed') takenApart++;
    return analysis;
  };
  const index = new WorkspaceIndex({
    store: SqliteStore.open(indexDir, access === 'write'), cache, files, parser, lineMatcher: new BoundedLineMatcher(), nextModel: null, parallel: 4,
    model: { embedder, dir: '', analyser: { analyse: async (file, known) => counted(await analyseFile(file, tools, known)), close: async () => {} } },
    graphs: new HnswGraphStorage(indexDir), snapshots: new SnapshotFile(indexDir),
  }, [{ path: root, name: path.basename(root) }], defaultScanSettings);
  const snapshot = await index.load();
  await index.graphLoaded;
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await index.close();
    closed = true;
  };
  test.after(close);
  return { index, files, embedder, takenApart: () => takenApart, snapshot, close };
}
