/** Which index of another worktree of the same repository can a new index begin with? A list of who has one, and a copy of what it holds. */
import fs from 'node:fs';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { keyOf, recipeVersion } from '../core/analyseFile.ts';
import { isSystemError } from './diskFailure.ts';
import { graphFiles } from './hnswGraphStorage.ts';
import { commonGitDirectory, repositoryAbove } from './ignoreFiles.ts';
import { snapshotFile } from './snapshotFile.ts';
import { formatVersion } from './sqliteSchema.ts';
import { catalogFile } from './sqliteStore.ts';

const unfinishedCatalog = `${catalogFile}.unfinished`;

/** What is written down of an index. */
interface KnownIndex {
  readonly root: string;
  readonly indexDir: string;
}

export class WorktreeIndexes {
  readonly #listed: string | null;
  readonly #self: KnownIndex;

  /** `sharedDirectory`: where all indexes of this user have things in common. Outside repositories there is nothing to begin with. */
  constructor(sharedDirectory: string, self: KnownIndex) {
    const part = repositoryPart(self.root);
    this.#listed = part === null ? null : path.join(sharedDirectory, 'worktrees', part);
    this.#self = self;
  }

  /** Writes down that this index is there. What can't be written is left out. */
  list(): void {
    if (this.#listed === null) return;
    const file = path.join(this.#listed, `${keyOf(this.#self.indexDir)}.json`);
    try {
      fs.mkdirSync(this.#listed, { recursive: true, mode: 0o700 });
      if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(this.#self), { mode: 0o600 });
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }

  /**
   * Copies another worktree's index, the largest, into the directory of this one, which must have none yet. Returns that worktree's folder, or null
   * where there is none that fits. The files are compared with the disk afterwards, as at every start: it need not be up to date, only whole.
   */
  async copyInto(): Promise<string | null> {
    for (const other of this.#others()) {
      this.#clear(); // a copy that was begun when the process ended
      try {
        if (await copyIndex(other, this.#self)) return other.root;
      } catch (error) {
        // Another's index may go, or change, at any moment; then this one is made from the files.
        if (!isSystemError(error) && !(error instanceof Error && 'errcode' in error)) throw error;
      }
      this.#clear();
    }
    return null;
  }

  #clear(): void {
    for (const name of [...graphFiles, snapshotFile, unfinishedCatalog, `${unfinishedCatalog}-wal`, `${unfinishedCatalog}-shm`]) {
      fs.rmSync(path.join(this.#self.indexDir, name), { force: true });
    }
  }

  #others(): KnownIndex[] {
    if (this.#listed === null || !fs.existsSync(this.#listed)) return [];
    const sizes = new Map<KnownIndex, number>();
    for (const name of fs.readdirSync(this.#listed)) {
      const file = path.join(this.#listed, name);
      const known = readKnown(file);
      const size = known && fs.statSync(path.join(known.indexDir, catalogFile), { throwIfNoEntry: false })?.size;
      if (!size) fs.rmSync(file, { force: true }); // that index is gone
      else if (known.indexDir !== this.#self.indexDir) sizes.set(known, size);
    }
    return [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  }
}

/** The same for the same folder in every worktree of a repository; null outside one. */
function repositoryPart(root: string): string | null {
  const top = repositoryAbove(root)[0] ?? root;
  const common = commonGitDirectory(top);
  if (common === null) return null;
  return keyOf(`${fs.existsSync(common) ? fs.realpathSync(common) : common}\0${path.relative(top, root)}`);
}

function readKnown(file: string): KnownIndex | null {
  try {
    const { root, indexDir } = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<KnownIndex>;
    return typeof root === 'string' && typeof indexDir === 'string' ? { root, indexDir } : null;
  } catch (error) {
    if (error instanceof SyntaxError || isSystemError(error)) return null;
    throw error;
  }
}

/** False where the other index does not fit. The catalog is put in its place last: until then this index has none. */
async function copyIndex(from: KnownIndex, to: KnownIndex): Promise<boolean> {
  const unfinished = path.join(to.indexDir, unfinishedCatalog);
  const other = new DatabaseSync(path.join(from.indexDir, catalogFile), { readOnly: true });
  try {
    if (!fits(other, from.root)) return false;
    const graph = await copyGraph(from.indexDir, to.indexDir);
    await backup(other, unfinished, { rate: 1_000_000_000 }); // all pages in one step: of one moment
    if (!graph.isStill()) for (const name of graphFiles) fs.rmSync(path.join(to.indexDir, name), { force: true });
  } finally {
    other.close();
  }
  await copyFile(from.indexDir, to.indexDir, snapshotFile); // the catalog knows whether it is the one that it describes
  const catalog = new DatabaseSync(unfinished);
  try {
    catalog.prepare('UPDATE files SET root = ?').run(to.root);
    catalog.exec(`UPDATE meta SET value = '0' WHERE key IN ('embedded.computed', 'embedded.reused'); PRAGMA wal_checkpoint(TRUNCATE);`);
  } finally {
    catalog.close();
  }
  fs.chmodSync(unfinished, 0o600);
  fs.renameSync(unfinished, path.join(to.indexDir, catalogFile));
  return true;
}

/** Of this format and recipe, with files, and of nothing but that worktree. */
function fits(catalog: DatabaseSync, root: string): boolean {
  if (Number(catalog.prepare('PRAGMA user_version').get()?.['user_version']) !== formatVersion) return false;
  const recipe = catalog.prepare(`SELECT value FROM meta WHERE key = 'recipe'`).get()?.['value'];
  const { files, own } = catalog.prepare('SELECT count(*) AS files, sum(root = ?) AS own FROM files').get(root) ?? {};
  return recipe === String(recipeVersion) && Number(files) > 0 && files === own;
}

/** The graph that belongs to a state of the catalog not later than the copy's, unless it was saved anew while that was made. */
async function copyGraph(from: string, to: string): Promise<{ readonly isStill: () => boolean }> {
  const sidecar = (): string | null => {
    const file = path.join(from, graphFiles[1]);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
  };
  const before = sidecar();
  if (before !== null) for (const name of graphFiles) await copyFile(from, to, name);
  return { isStill: () => sidecar() === before };
}

async function copyFile(from: string, to: string, name: string): Promise<void> {
  if (fs.existsSync(path.join(from, name))) await fs.promises.copyFile(path.join(from, name), path.join(to, name), fs.constants.COPYFILE_FICLONE);
}
