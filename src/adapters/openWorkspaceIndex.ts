/** What does it take to open an index on this machine? The one place where the engine is put together, for the daemon and the command line. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure, type FailureCode } from '../core/failure.ts';
import type { Embedder, Model, Store } from '../core/ports.ts';
import { askedModelMeta, readAskedModel, readServingModel } from '../core/servingModel.ts';
import type { SnapshotUse } from '../core/snapshotKeeper.ts';
import type { Root, ScanSettings } from '../core/types.ts';
import { WorkspaceIndex, type WorkspaceIndexParts } from '../core/workspaceIndex.ts';
import { AnalysisPool } from './analysisPool.ts';
import { isSystemError } from './diskFailure.ts';
import { BoundedLineMatcher } from './boundedLineMatcher.ts';
import { DiskFiles } from './diskFiles.ts';
import { graphLibrary } from './hnswVectorIndex.ts';
import { HnswGraphStorage } from './hnswGraphStorage.ts';
import { OnnxEmbedder } from './onnxEmbedder.ts';
import { SharedVectors, type SharedVectorsStanding } from './sharedVectors.ts';
import { SnapshotFile } from './snapshotFile.ts';
import { SqliteStore, catalogFile } from './sqliteStore.ts';
import { TreeSitterParser, type GrammarPaths } from './treeSitterParser.ts';
import { WorktreeIndexes } from './worktreeIndexes.ts';
import { WriterLock } from './writerLock.ts';

/** Where the product's own files lie: beside the bundles, or in the sources. */
export interface InstalledFiles {
  readonly grammars: GrammarPaths;
  /** The folder of the model that is wished for. */
  readonly modelDir: string;
  readonly workerScript: string;
}

/** What all indexes of this user on this machine have in common. */
export interface SharedFiles {
  readonly directory: string;
  /** 0: no vectors are shared. */
  readonly maxVectorBytes: number;
}

export interface OpenOptions {
  readonly installed: InstalledFiles;
  /**
   * named (the default): `installed.modelDir` is wished for, and from now on is the index's model. bundled: likewise, wherever the bundled
   * model will lie. kept: what the index was last asked to have, else `installed.modelDir`.
   */
  readonly modelChoice?: 'named' | 'bundled' | 'kept';
  readonly indexDir: string;
  readonly roots: readonly Root[];
  readonly settings: ScanSettings;
  /** Absent: nothing is shared with other indexes. */
  readonly shared?: SharedFiles;
  /** Worker threads; 0: as many as there are processors, at most 4. */
  readonly threads: number;
  /** read: never write, even where nobody else does. writeOrRead: where it can't be written, read what is there; `writeTrouble` then says why. */
  readonly access: 'write' | 'read' | 'writeOrRead';
  /** The store was found to be damaged while it was in use: the writer begins with an empty one. */
  readonly damaged?: boolean;
}

export interface OpenedIndex {
  readonly index: WorkspaceIndex;
  readonly files: DiskFiles;
  readonly role: 'writer' | 'reader';
  /** The model that answers now; it changes with the index. */
  readonly embedder: Embedder | null;
  /** Why the model that is wished for is not there; null when it is. An earlier one may answer instead. */
  readonly modelTrouble: Failure | null;
  /** True when a damaged index was found and thrown away: it is built again from the files. */
  readonly healed: boolean;
  /** The folder of another worktree of the repository, whose index this one has begun with; null for one of its own. */
  readonly begunWith: string | null;
  /** Whether the tables in memory were taken over as they last lay there, or built from the catalog. */
  readonly snapshot: SnapshotUse;
  /** Null where no vectors are shared with other indexes, as a reader makes none. */
  readonly sharedVectors: SharedVectorsStanding | null;
  /** Bytes on disk. */
  readonly size: () => number;
  /** Why nobody can write to this index: the disk is full, or read-only. Null where somebody can. */
  readonly writeTrouble: Failure | null;
  /** True when another process wrote to this index and has ended, or what `writeTrouble` says may be over. */
  readonly writerIsGone: () => boolean;
  readonly close: () => Promise<void>;
}

/**
 * Opens the index of some roots, as its writer where nobody else writes. Rejects with Failure "folderMissing", "indexMissing"
 * (readers), "indexNewer", "readOnly", "diskFull", "moduleUnavailable". A model that can't be loaded leaves lexical search.
 */
