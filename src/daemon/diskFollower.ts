/** How do changes on the disk reach the index? By a watcher's events, and by looking at the whole disk where these may be missing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mostPaths } from '../adapters/changeCollector.ts';
import { ChokidarWatcher } from '../adapters/chokidarWatcher.ts';
import { EditorWatcher } from '../adapters/editorWatcher.ts';
import { networkDrives } from '../adapters/networkDrive.ts';
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import type { WatchEvent, WatchScope } from '../core/ports.ts';
import type { Root, ScanSettings } from '../core/types.ts';
import type { WatchingStatus } from '../protocol/daemonProtocol.ts';
import type { Note } from '../protocol/logRecord.ts';
import { ChangePace } from './changePace.ts';

export interface FollowerEvents {
  changed(): void;
  readonly note: Note;
}

type Limits = Omit<NonNullable<WatchingStatus['limited']>, 'scanEveryMs'>;

/** Milliseconds. A scan of 50,000 files takes a second, so each is also at least `restRatio` times as long ago as the last one took. */
export interface ScanIntervals {
  /** Between scans where not everything can be watched. */
  readonly unwatched: number;
  /** Between scans of a workspace that is watched, while nothing else is to do: what the watcher missed is found then. */
  readonly idle: number;
  /** Between scans that the window's focus asks for. */
  readonly asked: number;
  /** How often the time for a scan, or for a deferred file, is looked at. */
  readonly tick: number;
}

export const usualIntervals: ScanIntervals = { unwatched: 60_000, idle: 600_000, asked: 5000, tick: 500 };
const restRatio = 20;
/** In a storm of changes scans follow each other: three quarters of the time are left to others. */
const stormRestRatio = 3;

export class DiskFollower {
  readonly #opened: OpenedIndex;
  readonly #events: FollowerEvents;
  readonly #intervals: ScanIntervals;
  readonly #watcher = new ChokidarWatcher();
  readonly #editor = new EditorWatcher();
  readonly #pace = new ChangePace();
  readonly #ending = new AbortController();
  #tick: NodeJS.Timeout | null = null;
  #by: WatchingStatus['by'] = 'system';
  #limits: Limits | null = null;
  /** The scans asked for so far, one after the other. */
  #scans: Promise<void> = Promise.resolve();
  #lastScan = { endedAt: 0, tookMs: 0 };
  #storm: Promise<void> | null = null;
  #stormGoesOn = false;
  readonly #noticed = new Set<string>();
  #noticing: Promise<void> | null = null;

  constructor(opened: OpenedIndex, events: FollowerEvents, intervals: ScanIntervals = usualIntervals) {
    this.#opened = opened;
    this.#events = events;
    this.#intervals = intervals;
  }

