/** Does an index survive that its daemon is killed at any moment? Kills it, starts it again, and compares what it then holds and answers with a fresh index. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { randomNumbers } from '../../core/lexical/random.ts';
import { isReady, startDaemon, type TestDaemon } from '../daemon.ts';
import { otherModel } from '../otherModel.ts';
import { tempDirectory } from '../tempDirectory.ts';
import { installed } from '../testIndex.ts';
import { ChangingFiles } from './changingFiles.ts';
import { FreshIndexes, type Expected } from './freshIndexes.ts';
import { bundledDaemon } from './bundledDaemon.ts';
import { answersOf, rowsOf } from './indexContents.ts';
import { checkSavedGraph } from './savedGraph.ts';

export const phases = ['indexing', 'updating', 'saving', 'switching', 'searching'] as const;
export type Phase = (typeof phases)[number];

export interface KillCount {
  kills: number;
  /** Kills that came when something was left to do, or to answer. */
  amid: number;
  /** Further kills, of the daemon that was to recover from one. */
  recovering: number;
  /** Chunks embedded that had been embedded before: in all, and by one start at most. */
  redone: number;
  mostRedone: number;
}

/** What is embedded at a time: by the indexer, and on the way to another model. */
const batchOf = (phase: Phase): number => (phase === 'switching' ? 32 : 128);
/** Of kills amid the work to kills after its end; where they fall is what `#longest` learns. */
const [longer, shorter] = [1.02, 0.92];

export class KillRun {
  readonly #test: Pick<TestContext, 'after'>;
  readonly #random: () => number;
  readonly #files: ChangingFiles;
  readonly #fresh: FreshIndexes;
  readonly #models: readonly string[];
  readonly #directory: string;
  readonly counts: Readonly<Record<Phase, KillCount>>;
  /** Kills come at a random moment within so many milliseconds of the work's beginning. */
  readonly #longest: Record<Phase, number> = { indexing: 1500, updating: 400, saving: 200, switching: 1500, searching: 300 };
  #model = 0;
  #script: Promise<string> | null = null;
  #daemon: TestDaemon | null = null;
  #asking = 0;
  readonly #embedded = new Set<string>();
  #logLength = 0;

  constructor(test: Pick<TestContext, 'after'>, folders: readonly string[], seed: number) {
    this.#test = test;
    this.#random = randomNumbers(seed);
    this.#directory = tempDirectory(test);
    this.#files = new ChangingFiles(path.join(this.#directory, 'workspace'), folders, seed);
    this.#fresh = new FreshIndexes(test);
    this.#models = [installed.modelDir, otherModel(test).dir];
    this.counts = Object.fromEntries(phases.map((phase) => [phase, { kills: 0, amid: 0, recovering: 0, redone: 0, mostRedone: 0 }])) as Record<Phase, KillCount>;
  }

  get #indexDir(): string { return path.join(this.#directory, 'index'); }
  get #modelDir(): string { return this.#models[this.#model]!; }

