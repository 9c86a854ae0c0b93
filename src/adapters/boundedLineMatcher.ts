/** Which lines does a regular expression match, when it may be one that takes for ever? */
import { setImmediate as nextTurn } from 'node:timers/promises';
import vm from 'node:vm';
import type { LineMatch, LineMatcher } from '../core/ports.ts';

/** So long may an expression hold up everything else in this process at a time; the answer to a bad one comes the sooner. */
const sliceMs = 250;
/** All the time that an expression gets for one query. An ordinary one goes through 64 MB of code in .1 to .4 s (measured). */
const totalMs = 2000;
/** Characters of a line that are looked at: what is longer is data, and a bad expression's time may grow with its square. */
const maxLineLength = 2000;

/**
 * V8 interrupts a regular expression only where a script's time is limited, which node:vm does. The text on which the time ran out
 * is given up, and where it ran out for good, all that follow.
 */
export class BoundedLineMatcher implements LineMatcher {
  readonly #sandbox: { work: (() => void) | null } = { work: null };
  readonly #context = vm.createContext(this.#sandbox);
  readonly #script = new vm.Script('work()');

  matching(pattern: RegExp): ReturnType<LineMatcher['matching']> {
    let spent = 0;
    return async (texts) => {
      const results: (LineMatch[] | null)[] = [];
      while (results.length < texts.length) {
        const started = performance.now();
        const before = results.length;
        const finished = spent < totalMs && this.#within(Math.min(sliceMs, totalMs - spent), () => {
          while (results.length < texts.length) results.push(matchesIn(texts[results.length]!, pattern));
        });
        spent += performance.now() - started;
        // A text on which the rest of a slice ran out gets a slice of its own before it is given up.
        if (!finished) await nextTurn(); // others have waited long enough
        if (!finished && (results.length === before || spent >= totalMs)) results.push(null);
      }
      return results;
    };
  }

  /** False where the time ran out first. */
  #within(ms: number, work: () => void): boolean {
    this.#sandbox.work = work;
    try {
      this.#script.runInContext(this.#context, { timeout: Math.max(1, Math.ceil(ms)) });
      return true;
    } catch (error) {
      if (isTimeout(error)) return false;
      throw error;
    } finally {
      this.#sandbox.work = null;
    }
  }
}

/** Not an `Error` of this realm: it comes from the script's own. */
const isTimeout = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

function matchesIn(lines: readonly string[], pattern: RegExp): LineMatch[] {
  const matches: LineMatch[] = [];
  lines.forEach((line, index) => {
    const text = pattern.exec(line.length > maxLineLength ? line.slice(0, maxLineLength) : line)?.[0];
    if (text !== undefined) matches.push({ line: index + 1, text });
  });
  return matches;
}
