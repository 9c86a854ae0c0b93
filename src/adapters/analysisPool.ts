/** How are many files taken apart at once without holding up searches? By worker threads, replaced when one dies. */
import { Worker } from 'node:worker_threads';
import type { FileAnalysis } from '../core/catalog/rows.ts';
import { Failure } from '../core/failure.ts';
import type { Analyser } from '../core/ports.ts';
import type { FileId } from '../core/types.ts';
import type { AnalysisJob, WorkerSetup } from './analysisWorker.ts';

interface Job extends AnalysisJob {
  readonly resolve: (analysis: FileAnalysis) => void;
}

interface Slot {
  worker: Worker | null;
  /** Ends the thread when nothing has been given to it for a while: it holds some 100 MB of grammars and heap. */
  idle: NodeJS.Timeout | null;
  readonly idleMs: number;
  readonly jobs: Map<number, Job>;
}

/** Jobs given to a thread ahead, so that it never waits for the main thread between two files. */
const jobsPerThread = 4;
/**
 * How long threads without work are kept. Starting one takes 0.2 s of the processor, and as long until the edit is found, where a running one takes
 * 10 ms; it holds 5 to 50 MB. So while someone edits one stays, and the others go when the burst of work is over.
 */
const standardIdle = { firstMs: 300_000, othersMs: 10_000 };
/** Without limits a thread's heap grows by what it could have collected: 145,000 chunks took 1.5 GB in all. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 };

export class AnalysisPool implements Analyser {
  readonly #slots: readonly Slot[];
  readonly #waiting: Job[] = [];
  readonly #script: string;
  readonly #setup: WorkerSetup;
  #nextId = 1;
  #closed = false;

  /** `script` is the worker's own file; threads start with the first job. `idle`: how long those without work are kept. */
  constructor(script: string, setup: WorkerSetup, threads: number, idle = standardIdle) {
    this.#script = script;
    this.#setup = setup;
    this.#slots = Array.from({ length: threads }, (_, at) => ({ worker: null, idle: null, idleMs: at === 0 ? idle.firstMs : idle.othersMs, jobs: new Map<number, Job>() }));
  }

  /** Threads that run now. */
  get threads(): number { return this.#slots.filter(({ worker }) => worker !== null).length; }
  /** How many files are best in flight at a time. */
  get parallel(): number { return this.#slots.length * jobsPerThread; }

  analyse(file: FileId, knownContent: string | null = null): Promise<FileAnalysis> {
    if (this.#closed) return Promise.reject(new Failure('cancelled', 'The index is being closed.', 'Open it again.'));
    return new Promise((resolve) => {
      this.#waiting.push({ id: this.#nextId++, file, knownContent, resolve });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { idle } of this.#slots) if (idle) clearTimeout(idle);
    await Promise.all(this.#slots.map(({ worker }) => worker?.terminate()));
  }

  #dispatch(): void {
    for (;;) {
      const slot = this.#slots.reduce((least, each) => (each.jobs.size < least.jobs.size ? each : least));
      if (slot.jobs.size >= jobsPerThread) return;
      const job = this.#waiting.shift();
      if (!job) return;
      slot.jobs.set(job.id, job);
      slot.worker ??= this.#start(slot);
      slot.worker.ref();
      if (slot.idle) clearTimeout(slot.idle);
      slot.worker.postMessage({ id: job.id, file: job.file, knownContent: job.knownContent } satisfies AnalysisJob);
    }
  }

  #start(slot: Slot): Worker {
    const worker = new Worker(this.#script, { workerData: this.#setup, execArgv: [], resourceLimits });
    let reason = 'it ended unexpectedly';
    worker.on('message', ({ id, analysis }: { id: number; analysis: FileAnalysis }) => {
      slot.jobs.get(id)?.resolve(analysis);
      slot.jobs.delete(id);
      this.#dispatch();
      if (slot.jobs.size) return;
      worker.unref(); // an idle thread keeps no process alive
      slot.idle = setTimeout(() => this.#letGo(slot, worker), slot.idleMs).unref();
    });
    worker.on('error', (error) => { reason = error.message; });
    worker.on('exit', () => {
      if (slot.worker !== worker) return;
      slot.worker = null;
      this.#recover(slot, reason);
    });
    return worker;
  }

  /** From now on the slot has no thread: a job that comes while this one ends starts another. */
  #letGo(slot: Slot, worker: Worker): void {
    slot.worker = null;
    void worker.terminate();
  }

  /** The first job of a dead thread is the one it died of: that file has failed; the others are tried again. */
  #recover(slot: Slot, reason: string): void {
    const [first, ...rest] = slot.jobs.values();
    slot.jobs.clear();
    first?.resolve({ outcome: 'failed', code: 'internal', message: `The file could not be taken apart: ${reason}.` });
    this.#waiting.unshift(...rest);
    if (!this.#closed) this.#dispatch();
  }
}
