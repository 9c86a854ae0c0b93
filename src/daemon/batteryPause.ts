/** Does indexing wait while the machine runs on its battery? It does where the user wants it and the machine's power is known. */

export interface PausedWork {
  readonly paused: boolean;
  pause(): void;
  resume(): void;
}

/** What the user does by hand holds until the power changes. */
export class BatteryPause {
  readonly #work: PausedWork;
  readonly #read: () => boolean | null;
  #wanted = false;
  #onBattery: boolean | null = null;
  #pausing = false;

  /** `read`: whether the machine runs on its battery; null: not known. */
  constructor(work: PausedWork, read: () => boolean | null) {
    this.#work = work;
    this.#read = read;
  }

  get onBattery(): boolean | null { return this.#onBattery; }
  /** Whether it is for the battery that the work is paused. */
  get isPausing(): boolean { return this.#pausing && this.#work.paused; }

  want(wanted: boolean): void {
    if (wanted !== this.#wanted) this.#onBattery = null;
    this.#wanted = wanted;
    this.check();
  }

  /** Looks at the power: to be called from time to time. */
  check(): void {
    const now = this.#read();
    if (now === this.#onBattery) return;
    this.#onBattery = now;
    if (now === true && this.#wanted) {
      this.#pausing ||= !this.#work.paused;
      if (!this.#work.paused) this.#work.pause();
    } else if (this.#pausing) {
      this.#pausing = false;
      this.#work.resume();
    }
  }

  /** The user has paused or resumed: what was paused for the battery is the user's now. */
  leaveToUser(): void { this.#pausing = false; }
}
