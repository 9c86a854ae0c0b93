/** What is put off until nobody types? What each letter would begin anew: it is done once, when the letters have come to an end. */

/** Somewhat longer than it takes to type a letter. */
const restMs = 250;

export class AtRest {
  readonly #tasks = new Map<string, () => void>();
  #typedAt = -restMs;
  #timer: ReturnType<typeof setTimeout> | null = null;

  typed(): void {
    this.#typedAt = Date.now();
  }

  /** Does it in a task of its own, as soon as nothing was typed for a while; in place of what was put off under the same name. */
  put(name: string, task: () => void): void {
    this.#tasks.set(name, task);
    this.#timer ??= setTimeout(() => this.#look(), this.#left);
  }

  /** Does now what was put off. */
  finish(): void {
    const tasks = [...this.#tasks.values()];
    this.#tasks.clear();
    for (const task of tasks) task();
  }

  get #left(): number { return Math.max(0, this.#typedAt + restMs - Date.now()); }

  #look(): void {
    this.#timer = this.#left > 0 ? setTimeout(() => this.#look(), this.#left) : null;
    if (this.#timer === null) this.finish();
  }
}
