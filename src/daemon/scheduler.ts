/** When is what done? Changes at once, the graph when nothing else is to do, a look at the whole disk when asked or after trouble. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ChokidarWatcher } from '../adapters/chokidarWatcher.ts';
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import type { WatchEvent } from '../core/ports.ts';
import type { Root, ScanSettings } from '../core/types.ts';

export interface SchedulerEvents {
  changed(): void;
  log(level: 'debug' | 'info' | 'warning' | 'error', message: string): void;
}

/** After trouble such as a full disk, how long until the next try. */
const retryMs = 15_000;
/** Where not everything can be watched, how often the disk is looked at instead: a scan of 50,000 files takes a second. */
const unwatchedScanMs = 60_000;
/** Between two steps of graph building, so that it takes at most about two thirds of a processor. */
const graphPauseMs = 5;
/** A graph is saved once it has been complete and unchanged for so long: saving 100,000 vectors takes half a second. */
const saveDelayMs = 5000;
/** Unused vectors that are kept for the next branch switch: at 600 bytes each some 60 MB. */
const spareContents = 100_000;

export class Scheduler {
  readonly #opened: OpenedIndex;
  readonly #events: SchedulerEvents;
  readonly #watcher = new ChokidarWatcher();
  #stopped = false;
  #retry: NodeJS.Timeout | null = null;
  #unwatchedScan: NodeJS.Timeout | null = null;
  #tending: Promise<void> | null = null;
  #watchTrouble: { readonly code: string; readonly message: string; readonly nextStep: string } | null = null;

  constructor(opened: OpenedIndex, events: SchedulerEvents) {
    this.#opened = opened;
    this.#events = events;
    opened.index.indexer.onChange = () => this.#indexChanged();
    void opened.index.graphLoaded.then(() => this.#indexChanged());
  }

  get watchTrouble() { return this.#watchTrouble; }

  /** The disk first, as a watch of 50,000 files takes seconds in which both would be slow; once more when everything is watched, for what changed between. */
  start(): void {
    void this.refresh().then(() => this.#watch()).then(() => this.refresh());
  }

  async reconfigure(roots: readonly Root[], settings: ScanSettings): Promise<void> {
    await this.#opened.index.reconfigure(roots, settings);
    await this.#watch();
    await this.refresh();
  }

  async refresh(everything = false): Promise<void> {
    await this.#opened.index.refresh({ everything });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    this.#stopUnwatchedScan();
    await this.#watcher.close();
    this.#opened.index.indexer.pause();
    await this.#tending;
    if (this.#opened.role !== 'writer') return;
    const { index } = this.#opened;
    if (index.graphIsStale) await index.saveGraph().catch((error: unknown) => this.#events.log('warning', `Saving the graph: ${String(error)}`));
    if (index.snapshotIsStale) await index.saveSnapshot().catch((error: unknown) => this.#events.log('warning', `Saving the snapshot: ${String(error)}`));
  }

  async #watch(): Promise<void> {
    if (this.#stopped) return;
    this.#watchTrouble = null;
    this.#stopUnwatchedScan();
    const { index, files } = this.#opened;
    await this.#watcher.start(files.watchScope(index.roots, index.settings), (event) => this.#onWatched(event));
  }

  /** New rules may let folders in that were not watched; after too many events the watcher itself may have missed some. */
  async #rescan(): Promise<void> {
    await this.#watch();
    await this.refresh();
  }

  #stopUnwatchedScan(): void {
    if (this.#unwatchedScan) clearInterval(this.#unwatchedScan);
    this.#unwatchedScan = null;
  }

  #onWatched(event: WatchEvent): void {
    if (this.#stopped) return;
    switch (event.type) {
      case 'changed': void this.#opened.index.update(event.paths); return;
      case 'rescan': void this.#rescan(); return;
      case 'failed':
        this.#watchTrouble = event;
        this.#unwatchedScan ??= setInterval(() => void this.refresh(), unwatchedScanMs);
        this.#events.log('warning', `${event.code}: ${event.message} ${event.nextStep}`);
        this.#events.changed();
    }
  }

  #indexChanged(): void {
    this.#events.changed();
    const { indexer } = this.#opened.index;
    if (this.#stopped) return;
    if (indexer.trouble && !this.#retry) {
      this.#events.log('error', `${indexer.trouble.code}: ${indexer.trouble.message}`);
      this.#retry = setTimeout(() => { this.#retry = null; indexer.resume(); void this.refresh(); }, retryMs);
    }
    this.#tendWhenIdle();
  }

  get #isIdle(): boolean {
    const { indexer, state } = this.#opened.index;
    return !this.#stopped && !indexer.paused && indexer.phase === 'ready' && !state.graph.isExpected;
  }

  #tendWhenIdle(): void {
    if (!this.#isIdle) return;
    this.#tending ??= this.#tend().finally(() => {
      this.#tending = null;
      // Changes that came while it waited to save: without this the graph would lack them until the next change.
      if (this.#opened.index.state.graph.waiting) this.#tendWhenIdle();
    });
  }

  /** Idle work: completes the graph, saves it, lets go of what has not been used for long, and measures how good the graph is. */
  async #tend(): Promise<void> {
    const { index } = this.#opened;
    try {
      while (this.#isIdle && index.buildGraphStep()) await sleep(graphPauseMs);
      this.#events.changed();
      for (let waited = 0; index.graphIsStale && waited < saveDelayMs; waited += 100) {
        if (!this.#isIdle || index.state.graph.waiting) return;
        await sleep(100);
      }
      if (index.graphIsStale) await this.#save();
      if (index.snapshotIsStale && await index.saveSnapshot()) this.#events.log('debug', 'The snapshot of the index is saved.');
      if (await this.#measure()) this.#events.changed();
    } catch (error) {
      this.#events.log('warning', `Tending the index: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #save(): Promise<void> {
    const { index } = this.#opened;
    await index.saveGraph();
    index.evict(spareContents);
    this.#events.log('debug', `The graph of ${index.state.graph.count} vectors is saved.`);
  }

  /** Whether there was something to measure. */
  async #measure(): Promise<boolean> {
    let measured = false;
    while (this.#isIdle && await this.#opened.index.measureRecallStep(Date.now())) {
      measured = true;
      await sleep(graphPauseMs);
    }
    return measured;
  }
}
