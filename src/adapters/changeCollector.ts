/** Which paths have changed, in batches, and when is a scan of everything better than a list of them? */
import path from 'node:path';
import type { WatchEvent, WatchScope } from '../core/ports.ts';
import { ignoreFileName, ownIgnoreFileName } from '../core/scan/scanRules.ts';

/** A save is several events within a few milliseconds; with 75 ms of quiet the answer is still there within a second. */
const quietMs = 75;
/** A branch switch writes for seconds: then a batch comes out this often. */
const longestWaitMs = 400;
/** Beyond this many paths a scan of everything costs less than a look at each. */
export const mostPaths = 5000;

export class ChangeCollector {
  readonly #ruleFiles: ReadonlySet<string>;
  readonly #listener: (event: WatchEvent) => void;
  readonly #paths = new Set<string>();
  #rescan: 'rules' | 'tooMany' | null = null;
  #quiet: NodeJS.Timeout | undefined;
  #longest: NodeJS.Timeout | undefined;

  constructor(scope: Pick<WatchScope, 'ruleFiles'>, listener: (event: WatchEvent) => void) {
    this.#ruleFiles = new Set(scope.ruleFiles);
    this.#listener = listener;
  }

  note(file: string): void {
    if (this.#decidesRules(file)) this.#rescan = 'rules';
    else if (this.#rescan === null) this.#paths.add(file);
    if (this.#paths.size > mostPaths) this.#rescan ??= 'tooMany';
    this.#flushSoon();
  }

  /** More has changed than is known by name. */
  lose(): void {
    this.#rescan ??= 'tooMany';
    this.#flushSoon();
  }

  close(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#longest);
  }

  #flushSoon(): void {
    if (this.#rescan !== null) this.#paths.clear();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#flush(), quietMs);
    this.#longest ??= setTimeout(() => this.#flush(), longestWaitMs);
  }

  #decidesRules(file: string): boolean {
    const name = path.basename(file);
    return name === ignoreFileName || name === ownIgnoreFileName || this.#ruleFiles.has(file);
  }

  #flush(): void {
    this.close();
    this.#longest = undefined;
    const event: WatchEvent = this.#rescan === null ? { type: 'changed', paths: [...this.#paths] } : { type: 'rescan', cause: this.#rescan };
    this.#rescan = null;
    this.#paths.clear();
    this.#listener(event);
  }
}
