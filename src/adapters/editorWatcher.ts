/** What has changed, where this process can't watch for itself and is told by the editor, which watches the workspace anyway? */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { WatchEvent, WatchScope, Watcher } from '../core/ports.ts';
import { ChangeCollector } from './changeCollector.ts';
import { isSystemError } from './diskFailure.ts';

export class EditorWatcher implements Watcher {
  #watch: { readonly scope: WatchScope; readonly collector: ChangeCollector } | null = null;

  async start(scope: WatchScope, listener: (event: WatchEvent) => void): Promise<void> {
    await this.close();
    this.#watch = { scope, collector: new ChangeCollector(scope, listener) };
  }

  /** Absolute paths that the editor says were made, changed or deleted; of a folder it may tell without its files. */
  async tell(files: readonly string[]): Promise<void> {
    for (const file of files.map(path.normalize)) {
      const isDirectory = await isDirectoryNow(file);
      if (!this.#watch) return;
      const { scope, collector } = this.#watch;
      if (scope.ignores(file, isDirectory)) continue;
      if (isDirectory) collector.lose(); else collector.note(file);
    }
  }

  async close(): Promise<void> {
    this.#watch?.collector.close();
    this.#watch = null;
  }
}

/** undefined: it is gone, or can't be looked at. */
async function isDirectoryNow(file: string): Promise<boolean | undefined> {
  try {
    return (await lstat(file)).isDirectory();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}
