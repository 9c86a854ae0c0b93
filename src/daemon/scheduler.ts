/** What is done when nothing else is to do, and what after trouble? The graph is completed, measured and saved; a full disk is tried again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import { Failure } from '../core/failure.ts';
import { graphLimit } from '../core/search/graphKeeper.ts';
import type { IndexSettings } from '../protocol/daemonProtocol.ts';
import { codeOf } from '../protocol/logRecord.ts';
import { BatteryPause } from './batteryPause.ts';
import { DiskFollower, type FollowerEvents } from './diskFollower.ts';

/** After trouble such as a full disk, how long until the next try. */
const retryMs = 15_000;
/** Between two steps of graph building, so that it takes at most about two thirds of a processor. */
const graphPauseMs = 5;
/** A graph is saved once it has been complete and unchanged for so long: saving 100,000 vectors takes half a second. */
const saveDelayMs = 5000;
/** Unused vectors that are kept for the next branch switch: at 600 bytes each some 60 MB. */
const spareContents = 100_000;
/** A vector in the graph takes 1.3 to 1.6 kB (measured). */
const graphBytes = 1600;
const batteryIntervalMs = 30_000;

export interface SchedulerEvents extends FollowerEvents {
  /** The store can't be used any more. */
  damaged(): void;
}

export class Scheduler {
  readonly #opened: OpenedIndex;
  readonly #events: SchedulerEvents;
  readonly disk: DiskFollower;
  readonly battery: BatteryPause;
  #batteryTimer: NodeJS.Timeout | null = null;
  #memory = 0;
  #stopped = false;
  #retry: NodeJS.Timeout | null = null;
  #tending: Promise<void> | null = null;
  #trouble: Failure | null = null;

  /** `onBattery`: null where that is not known. */
  constructor(opened: OpenedIndex, events: SchedulerEvents, onBattery: () => boolean | null) {
    this.#opened = opened;
    this.#events = events;
    this.disk = new DiskFollower(opened, events);
    const { indexer } = opened.index;
    this.battery = new BatteryPause({
      get paused() { return indexer.paused; }, pause: () => indexer.pause(), resume: () => { indexer.resume(); void this.disk.refresh(); },
    }, onBattery);
    opened.index.indexer.onChange = () => this.#indexChanged();
    void opened.index.graphLoaded.then(() => this.#indexChanged());
  }

  /** Why the graph or the snapshot could not be saved; null while they can be. */
  get trouble(): Failure | null { return this.#trouble; }

  start(): void {
    this.#batteryTimer = setInterval(() => this.battery.check(), batteryIntervalMs);
    this.disk.start();
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

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    if (this.#batteryTimer) clearInterval(this.#batteryTimer);
    await this.disk.stop();
    this.#opened.index.indexer.pause();
    await this.#tending;
    if (this.#opened.role !== 'writer') return;
    const { index } = this.#opened;
    if (index.graphIsStale) await index.saveGraph().catch((error: unknown) => this.#events.note('graphNotSaved', { code: codeOf(error) }, error));
    if (index.snapshotIsStale) await index.saveSnapshot().catch((error: unknown) => this.#events.note('snapshotNotSaved', { code: codeOf(error) }, error));
  }

  #indexChanged(): void {
    this.#events.changed();
    const { indexer } = this.#opened.index;
    if (this.#stopped) return;
    if (indexer.trouble && !this.#retry) {
      this.#events.note('indexingStopped', { code: indexer.trouble.code }, indexer.trouble);
      this.#retryAfter(indexer.trouble);
    }
    this.#tendWhenIdle();
  }

  #retryAfter({ code }: Failure): void {
    this.#retry ??= setTimeout(() => this.retry(), retryMs);
    if (code === 'indexDamaged') this.#events.damaged();
  }

  /** What trouble keeps from being done is tried now. */
  retry(): void {
    if (!this.#retry) return;
    clearTimeout(this.#retry);
    this.#retry = null;
    const { indexer } = this.#opened.index;
    if (indexer.trouble) {
      indexer.retry();
      void this.disk.refresh();
    } else this.#tendWhenIdle();
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
      if (index.snapshotIsStale && await index.saveSnapshot()) this.#events.note('snapshotSaved');
      if (this.#trouble) this.#events.changed();
      this.#trouble = null;
      while (this.#isIdle && index.checkStoreStep()) await sleep(graphPauseMs);
      if (await this.#measure()) this.#events.changed();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (codeOf(error) !== this.#trouble?.code) this.#events.note('tendingFailed', { code: codeOf(error) }, error);
    this.#trouble = error instanceof Failure ? error : new Failure('internal', String(error), 'Report the problem if it comes back.', error);
    this.#retryAfter(this.#trouble);
    this.#events.changed();
  }

  async #save(): Promise<void> {
    const { index } = this.#opened;
    await index.saveGraph();
    index.evict(spareContents);
    this.#events.note('graphSaved', { vectors: index.state.graph.count });
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
