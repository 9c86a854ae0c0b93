/** When is what done? Changes at once, the graph when nothing else is to do, a look at the whole disk when asked or after trouble. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IndexSettings } from '../protocol/daemonProtocol.ts';
import { BatteryPause } from './batteryPause.ts';
import { ChokidarWatcher } from '../adapters/chokidarWatcher.ts';
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import type { WatchEvent } from '../core/ports.ts';
import { graphLimit } from '../core/search/graphKeeper.ts';
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
/** A vector in the graph takes 1.3 to 1.6 kB (measured). */
const graphBytes = 1600;
const batteryIntervalMs = 30_000;

export class Scheduler {
  readonly #opened: OpenedIndex;
  readonly #events: SchedulerEvents;
  readonly battery: BatteryPause;
  #batteryTimer: NodeJS.Timeout | null = null;
  #memory = 0;
  readonly #watcher = new ChokidarWatcher();
  #stopped = false;
  #retry: NodeJS.Timeout | null = null;
  #unwatchedScan: NodeJS.Timeout | null = null;
  #tending: Promise<void> | null = null;
  #watchTrouble: { readonly code: string; readonly message: string; readonly nextStep: string } | null = null;

  /** `onBattery`: null where that is not known. */
  constructor(opened: OpenedIndex, events: SchedulerEvents, onBattery: () => boolean | null) {
    this.#opened = opened;
    this.#events = events;
    const { indexer } = opened.index;
    this.battery = new BatteryPause({
      get paused() { return indexer.paused; }, pause: () => indexer.pause(), resume: () => { indexer.resume(); void this.refresh(); },
    }, onBattery);
    opened.index.indexer.onChange = () => this.#indexChanged();
    void opened.index.graphLoaded.then(() => this.#indexChanged());
  }

  get watchTrouble() { return this.#watchTrouble; }

  /** The disk first, as a watch of 50,000 files takes seconds in which both would be slow; once more when everything is watched, for what changed between. */
  start(): void {
    this.#batteryTimer = setInterval(() => this.battery.check(), batteryIntervalMs);
    void this.refresh().then(() => this.#watch()).then(() => this.refresh());
  }

  useSettings({ memory, pauseOnBattery }: Pick<IndexSettings, 'memory' | 'pauseOnBattery'>): void {
    if (memory !== this.#memory) {
      this.#memory = memory;
      this.#opened.index.state.graph.limit = graphLimit;
      void Promise.resolve(this.#tending).then(() => this.#tendWhenIdle());
    }
    // A reader does no work that could wait.
    this.battery.want(pauseOnBattery && this.#opened.role === 'writer');
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
    if (this.#batteryTimer) clearInterval(this.#batteryTimer);
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

  /** Near the bound on memory the graph, which only saves time, is done without; until the bound is another, or the process. */
  #boundGraph(): void {
    const { graph } = this.#opened.index.state;
    if (!this.#memory || graph.isOff) return;
    const room = this.#memory * 1e6 - process.memoryUsage.rss();
    graph.limit = Math.max(0, Math.min(graphLimit, Math.floor(graph.count + room / graphBytes)));
  }

  /** Idle work: completes the graph, saves it, lets go of what has not been used for long, and measures how good the graph is. */
  async #tend(): Promise<void> {
    const { index } = this.#opened;
    try {
      this.#boundGraph();
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