  get watching(): WatchingStatus {
    const limited = this.#limits && { ...this.#limits, scanEveryMs: this.#intervalOf(this.#intervals.unwatched) };
    return { by: this.#by, limited, deferred: this.#pace.deferred };
  }

  /** A file that keeps changing and is left alone for now; absolute, in the platform's own form. */
  isDeferred(path: string): boolean { return this.#pace.isDeferred(path); }

  /** Whether the whole disk has been looked at since the start. */
  get hasLooked(): boolean { return this.#lastScan.endedAt > 0; }

  /** Paths waiting to be looked at; more than 5,000 become a scan. */
  get waiting(): number { return this.#noticed.size + this.#pace.deferred; }

  /** The disk first, as a watch of 50,000 files takes seconds in which both would be slow; once more when everything is watched, for what changed between. */
  start(): void {
    this.#tick = setInterval(() => this.#onTick(), this.#intervals.tick);
    void this.refresh().then(() => this.#watch()).then(() => this.refresh());
  }

  async reconfigure(roots: readonly Root[], settings: ScanSettings): Promise<void> {
    await this.#opened.index.reconfigure(roots, settings);
    await this.#watch();
    await this.refresh();
  }

  /** Looks at the whole disk now. Where watching was limited it is tried again: the user may have raised the limit. */
  async refreshAsAsked(): Promise<void> {
    if (this.#limits) await this.#watch();
    await this.refresh();
  }

  /** Looks at the whole disk now; resolves when what changed is queued. */
  refresh(everything = false): Promise<void> {
    this.#scans = this.#scans.then(async () => {
      if (this.#ending.signal.aborted) return;
      this.#noticed.clear();
      this.#pace.clear();
      const started = performance.now();
      await this.#opened.index.refresh({ everything, signal: this.#ending.signal });
      this.#lastScan = { endedAt: performance.now(), tookMs: performance.now() - started };
    });
    return this.#scans;
  }

  /** Looks at the whole disk, unless that was done lately. */
  async reconcile(): Promise<void> {
    if (this.#isDue(this.#intervals.asked)) await this.refresh();
  }

  /** The editor has seen these paths change. */
  async tell(paths: readonly string[]): Promise<void> {
    if (this.#by === 'editor') await this.#editor.tell(paths);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    if (this.#tick) clearInterval(this.#tick);
    await Promise.all([this.#watcher.close(), this.#editor.close(), this.#scans]);
  }

  async #watch(): Promise<void> {
    this.#by = 'system';
    this.#limits = null;
    await this.#editor.close();
    if (this.#ending.signal.aborted) return;
    const far = await networkDrives(this.#opened.index.roots.map(({ path }) => path));
    if (this.#ending.signal.aborted) return;
    if (far.length) this.#limit(networkLimits(far));
    await this.#watcher.start(this.#scope(), (event) => this.#onWatched(event));
    // Stopped while it started: nobody else would close what has come since.
    if (this.#ending.signal.aborted) await this.#watcher.close();
  }

  #scope(): WatchScope {
    const { index, files } = this.#opened;
    return files.watchScope(index.roots, index.settings);
  }

  #onWatched(event: WatchEvent): void {
    if (this.#ending.signal.aborted) return;
    switch (event.type) {
      case 'changed': this.#onChanged(event.paths); return;
      case 'rescan': this.#onStorm(); return;
      case 'failed':
        this.#limit(event);
        if (event.atLimit) void this.#askEditor();
    }
  }

  /** What the system still lets this process watch is let go of: the editor watches the same folders, and sees all of them. */
  async #askEditor(): Promise<void> {
    if (this.#by === 'editor') return;
    this.#by = 'editor';
    await this.#editor.start(this.#scope(), (event) => this.#onWatched(event));
    await this.#watcher.close();
    this.#events.changed();
  }

  #limit({ code, message, nextStep }: Limits): void {
    this.#limits = { code, message, nextStep };
    this.#events.note('watchingLimited', { code }, `${message} ${nextStep}`);
    this.#events.changed();
  }

  #onChanged(paths: readonly string[]): void {
    const now = performance.now();
    for (const path of paths) if (this.#pace.note(path, now)) this.#noticed.add(path);
    if (this.waiting > mostPaths) this.#onStorm();
    else this.#noticing ??= this.#notice().finally(() => { this.#noticing = null; });
    if (this.#pace.deferred) this.#events.changed();
  }

  /** One batch after the other: what comes meanwhile waits, each path once. */
  async #notice(): Promise<void> {
    while (this.#noticed.size && !this.#ending.signal.aborted) {
      const batch = [...this.#noticed];
      this.#noticed.clear();
      await this.#opened.index.notice(batch);
    }
  }

  /** Rules have changed, or more than can be named: the watcher itself may have missed folders, so it starts anew, too. */
  #onStorm(): void {
    this.#noticed.clear();
    this.#stormGoesOn = true;
    this.#storm ??= this.#rescan().finally(() => { this.#storm = null; });
  }

  async #rescan(): Promise<void> {
    while (this.#stormGoesOn && !this.#ending.signal.aborted) {
      this.#stormGoesOn = false;
      const started = performance.now();
      if (this.#by === 'system') await this.#watch();
      else await this.#editor.start(this.#scope(), (event) => this.#onWatched(event));
      await this.refresh();
      await sleep((performance.now() - started) * stormRestRatio, null, { ref: false });
    }
  }

  #onTick(): void {
    const due = this.#pace.due(performance.now());
    if (due.length) {
      for (const path of due) this.#noticed.add(path);
      this.#noticing ??= this.#notice().finally(() => { this.#noticing = null; });
    }
    const { indexer } = this.#opened.index;
    if (indexer.paused || indexer.phase !== 'ready') return;
    if (this.#isDue(this.#limits ? this.#intervals.unwatched : this.#intervals.idle)) void this.refresh();
  }

  #intervalOf(atLeast: number): number { return Math.max(atLeast, this.#lastScan.tookMs * restRatio); }

  #isDue(atLeast: number): boolean {
    return !this.#ending.signal.aborted && performance.now() - this.#lastScan.endedAt >= this.#intervalOf(atLeast);
  }
}

function networkLimits(folders: readonly string[]): Limits {
  return {
    code: 'networkDrive', message: `What other machines change in ${folders.join(', ')} is not told of: it is a network drive, or one of its kind.`,
    nextStep: 'Refresh the index to have such changes at once.',
  };
}
