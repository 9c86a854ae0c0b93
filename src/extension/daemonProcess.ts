/** Is the background process there, and how is it asked? Starts it, starts it again when it dies, and passes calls on. */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { DaemonClient, RequestFailure } from '../protocol/connection.ts';
import type { DaemonEvents, DaemonRequestName, DaemonRequests, DaemonState, IndexStatus, InitializeParams } from '../protocol/daemonProtocol.ts';
import { codeOf, logRecord, placesIn, type LogFields, type LogRecord, type Note } from '../protocol/logRecord.ts';
import { spokenStatus } from '../protocol/failureText.ts';
import { PaceMeter, type Pace } from '../protocol/pace.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { RestartPolicy } from './restartPolicy.ts';
import { t } from '../protocol/localise.ts';

export interface DaemonOptions {
  /** The daemon's bundle. */
  readonly script: string;
  /** Asked at each start, so that a changed setting counts. */
  readonly runtime: () => NodeRuntime;
  readonly initializeParams: () => InitializeParams;
  readonly log: (record: LogRecord) => void;
  readonly policy?: RestartPolicy;
}

interface Run {
  readonly child: ChildProcess;
  readonly client: DaemonClient;
  readonly startedAt: number;
  /** Settles when the daemon has answered `initialize`. */
  readonly initialized: Promise<void>;
}

/** A daemon that is asked to end gets this long to close its files. */
const shutdownMs = 3000;

