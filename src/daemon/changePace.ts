/** When is a changed file looked at? At once; but one that changes again and again, as a log does, less and less often. */

/** A person saves a file a few times in a row. */
const freeTakes = 5;
const firstWaitMs = 1000;
/** The longest that a file is left alone while it keeps changing: a megabyte of log takes a second to index. */
const longestWaitMs = 30_000;
/** A file that has been quiet for so long, and for twice its last wait, starts anew. */
const calmMs = 10_000;
/** Files that are remembered; those that were looked at longest ago are forgotten first. */
const mostRemembered = 10_000;

interface Remembered {
  takes: number;
  takenAt: number;
  changedAt: number;
  isDeferred: boolean;
}

/** All times in milliseconds of one clock. */
export class ChangePace {
  readonly #files = new Map<string, Remembered>();
  #deferred = 0;

  /** Files that have changed and are left alone for now. */
  get deferred(): number { return this.#deferred; }

  isDeferred(file: string): boolean { return this.#files.get(file)?.isDeferred === true; }

  /** A file has changed: whether it is to be looked at now. Otherwise it comes out of `due` later. */
  note(file: string, now: number): boolean {
    const known = this.#files.get(file);
    if (!known || (!known.isDeferred && isCalm(known, now))) {
      this.#remember(file, { takes: 1, takenAt: now, changedAt: now, isDeferred: false });
      return true;
    }
    known.changedAt = now;
    if (known.isDeferred) return false;
    if (now >= known.takenAt + waitOf(known)) {
      this.#take(file, known, now);
      return true;
    }
    known.isDeferred = true;
    this.#deferred++;
    return false;
  }

  /** The deferred files whose time has come. */
  due(now: number): string[] {
    const due = [...this.#files].filter(([, known]) => known.isDeferred && dueAt(known) <= now);
    for (const [file, known] of due) this.#take(file, known, now);
    return due.map(([file]) => file);
  }

  /** A scan has looked at all files. */
  clear(): void {
    for (const known of this.#files.values()) known.isDeferred = false;
    this.#deferred = 0;
  }

  #take(file: string, known: Remembered, now: number): void {
    if (known.isDeferred) this.#deferred--;
    this.#remember(file, { ...known, takes: known.takes + 1, takenAt: now, isDeferred: false });
  }

  #remember(file: string, known: Remembered): void {
    this.#files.delete(file);
    this.#files.set(file, known);
    if (this.#files.size > mostRemembered) this.#forgetOne();
  }

  #forgetOne(): void {
    for (const [file, { isDeferred }] of this.#files) {
      if (isDeferred) continue;
      this.#files.delete(file);
      return;
    }
  }
}

/** How long after it was looked at a file is left alone. */
const waitOf = ({ takes }: Remembered): number =>
  takes < freeTakes ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (takes - freeTakes));

/** Sooner where it has come to rest: the last change is what people look for. */
const dueAt = (known: Remembered): number =>
  Math.min(known.takenAt + waitOf(known), known.changedAt + waitOf(known) / 4);

const isCalm = (known: Remembered, now: number): boolean =>
  now - known.changedAt > Math.max(calmMs, 2 * waitOf(known));
