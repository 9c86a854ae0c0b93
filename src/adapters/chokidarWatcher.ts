/** What has changed on the disk since the last time, in batches? */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { WatchEvent, WatchScope, Watcher } from '../core/ports.ts';
import { ignoreFileName, ownIgnoreFileName } from '../core/scan/scanRules.ts';
import { isSystemError } from './diskFailure.ts';

/** A save is several events within a few milliseconds; with 75 ms of quiet the answer is still there within a second. */
const quietMs = 75;
/** A branch switch writes for seconds: then a batch comes out this often. */
const longestWaitMs = 400;
/** Beyond this many paths a scan of everything costs less than a look at each. */
const mostPaths = 5000;
/**
 * Linux drops events in silence when 16,384 wait to be read (fs.inotify.max_queued_events), as after 8,192 new files while
 * this process is busy (measured): so many of the system's own events in one batch may not be all.
 */
const mostSystemEvents = 10_000;

export class ChokidarWatcher implements Watcher {
  private running: Watch | null = null;

  async start(scope: WatchScope, listener: (event: WatchEvent) => void): Promise<void> {
    const ended = this.running;
    const started = new Watch(scope, listener);
    // Before anything is awaited, so that a second start in the meantime ends this one.
    this.running = started;
    await ended?.close();
    await started.ready;
  }

  async close(): Promise<void> {
    const ended = this.running;
    this.running = null;
    await ended?.close();
  }
}

class Watch {
  /** Resolves also when the watch is closed before it was ready. */
  readonly ready: Promise<void>;
  private readonly watcher: FSWatcher;
  private readonly listener: (event: WatchEvent) => void;
  private readonly ruleFiles: ReadonlySet<string>;
  private readonly paths = new Set<string>();
  private readonly failures = new Set<string>();
  private systemEvents = 0;
  private rescan: 'rules' | 'tooMany' | null = null;
  private quiet: NodeJS.Timeout | undefined;
  private longest: NodeJS.Timeout | undefined;
  private stopWaiting: () => void = () => {};

  constructor(scope: WatchScope, listener: (event: WatchEvent) => void) {
    this.listener = listener;
    this.ruleFiles = new Set(scope.ruleFiles);
    const roots = new RealRoots(scope.roots);
    this.watcher = watch([...roots.paths, ...scope.ruleFiles], {
      ignored: (file, stats) => scope.ignores(roots.asGiven(file), stats?.isDirectory()),
      ignoreInitial: true,
      followSymlinks: false,
      // What can't be read is in the scan's report; kinds of change don't matter here, so neither does pairing them.
      ignorePermissionErrors: true,
      atomic: false,
    });
    this.ready = new Promise((resolve) => {
      this.stopWaiting = resolve;
      this.watcher.once('ready', resolve);
    });
    this.watcher.on('all', (_event, file) => this.note(roots.asGiven(file)));
    this.watcher.on('raw', () => this.count());
    this.watcher.on('error', (error) => this.fail(error));
  }

  async close(): Promise<void> {
    clearTimeout(this.quiet);
    clearTimeout(this.longest);
    this.stopWaiting();
    await this.watcher.close();
  }

  private note(file: string): void {
    if (this.decidesRules(file)) this.rescan = 'rules';
    else if (this.rescan === null) this.paths.add(file);
    if (this.paths.size > mostPaths) this.rescan ??= 'tooMany';
    this.flushSoon();
  }

  private count(): void {
    this.systemEvents++;
    if (this.systemEvents < mostSystemEvents) return;
    this.rescan ??= 'tooMany';
    this.flushSoon();
  }

  private flushSoon(): void {
    if (this.rescan !== null) this.paths.clear();
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.flush(), quietMs);
    this.longest ??= setTimeout(() => this.flush(), longestWaitMs);
  }

  private decidesRules(file: string): boolean {
    const name = path.basename(file);
    return name === ignoreFileName || name === ownIgnoreFileName || this.ruleFiles.has(file);
  }

  private flush(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.longest);
    this.longest = undefined;
    const event: WatchEvent = this.rescan === null ? { type: 'changed', paths: [...this.paths] } : { type: 'rescan', cause: this.rescan };
    this.rescan = null;
    this.systemEvents = 0;
    this.paths.clear();
    this.listener(event);
  }

  /** Where watches run out, each folder fails in the same way: each kind of failure is told once. */
  private fail(error: unknown): void {
    const event = failureEvent(error);
    if (this.failures.has(event.code)) return;
    this.failures.add(event.code);
    this.listener(event);
  }
}

/** A root may be a link, which would be watched as one: its target is watched, and told of under the root's name. */
class RealRoots {
  /** The root that each real path stands for; of two roots that are the same folder the first counts, as in the scan. */
  private readonly given = new Map<string, string>();
  private readonly areAllReal: boolean;

  constructor(roots: readonly string[]) {
    for (const root of roots) {
      const real = realPathOf(root);
      if (!this.given.has(real)) this.given.set(real, root);
    }
    this.areAllReal = [...this.given].every(([real, root]) => real === root);
  }

  get paths(): string[] {
    return [...this.given.keys()];
  }

  asGiven(file: string): string {
    const normal = path.normalize(file);
    if (this.areAllReal) return normal;
    let [longest, name] = [0, normal];
    for (const [real, root] of this.given) {
      const isInside = normal === real || normal.startsWith(real.endsWith(path.sep) ? real : real + path.sep);
      if (isInside && real.length > longest) [longest, name] = [real.length, path.join(root, normal.slice(real.length))];
    }
    return name;
  }
}

/** A root that is not there yet is awaited under its own name. */
function realPathOf(root: string): string {
  try {
    return realpathSync.native(root);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return root;
  }
}

function failureEvent(error: unknown): Extract<WatchEvent, { type: 'failed' }> {
  const code = isSystemError(error) ? (error.code ?? 'unknown') : 'unknown';
  const message = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'ENOSPC':
      return {
        type: 'failed', code, message: "The system's limit of watched folders is reached: changes in some folders go unnoticed.",
        nextStep: 'Raise fs.inotify.max_user_watches (sudo sysctl fs.inotify.max_user_watches=524288) or exclude folders, then refresh the index.',
      };
    case 'EMFILE':
    case 'ENFILE':
      return {
        type: 'failed', code, message: 'Too many files are open to watch all folders: changes in some folders go unnoticed.',
        nextStep: 'Raise fs.inotify.max_user_instances or the limit of open files (ulimit -n), then refresh the index.',
      };
    default:
      return { type: 'failed', code, message: `Watching for changes failed: ${message}`, nextStep: 'Refresh the index after changes, or reload the window.' };
  }
}
