/** How does the index open without building its tables anew? They are kept as they last lay in memory, and what has changed since is taken in from the store. */
import type { Catalog } from './catalog/catalog.ts';
import { prefixed, type Columns } from './columns.ts';
import { Failure } from './failure.ts';
import type { SnapshotStorage, Store } from './ports.ts';
import type { SearchState } from './searchState.ts';

/** Raised whenever a column is added, goes, or changes its meaning; another's snapshot is discarded. */
const snapshotLayout = '1';
/** Changed chunks that are rather taken in at every opening than written with all others: it takes 0.2 s. A smaller index needs no snapshot. */
const tolerableChanges = 2000;

/** none: there was no snapshot, or one of another layout. discarded: it was damaged, or not the one that the store knows. */
export type SnapshotUse = 'used' | 'none' | 'discarded';

export interface SnapshotParts {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly snapshots: SnapshotStorage;
}

export class SnapshotKeeper {
  readonly #parts: SnapshotParts;

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
  }

  /** Fills the catalog and the state from the store, by way of the snapshot if there is one that fits. Throws Failure "indexDamaged" for a damaged store. */
  async load(): Promise<SnapshotUse> {
    const { store, catalog, state } = this.#parts;
    const use = await this.#restore();
    if (use === 'used') return use;
    if (store.writable) await this.discard();
    store.read(() => {
      catalog.load(store);
      state.load(store);
    });
    return use;
  }

  async #restore(): Promise<SnapshotUse> {
    const { store, catalog, state, snapshots } = this.#parts;
    const contents = store.readMeta('snapshot.contents');
    if (contents === null || store.readMeta('snapshot.layout') !== snapshotLayout) return 'none';
    const revision = Number(store.readMeta('snapshot.revision'));
    const columns = await snapshots.load(contents);
    if (!columns) return 'discarded';
    try {
      return store.read(() => {
        if (!(Number(store.readMeta('revision')) >= revision)) return 'discarded';
        catalog.restoreChunks(columns.within('chunks'));
        state.restore(columns, store.readMeta('snapshot.model'));
        return this.#takeIn(revision) ? 'used' : 'discarded';
      });
    } catch (error) {
      if (error instanceof Failure && error.code === 'indexDamaged') return 'discarded';
      throw error;
    }
  }

  /** A reader takes in what the writer has committed since; false where the store does not know any more what that was. */
  follow(): boolean {
    const { store, catalog, state } = this.#parts;
    return state.allTermsSaved && store.read(() => this.#takeIn(catalog.revision));
  }

  /** Takes in what was committed after `revision`; false, and nothing done, where that is not known. */
  #takeIn(revision: number): boolean {
    const { store, catalog, state } = this.#parts;
    const changes = store.changesSince(revision);
    if (!changes) return false;
    const rows = store.chunksOf(changes.chunkIds);
    // A chunk that only moved within its file, or whose file was read again, keeps its words and its vector.
    const kept = new Set(rows.filter(({ id, revision: since }) => catalog.revisionOf(id) === since).map(({ id }) => id));
    state.remove(changes.chunkIds.filter((id) => !kept.has(id)));
    state.forgetFiles(changes.removedFileIds);
    catalog.replaceChunks(changes.chunkIds, rows, store);
    state.takeIn(rows.filter(({ id }) => !kept.has(id)), store);
    return true;
  }

  /** Whether opening would have to take in more than it should. */
  get isStale(): boolean {
    const { store, catalog, state } = this.#parts;
    if (store.readMeta('snapshot.contents') === null || store.readMeta('snapshot.model') !== state.modelId) return catalog.chunkCount > tolerableChanges;
    return store.changeCount() > tolerableChanges;
  }

  /**
   * Writes the tables as they are now; false where something changed meanwhile, and the old snapshot is lost: it is tried again when nothing
   * changes. All that is waiting must have been embedded. Throws Failure "diskFull", "readOnly".
   */
  async save(): Promise<boolean> {
    const { store, catalog, state, snapshots } = this.#parts;
    // Terms that are not stored may get other ids at the next opening.
    if (!state.allTermsSaved) return false;
    const [revision, version] = [catalog.revision, state.version];
    const contents = await snapshots.save(this.#columns());
    if (catalog.revision !== revision || state.version !== version) return false;
    store.noteSnapshot(revision, { 'snapshot.layout': snapshotLayout, 'snapshot.model': state.modelId, 'snapshot.contents': contents });
    return true;
  }

  /** Only a writer may. */
  async discard(): Promise<void> {
    const { store, snapshots } = this.#parts;
    if (store.readMeta('snapshot.contents') === null) return;
    store.forgetSnapshot();
    await snapshots.remove();
  }

  #columns(): Columns {
    const { catalog, state } = this.#parts;
    return { ...prefixed('chunks', catalog.chunkColumns()), ...state.columns() };
  }
}