export async function openWorkspaceIndex(options: OpenOptions): Promise<OpenedIndex> {
  for (const root of options.roots) {
    if (!fs.statSync(root.path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Failure('folderMissing', `${root.path} is not a folder that can be read.`, 'Check the path.', undefined, root.path);
    }
  }
  graphLibrary(); // before anything is opened or written
  if (options.access !== 'writeOrRead') return openAs(options, null);
  return openAs({ ...options, access: 'write' }, null).catch((error: unknown) => {
    if (!(error instanceof Failure) || !unwritable.has(error.code)) throw error;
    return openAs({ ...options, access: 'read' }, error).catch(() => { throw error; });
  });
}

const unwritable: ReadonlySet<FailureCode> = new Set(['diskFull', 'readOnly', 'notPermitted']);

async function openAs(options: OpenOptions, writeTrouble: Failure | null): Promise<OpenedIndex> {
  const { installed, indexDir, roots, settings, shared } = options;
  const lock = options.access === 'write' ? WriterLock.acquire(indexDir) : null;
  const cache = lock && shared ? SharedVectors.open(shared.directory, shared.maxVectorBytes) : null;
  let wished = null as WishedModel | null;
  try {
    if (lock && options.damaged) SqliteStore.remove(indexDir);
    const begunWith = lock && await beginWithWorktree(options);
    const files = new DiskFiles();
    const openWith = async (store: SqliteStore) => {
      const modelDir = wishedModel(store, options);
      wished ??= { dir: modelDir, ...await openModel(modelDir) };
      const models = await chooseModels(store, wished.embedder, { ...options, installed: { ...installed, modelDir } });
      const parser = new TreeSitterParser(installed.grammars);
      const index = new WorkspaceIndex({ store, cache, files, parser, lineMatcher: new BoundedLineMatcher(), ...models, graphs: new HnswGraphStorage(indexDir), snapshots: new SnapshotFile(indexDir) }, roots, settings);
      const snapshot = await index.load().catch((error: unknown) => { throw loadFailure(error); });
      return { index, store, snapshot, trouble: wished.trouble };
    };
    const open = async () => {
      const store = SqliteStore.open(indexDir, lock !== null);
      return openWith(store).catch((error: unknown) => { store.close(); throw error; });
    };
    let healed = lock !== null && (options.damaged ?? false);
    const { index, store, snapshot, trouble } = await open().catch((error: unknown) => {
      if (!lock || !(error instanceof Failure) || error.code !== 'indexDamaged') throw error;
      SqliteStore.remove(indexDir);
      healed = true;
      return open();
    });
    const writerIsGone = (): boolean => {
      if (writeTrouble) return hasRoom(indexDir);
      if (lock || options.access === 'read') return false;
      const probe = WriterLock.acquire(indexDir);
      probe?.release();
      return probe !== null;
    };
    const close = async (): Promise<void> => { await index.close(); cache?.close(); lock?.release(); };
    return {
      index, files, role: lock ? 'writer' : 'reader', get embedder() { return index.embedder; }, modelTrouble: trouble, healed, begunWith, snapshot,
      get sharedVectors() { return cache?.standing ?? null; },
      size: () => store.size(), writeTrouble, writerIsGone, close,
    };
  } catch (error) {
    await wished?.embedder?.close();
    cache?.close();
    lock?.release();
    throw error;
  }
}

/** What only a store that was altered makes of the engine: numbers that nobody wrote are no lengths and no places. */
function loadFailure(error: unknown): unknown {
  if (error instanceof Failure || isSystemError(error)) return error;
  return new Failure('indexDamaged', `What the index store holds can't be what was written: ${String(error)}.`, 'Rebuild the index; nothing but time is lost.', error);
}

/** More than SQLite needs to begin. */
const roomBytes = 1024 * 1024;

/** Whether so much can be written to a directory. */
function hasRoom(directory: string): boolean {
  const file = path.join(directory, 'room.unfinished');
  try {
    fs.writeFileSync(file, new Uint8Array(roomBytes), { mode: 0o600 });
    return true;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  } finally {
    removeIfPossible(file);
  }
}

function removeIfPossible(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error; // it was not written
  }
}

interface WishedModel {
  readonly dir: string;
  readonly embedder: Embedder | null;
  readonly trouble: Failure | null;
}

/** The folder of the model that the index shall have; what a writer was told is written down for those who are told nothing. */
function wishedModel(store: Store, { installed: { modelDir }, modelChoice = 'named' }: OpenOptions): string {
  if (modelChoice === 'kept') return readAskedModel(store) ?? modelDir;
  const asked = modelChoice === 'bundled' ? null : modelDir;
  if (store.writable && readAskedModel(store) !== asked) store.writeMeta(askedModelMeta(asked));
  return modelDir;
}

/** A new index of a worktree begins with another worktree's, where that is known; and can be begun with from now on. */
async function beginWithWorktree({ indexDir, roots, shared }: OpenOptions): Promise<string | null> {
  const [root, ...others] = roots;
  if (!shared || !root || others.length) return null;
  const worktrees = new WorktreeIndexes(shared.directory, { root: root.path, indexDir });
  const begunWith = fs.existsSync(path.join(indexDir, catalogFile)) ? null : await worktrees.copyInto();
  worktrees.list();
  return begunWith;
}

async function openModel(modelDir: string): Promise<{ embedder: Embedder | null; trouble: Failure | null }> {
  try {
    // One thread: batches are small, and the other processors are the user's.
    return { embedder: await OnnxEmbedder.open(modelDir, { threads: 1 }), trouble: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { embedder: null, trouble: error };
  }
}

type Models = Pick<WorkspaceIndexParts, 'model' | 'nextModel' | 'parallel'>;

/**
 * The model whose vectors are complete answers as long as its folder holds that very model; the one that is wished for
 * comes next. A reader can't change the model: it only answers, with the writer's.
 */
async function chooseModels(store: Store, wished: Embedder | null, { installed, threads }: OpenOptions): Promise<Models> {
  const poolOf = (modelDir: string): AnalysisPool =>
    new AnalysisPool(installed.workerScript, { ...installed, modelDir }, threads || Math.min(4, os.availableParallelism()));
  const modelOf = <Embeds extends Embedder | null>(embedder: Embeds, dir: string) => ({ embedder, dir, analyser: poolOf(dir) });
  const serving = await openServingModel(store, wished);
  const next: Model | null = serving && wished && store.writable ? modelOf(wished, installed.modelDir) : null;
  if (serving && !next) await wished?.close();
  const model = serving ? modelOf(serving.embedder, serving.dir) : modelOf(wished, installed.modelDir);
  return { model, nextModel: next, parallel: model.analyser.parallel };
}

/** Null where the wished model serves already, none does, or it is not there any more. */
async function openServingModel(store: Store, wished: Embedder | null): Promise<{ embedder: Embedder; dir: string } | null> {
  const serving = readServingModel(store);
  if (serving === null || serving.id === wished?.id) return null;
  const { embedder } = await openModel(serving.dir);
  if (embedder?.id === serving.id) return { embedder, dir: serving.dir };
  await embedder?.close();
  return null;
}
