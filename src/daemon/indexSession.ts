/** How does the daemon keep one workspace's index? It opens it, keeps it up to date with the disk, and answers from it. */
import { onBattery } from '../adapters/powerSupply.ts';
import { setProcessPriority } from '../adapters/processPriority.ts';
import { openWorkspaceIndex, type InstalledFiles, type OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import { Failure } from '../core/failure.ts';
import type { WorkspaceIndex } from '../core/workspaceIndex.ts';
import type { IndexSettings, IndexStatus, InitializeParams, RootFolder } from '../protocol/daemonProtocol.ts';
import { codeOf, type Note } from '../protocol/logRecord.ts';
import { noteOpening, ProgressNotes } from './progressNotes.ts';
import { Scheduler } from './scheduler.ts';
import { statusOf } from './statusOf.ts';

export interface SessionEvents {
  statusChanged(status: IndexStatus): void;
  readonly note: Note;
}

/** Status events at most this often: the panel and the status bar need no more. */
const statusIntervalMs = 250;
/** How often a reader looks for commits of the writer's, and for its end. */
const readerIntervalMs = 2000;
/** How often it is tried again what a full disk or the like has kept from being done. */
const retryMs = 15_000;
/** A store that is damaged again within so long is not made anew at once: the disk may alter everything. */
const healIntervalMs = 60_000;

export class IndexSession {
  readonly #installed: InstalledFiles;
  readonly #events: SessionEvents;
  #params: InitializeParams | null = null;
  #opening: Promise<OpenedIndex> | null = null;
  #opened: OpenedIndex | null = null;
  #scheduler: Scheduler | null = null;
  #openFailure: Failure | null = null;
  #statusTimer: NodeJS.Timeout | null = null;
  #readerTimer: NodeJS.Timeout | null = null;
  #lastUpdate: number | null = null;
  #retryTimer: NodeJS.Timeout | null = null;
  #following: Promise<void> | null = null;
  #isDamaged = false;
  #healedAt = -Infinity;

  constructor(installed: InstalledFiles, events: SessionEvents) {
    this.#installed = installed;
    this.#events = events;
  }

  /** Starts opening; requests wait for it. */
  start(params: InitializeParams): void {
    this.#params = params;
    this.#usePriority(params.settings);
    void this.#open().catch(() => {});
  }

  /** The opened index. Rejects with the Failure that kept it from opening, after trying once more. */
  async index(): Promise<WorkspaceIndex> {
    return (await this.#open()).index;
  }

  /** The same, with what it stands on. */
  opened(): Promise<OpenedIndex> { return this.#open(); }

  status(): IndexStatus {
    if (!this.#params) throw new Failure('badRequest', 'The daemon has not been initialised.', 'Restart it.');
    return statusOf({ params: this.#params, opened: this.#opened, scheduler: this.#scheduler, openFailure: this.#openFailure, lastUpdate: this.#lastUpdate });
  }

  get installed(): InstalledFiles { return this.#installed; }
  /** What the extension said last. Throws Failure "badRequest" before it has said anything. */
  get params(): InitializeParams { return this.#requireParams(); }

  /** Does something with the index closed, and opens it again. */
  async apart(work: () => Promise<void>): Promise<void> {
    await this.close();
    try {
      await work();
    } finally {
      await this.#open();
    }
  }

  async scheduler(): Promise<Scheduler> {
    await this.#open();
    return this.#scheduler!;
  }

  async setRoots(roots: readonly RootFolder[]): Promise<void> {
    this.#params = { ...this.#requireParams(), roots };
    await this.#reconfigure();
  }

  async setSettings(settings: IndexSettings): Promise<void> {
    this.#params = { ...this.#requireParams(), settings };
    this.#usePriority(settings);
    this.#scheduler?.useSettings(settings);
    await this.#reconfigure();
  }

  /** Indexing must not take the processor from the editor, unless the user wants it to. */
  #usePriority({ priority }: IndexSettings): void {
    if (!setProcessPriority(priority)) this.#events.note('priorityNotSet', { priority });
  }

  async #reconfigure(): Promise<void> {
    const { roots, settings } = this.#requireParams();
    await (await this.scheduler()).disk.reconfigure(roots, settings);
    this.changed();
  }

  #requireParams(): InitializeParams {
    if (!this.#params) throw new Failure('badRequest', 'The daemon has not been initialised.', 'Restart it.');
    return this.#params;
  }

  #open(): Promise<OpenedIndex> {
    this.#opening ??= this.#openNow().catch((error: unknown) => {
      this.#opening = null;
      const known = this.#openFailure?.code;
      this.#openFailure = error instanceof Failure ? error : new Failure('internal', String(error), 'Restart the background process.', error);
      if (known !== this.#openFailure.code) this.#events.note('indexNotOpened', { code: this.#openFailure.code }, this.#openFailure);
      this.#retryTimer ??= setTimeout(() => { this.#retryTimer = null; void this.#open().catch(() => {}); }, retryMs);
      this.changed();
      throw this.#openFailure;
    });
    return this.#opening;
  }

  async #openNow(): Promise<OpenedIndex> {
    const { roots, settings, indexDir, modelDir, shared } = this.#requireParams();
    const opened = await openWorkspaceIndex({
      installed: { ...this.#installed, modelDir }, indexDir, roots, settings, shared, threads: settings.threads, access: 'writeOrRead', damaged: this.#isDamaged,
    });
    this.#isDamaged = false;
    this.#openFailure = null;
    this.#opened = opened;
    noteOpening(opened, this.#events.note);
    const progress = new ProgressNotes(this.#events.note);
    this.#scheduler = new Scheduler(opened, {
      changed: () => { this.#lastUpdate = Date.now(); if (this.#scheduler?.disk.hasLooked) progress.look(opened.index); this.changed(); },
      note: this.#events.note,
      damaged: () => void this.#heal(),
    }, onBattery);
    this.#scheduler.useSettings(settings);
    if (opened.role === 'writer') this.#scheduler.start();
    else this.#readerTimer = setInterval(() => void this.#follow(opened), opened.writeTrouble ? retryMs : readerIntervalMs);
    this.changed();
    return opened;
  }

  /** What trouble keeps from being done is tried now. */
  async retry(): Promise<void> {
    if (this.#opened?.writeTrouble) await this.#follow(this.#opened);
    (await this.scheduler()).retry();
  }

  /** The store turned out to be damaged while it was in use: the index is opened again with an empty one, and made of the files. */
  async #heal(): Promise<void> {
    if (performance.now() - this.#healedAt < healIntervalMs) return;
    this.#healedAt = performance.now();
    this.#isDamaged = true;
    await this.apart(async () => {}).catch(() => {}); // what keeps it from opening is in the status
  }

  #follow(opened: OpenedIndex): Promise<void> {
    this.#following ??= this.#followWriter(opened).finally(() => { this.#following = null; });
    return this.#following;
  }

  /** A reader takes in what is new; when the writer is gone, it takes its place. */
  async #followWriter(opened: OpenedIndex): Promise<void> {
    try {
      const { servesOtherModel } = opened.index;
      if (!servesOtherModel) await opened.index.reloadIfChanged();
      if (!servesOtherModel && !opened.writerIsGone()) return;
      await this.close();
      await this.#open();
      if (!opened.writeTrouble) this.#events.note(servesOtherModel ? 'modelFollowed' : 'writerFollowed');
    } catch (error) {
      this.#events.note('followingFailed', { code: codeOf(error) }, error);
    }
    this.changed();
  }

  /** Something about the status may be different: it is sent soon. */
  changed(): void {
    this.#statusTimer ??= setTimeout(() => {
      this.#statusTimer = null;
      this.#events.statusChanged(this.status());
    }, statusIntervalMs);
  }

  async close(): Promise<void> {
    if (this.#readerTimer) clearInterval(this.#readerTimer);
    if (this.#retryTimer) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    const opened = this.#opened;
    this.#opening = this.#opened = null;
    await this.#scheduler?.stop();
    this.#scheduler = null;
    await opened?.close();
  }
}
