/** How fast does the indexing go, and how long will what it does now still take? An estimate that is steady, and none before it means something. */
import type { IndexStatus } from './daemonProtocol.ts';

export interface Pace {
  /** Files are read, then their chunks get vectors. */
  readonly of: 'files' | 'chunks';
  readonly perSecond: number;
  /** Until everything is read, or has its vector. */
  readonly secondsLeft: number;
}

interface Sample {
  readonly atMs: number;
  /** Done since the work began; what is added to the work meanwhile does not lessen it. */
  readonly done: number;
}

/** The rate is that of so long: less, and a folder of large files makes it jump; more, and it lags behind. */
const windowMs = 20_000;
/** Nothing is said before so long, and so much: the first files are quicker or slower than the rest. */
const leastMs = 3000;
const leastDone = 20;
/** The end that is shown stays where it is until the estimate is so far from it, as a share of what is left. */
const tolerance = 0.25;

export class PaceMeter {
  #of: Pace['of'] | null = null;
  #left = 0;
  #samples: Sample[] = [];
  #endsAtMs: number | null = null;

  /** Takes in a status as it comes, at a time in milliseconds; null where there is nothing to say. */
  observe(status: IndexStatus, atMs: number): Pace | null {
    const work = workOf(status);
    if (work === null || work.of !== this.#of) this.#begin(work, atMs);
    if (work === null) return null;
    const done = (this.#samples.at(-1)?.done ?? 0) + Math.max(0, this.#left - work.left);
    this.#left = work.left;
    this.#samples.push({ atMs, done });
    while (this.#samples.length > 2 && this.#samples[1]!.atMs <= atMs - windowMs) this.#samples.shift();
    return this.#pace(work, atMs);
  }

  #begin(work: Work | null, atMs: number): void {
    this.#of = work?.of ?? null;
    this.#left = work?.left ?? 0;
    this.#samples = work === null ? [] : [{ atMs, done: 0 }];
    this.#endsAtMs = null;
  }

  #pace({ of, left }: Work, atMs: number): Pace | null {
    const [first, last] = [this.#samples[0]!, this.#samples.at(-1)!];
    const [ms, done] = [last.atMs - first.atMs, last.done - first.done];
    if (last.done < leastDone || ms < leastMs || done === 0) return null;
    const estimateMs = left / done * ms;
    const shownMs = this.#endsAtMs === null ? -1 : this.#endsAtMs - atMs;
    if (shownMs <= 0 || Math.abs(estimateMs - shownMs) > tolerance * shownMs) this.#endsAtMs = atMs + estimateMs;
    return { of, perSecond: done / ms * 1000, secondsLeft: (this.#endsAtMs! - atMs) / 1000 };
  }
}

interface Work {
  readonly of: Pace['of'];
  readonly left: number;
}

function workOf({ phase, files, chunks, modelChange }: IndexStatus): Work | null {
  if (phase === 'indexing') return { of: 'files', left: files.pending + files.stale };
  if (phase === 'embedding') return { of: 'chunks', left: chunks.total - chunks.withVectors };
  return phase === 'ready' && modelChange !== null && modelChange.made < modelChange.total ? { of: 'chunks', left: modelChange.total - modelChange.made } : null;
}