export class DaemonProcess {
  /** "state": the process came or went; "status": the index changed; "modelProgress": more of a model has come; "taskProgress": a long request is further. */
  readonly events = new EventEmitter<{ state: []; status: [IndexStatus]; modelProgress: [DaemonEvents['modelProgress']]; taskProgress: [DaemonEvents['taskProgress']] }>();
  readonly #options: DaemonOptions;
  readonly #policy: RestartPolicy;
  #state: DaemonState = 'stopped';
  #run: Run | null = null;
  #restart: NodeJS.Timeout | undefined;
  #status: IndexStatus | null = null;
  #paceMeter = new PaceMeter();
  #pace: Pace | null = null;
  #pid: number | null = null;
  #failure: RequestFailure | null = null;

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.#policy = options.policy ?? new RestartPolicy();
  }

  get state(): DaemonState { return this.#state; }
  /** The last status that was sent; null before the first, and after a stop. */
  get status(): IndexStatus | null { return this.#status; }
  /** How fast the indexing goes; null where nothing can be said of it. */
  get pace(): Pace | null { return this.#pace; }
  /** Of the running daemon; null where there is none. */
  get pid(): number | null { return this.#pid; }
  /** Why the daemon is not running; null while it is, and where it was stopped on purpose. */
  get failure(): RequestFailure | null { return this.#failure; }

  /** Starts the daemon where none is running or about to. */
  start(): void {
    if (this.#run !== null || this.#state === 'restarting') return;
    this.#launch();
  }

  /** Ends the daemon, gently if it lets itself. Settles when it has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#restart);
    const run = this.#run;
    this.#run = null;
    this.#status = null;
    this.#failure = null;
    this.#change('stopped');
    if (run === null) return;
    const exited = run.child.exitCode === null && run.child.signalCode === null ? once(run.child, 'exit') : Promise.resolve();
    run.client.request('shutdown', null).catch((error: unknown) => this.#note('shutdownFailed', { code: codeOf(error) }, error));
    const late = new AbortController();
    await Promise.race([exited, sleep(shutdownMs, null, { signal: late.signal }).catch(() => null)]);
    late.abort();
    run.child.kill('SIGKILL');
    run.client.close();
  }

  /** Stops and starts, whatever happened before. */
  async restart(): Promise<void> {
    await this.stop();
    this.#policy.forgive();
    this.start();
  }

  /** Waits for a daemon that is starting. Rejects with a RequestFailure; its code is "daemonGone" where no daemon is running. */
  async request<Name extends DaemonRequestName>(
    name: Name, params: DaemonRequests[Name][0], signal?: AbortSignal,
  ): Promise<DaemonRequests[Name][1]> {
    const run = this.#run;
    if (run === null) throw this.#failure ?? notRunning(this.#state);
    await run.initialized;
    return run.client.request(name, params, signal);
  }

  #launch(): void {
    const { execPath, execArgv, env } = this.#options.runtime();
    const child = fork(this.#options.script, [], { execPath, execArgv: [...execArgv], env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const client = new DaemonClient(child);
    client.on('log', (record) => this.#options.log(record));
    client.on('statusChanged', (status) => this.#accept(status));
    client.on('modelProgress', (progress) => this.events.emit('modelProgress', progress));
    client.on('taskProgress', (progress) => this.events.emit('taskProgress', progress));
    child.stdout?.on('data', (text) => this.#notePrinted(String(text).trimEnd()));
    child.stderr?.on('data', (text) => this.#notePrinted(String(text).trimEnd()));
    const initialized = client.request('initialize', this.#options.initializeParams()).then(({ pid, nodeVersion }) => {
      if (this.#run !== run) return;
      this.#pid = pid;
      this.#failure = null;
      this.#note('daemonRuns', { pid, node: nodeVersion });
      this.#change('running');
    });
    const run: Run = { child, client, startedAt: Date.now(), initialized };
    this.#run = run;
    child.once('error', (error) => this.#died(run, `${execPath}: ${error.message}`, { code: codeOf(error) }));
    child.once('exit', (code, signal) => (signal === null ? this.#died(run, `exit code ${code}`, { exitCode: code ?? 0 }) : this.#died(run, `signal ${signal}`, { signal })));
    initialized.catch((error: unknown) => this.#refused(run, error));
    this.#change('starting');
  }

  #accept(status: IndexStatus): void {
    this.#status = spokenStatus(status);
    this.#pace = this.#paceMeter.observe(status, performance.now());
    this.events.emit('status', this.#status);
  }

  /** The daemon lives but can't serve: another start would end the same way. */
  #refused(run: Run, error: unknown): void {
    if (this.#run !== run || !(error instanceof RequestFailure) || error.code === 'daemonGone') return; // #died sees to a death
    this.#run = null;
    this.#failure = error;
    this.#note('daemonRefused', { code: error.code }, error);
    run.child.kill();
    this.#change('stopped');
  }

  #died(run: Run, how: string, fields: LogFields): void {
    run.client.close();
    if (this.#run !== run) return;
    this.#run = null;
    const delayMs = this.#policy.afterDeath(Date.now() - run.startedAt);
    this.#note('daemonEnded', { ...fields, ...(delayMs === null ? { givenUp: true } : { againInSeconds: delayMs / 1000 }) }, how);
    this.#failure = new RequestFailure('daemonGone', t('The background process has ended ({0}).', how),
      delayMs === null ? t('Look at the log, then restart it.') : t('It restarts by itself; ask again in a moment.'));
    this.#change(delayMs === null ? 'stopped' : 'restarting');
    if (delayMs !== null) this.#restart = setTimeout(() => this.#launch(), delayMs);
  }

  #change(state: DaemonState): void {
    if (state !== 'running') {
      this.#pid = this.#pace = null;
      this.#paceMeter = new PaceMeter();
    }
    this.#state = state;
    this.events.emit('state');
  }

  readonly #note: Note = (...said) => this.#options.log(logRecord(...said));

  /** The daemon itself prints nothing: what comes is of Node or of a library, mostly as the process dies. */
  #notePrinted(text: string): void {
    const places = placesIn(text);
    this.#note('daemonPrinted', { lines: text.split('\n').length, ...(places === '' ? {} : { places }), ...(text.includes('heap out of memory') ? { outOfMemory: true } : {}) }, text);
  }
}

function notRunning(state: DaemonState): RequestFailure {
  return state === 'restarting'
    ? new RequestFailure('daemonGone', t('The background process is being restarted.'), t('Ask again in a moment.'))
    : new RequestFailure('daemonGone', t('The background process is not running.'), t('Run "Lodestone: Restart Background Process".'));
}