  /** One kill in a phase, and the restart after it. Rejects where the index is not then what a fresh one would be. */
  async once(phase: Phase): Promise<void> {
    const count = this.counts[phase];
    await this.#begin(phase);
    await sleep(this.#random() * this.#longest[phase]);
    const wasAtIt = phase === 'searching' ? this.#asking > 0 : this.#daemon!.child.exitCode === null;
    await this.#kill();
    const expected = await this.#fresh.of(this.#files, this.#modelDir);
    const isAmid = wasAtIt && (phase === 'searching' || phase === 'saving' || !this.#isComplete(expected));
    this.#longest[phase] *= isAmid ? longer : shorter;
    count.kills++;
    if (isAmid) count.amid++;
    if (phase === 'saving') await checkSavedGraph(this.#indexDir, this.#modelDir);
    if (this.#random() < 0.2) {
      this.#daemon = await this.#start();
      await sleep(this.#random() * this.#longest.updating);
      await this.#kill();
      count.recovering++;
    }
    this.#daemon = await this.#start();
    await this.#compare(this.#daemon, expected);
    this.#countRedone(phase);
  }

  async end(): Promise<void> {
    if (this.#daemon) await this.#kill();
  }

  /** Starts the work that is to be killed. */
  async #begin(phase: Phase): Promise<void> {
    switch (phase) {
      case 'indexing':
        await this.end();
        fs.rmSync(this.#indexDir, { recursive: true, force: true });
        this.#embedded.clear();
        this.#files.moveTo(this.#files.state + 1);
        this.#daemon = await this.#start();
        return;
      case 'updating':
        await this.#upToDate();
        this.#files.moveTo(this.#files.state + 1);
        return;
      case 'saving':
        await this.#readyToSave();
        void this.#daemon!.client.request('shutdown', null).catch(() => null);
        return;
      case 'switching':
        await this.#upToDate();
        await this.end();
        this.#model = 1 - this.#model;
        this.#letGoOfOthers(await this.#fresh.of(this.#files, this.#models[1 - this.#model]!));
        this.#daemon = await this.#start();
        return;
      case 'searching':
        void this.#askMuch(await this.#upToDate());
    }
  }

  async #start(): Promise<TestDaemon> {
    const script = await (this.#script ??= bundledDaemon(this.#test, path.join(import.meta.dirname, 'countingDaemon.ts')));
    return startDaemon(this.#test, { roots: [this.#files.root], indexDir: this.#indexDir, modelDir: this.#modelDir, script: [script, this.#logFile] });
  }

  /** When a model's vectors are complete the other's go, so that they are rightly made again. */
  #letGoOfOthers({ model }: Expected): void {
    for (const each of this.#embedded) if (!each.startsWith(`${model} `)) this.#embedded.delete(each);
  }

  get #logFile(): string { return path.join(this.#directory, 'embedded.log'); }

  async #kill(): Promise<void> {
    await this.#daemon?.kill();
    this.#daemon = null;
  }

  /** A daemon that has nothing left to do. */
  async #upToDate(): Promise<TestDaemon> {
    this.#daemon ??= await this.#start();
    await untilUpToDate(this.#daemon, await this.#fresh.of(this.#files, this.#modelDir));
    return this.#daemon;
  }

  /** With a graph that is complete and not saved, and no snapshot. */
  async #readyToSave(): Promise<void> {
    await this.#upToDate();
    this.#files.moveTo(this.#files.state + 1);
    const { until } = await this.#upToDate();
    await until(({ graph, chunks }) => graph.ready && graph.vectors === chunks.total, 'the graph complete');
    const store = new DatabaseSync(path.join(this.#indexDir, 'catalog.sqlite'), { timeout: 5000 });
    store.exec(`BEGIN IMMEDIATE; DELETE FROM meta WHERE key LIKE 'snapshot.%'; DELETE FROM changes; COMMIT`);
    store.close();
  }

  /** Six at a time, for as long as the daemon lives. */
  async #askMuch({ client }: TestDaemon): Promise<void> {
    const { root, names } = this.#files;
    const ask = async (): Promise<void> => {
      this.#asking++;
      try {
        for (;;) await answersOf({ search: (request) => client.request('search', request), similar: (request) => client.request('similar', request) }, root, names);
      } finally {
        this.#asking--;
      }
    };
    await Promise.allSettled([ask(), client.request('duplicates', { threshold: 0.8, vendored: false, limit: 10 }), client.request('topics', null)]);
  }

  /** Looked at in a copy, so that the next daemon finds what the last one left. */
  #isComplete({ rows, model }: Expected): boolean {
    const copy = path.join(this.#directory, 'copy');
    try {
      fs.cpSync(this.#indexDir, copy, { recursive: true });
      return fs.existsSync(path.join(copy, 'catalog.sqlite')) && hasTables(copy) && JSON.stringify(rowsOf(copy, model)) === JSON.stringify(rows);
    } finally {
      fs.rmSync(copy, { recursive: true, force: true });
    }
  }

  async #compare(daemon: TestDaemon, expected: Expected): Promise<void> {
    const status = await untilUpToDate(daemon, expected);
    assert.equal(status.trouble, null);
    const rows = rowsOf(this.#indexDir, expected.model);
    for (const table of Object.keys(expected.rows)) assert.deepEqual(rows[table], expected.rows[table], table);
    const { client } = daemon;
    const answers = await answersOf({ search: (request) => client.request('search', request), similar: (request) => client.request('similar', request) }, this.#files.root, this.#files.names);
    assert.deepEqual(differences(answers, expected.answers), []);
  }

  /** Of each process since the last time, what it embedded though an earlier one had. */
  #countRedone(phase: Phase): void {
    const count = this.counts[phase];
    const text = fs.readFileSync(this.#logFile, 'utf8');
    const redone = new Map<string, number>();
    for (const line of text.slice(this.#logLength).split('\n').filter(Boolean)) {
      const [pid, ...chunk] = line.split(' ');
      const key = chunk.join(' ');
      if (this.#embedded.has(key)) redone.set(pid!, (redone.get(pid!) ?? 0) + 1);
      this.#embedded.add(key);
    }
    this.#logLength = text.length;
    for (const again of redone.values()) {
      count.redone += again;
      count.mostRedone = Math.max(count.mostRedone, again);
      assert.ok(again <= batchOf(phase), `${again} chunks were embedded again after a kill while ${phase}`);
    }
  }
}

/** Where two pieces of plain data differ; the first few places. */
function differences(actual: unknown, expected: unknown, at = ''): string[] {
  if (typeof actual === 'object' && typeof expected === 'object' && actual && expected) {
    const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...names].flatMap((name) => differences(Reflect.get(actual, name), Reflect.get(expected, name), `${at}.${name}`)).slice(0, 12);
  }
  return Object.is(actual, expected) ? [] : [`${at}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
}

function hasTables(indexDir: string): boolean {
  const database = new DatabaseSync(path.join(indexDir, 'catalog.sqlite'), { readOnly: true });
  try {
    return database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'changes'`).get() !== undefined;
  } finally {
    database.close();
  }
}

const untilUpToDate = (daemon: TestDaemon, { model, chunks: total }: Expected) =>
  daemon.until((status) => isReady(status) && status.modelChange === null && status.model.id === model && status.chunks.total === total, 'being up to date');
