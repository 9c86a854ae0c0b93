/** What has changed on the disk since the last time, in batches? */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { WatchEvent, WatchScope, Watcher } from '../core/ports.ts';
import { ChangeCollector } from './changeCollector.ts';
import { isSystemError } from './diskFailure.ts';

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
  private readonly collector: ChangeCollector;
  private readonly failures = new Set<string>();
  private systemEvents = 0;
  private stopWaiting: () => void = () => {};

  constructor(scope: WatchScope, listener: (event: WatchEvent) => void) {
    this.listener = listener;
    this.collector = new ChangeCollector(scope, (event) => {
      this.systemEvents = 0;
      listener(event);
    });
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
    this.watcher.on('all', (_event, file) => this.collector.note(roots.asGiven(file)));
    this.watcher.on('raw', () => this.count());
    this.watcher.on('error', (error) => this.fail(error));
  }

  async close(): Promise<void> {
    this.collector.close();
    this.stopWaiting();
    await this.watcher.close();
  }

  private count(): void {
    this.systemEvents++;
    if (this.systemEvents >= mostSystemEvents) this.collector.lose();
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
        type: 'failed', atLimit: true, code, message: "The system's limit of watched folders is reached, so not all folders can be watched.",
        nextStep: 'Raise fs.inotify.max_user_watches (sudo sysctl fs.inotify.max_user_watches=524288) or exclude folders, then refresh the index.',
      };
    case 'EMFILE':
    case 'ENFILE':
      return {
        type: 'failed', atLimit: true, code, message: 'Too many files are open to watch all folders.',
        nextStep: 'Raise fs.inotify.max_user_instances or the limit of open files (ulimit -n), then refresh the index.',
      };
    default:
      return { type: 'failed', atLimit: false, code, message: `Watching for changes failed: ${message}`, nextStep: 'Refresh the index after changes, or reload the window.' };
  }
}
