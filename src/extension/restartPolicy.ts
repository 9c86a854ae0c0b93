/** How long to wait before a dead daemon is started again, and when to give up? */

/** A daemon that has lived this long was well: what killed it is new, and the counting begins anew. */
const healthyMs = 60_000;

/** A daemon that dies this often in a row will not be healed by another start. */
const quickDeathLimit = 5;

export class RestartPolicy {
  readonly #firstDelayMs: number;
  #quickDeaths = 0;

  constructor(firstDelayMs = 1000) {
    this.#firstDelayMs = firstDelayMs;
  }

  /** Milliseconds until the next start: the first delay, then twice as long each time; null: give up. */
  afterDeath(livedMs: number): number | null {
    if (livedMs >= healthyMs) this.#quickDeaths = 0;
    this.#quickDeaths += 1;
    return this.#quickDeaths >= quickDeathLimit ? null : this.#firstDelayMs * 2 ** (this.#quickDeaths - 1);
  }

  /** The user has asked for another start. */
  forgive(): void {
    this.#quickDeaths = 0;
  }
}
