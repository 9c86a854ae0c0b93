/** Which file is analysed next? Urgent ones first, each once; one that changes while it is being analysed comes again. */
import { fileKey } from './catalog/catalog.ts';
import type { FileId } from './types.ts';

export class WorkQueue {
  readonly #urgent = new Map<string, FileId>();
  readonly #normal = new Map<string, FileId>();
  readonly #inFlight = new Set<string>();
  readonly #again = new Map<string, { readonly file: FileId; readonly urgent: boolean }>();

  /** Files waiting or being analysed. */
  get size(): number { return this.#urgent.size + this.#normal.size + this.#inFlight.size; }
  /** Each file's `fileKey`, once. */
  *keys(): Generator<string> {
    yield* this.#urgent.keys();
    yield* this.#normal.keys();
    yield* this.#inFlight;
  }
  has(key: string): boolean { return this.#urgent.has(key) || this.#normal.has(key) || this.#inFlight.has(key); }
  get urgentSize(): number { return this.#urgent.size; }

  add(file: FileId, urgent: boolean): void {
    const key = fileKey(file);
    if (this.#inFlight.has(key)) {
      this.#again.set(key, { file, urgent });
      return;
    }
    if (urgent) {
      this.#normal.delete(key);
      this.#urgent.set(key, file);
    } else if (!this.#urgent.has(key)) this.#normal.set(key, file);
  }

  /** A file has been dealt with otherwise (it is gone, or skipped now): it need not be read, but what is being read of it is stale. */
  settle(file: FileId): void {
    const key = fileKey(file);
    this.#urgent.delete(key);
    this.#normal.delete(key);
    if (this.#inFlight.has(key)) this.#again.set(key, { file, urgent: true });
  }

  take(): FileId | null {
    for (const queue of [this.#urgent, this.#normal]) {
      for (const [key, file] of queue) {
        queue.delete(key);
        this.#inFlight.add(key);
        return file;
      }
    }
    return null;
  }

  finish(file: FileId): void {
    const key = fileKey(file);
    this.#inFlight.delete(key);
    const again = this.#again.get(key);
    if (!again) return;
    this.#again.delete(key);
    this.add(again.file, again.urgent);
  }

  clear(): void {
    this.#urgent.clear();
    this.#normal.clear();
    this.#again.clear();
  }
}
