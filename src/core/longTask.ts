/** How does a long piece of computing let other work go on, and tell how far it is? */

export interface LongTask {
  /** Lets other work of the process go on. */
  readonly turn: () => Promise<void>;
  readonly progress: (done: number, total: number) => void;
}
