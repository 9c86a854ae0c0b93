/** How does a test talk to a real daemon process? */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { DaemonClient } from '../../src/protocol/connection.ts';
import { protocolVersion, type DaemonEvents, type IndexSettings, type IndexStatus, type InitializeParams } from '../../src/protocol/daemonProtocol.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { installed, repository } from './testIndex.ts';

export const settings: IndexSettings = { ...defaultScanSettings, threads: 1, memory: 0, priority: 'low', pauseOnBattery: false };

export interface TestDaemon {
  readonly child: ChildProcess;
  readonly client: DaemonClient;
  /** All status events so far, the latest last. */
  readonly statuses: readonly IndexStatus[];
  /** The first status, now or to come, for which the condition holds. */
  until(condition: (status: IndexStatus) => boolean, what?: string): Promise<IndexStatus>;
  kill(): Promise<void>;
}

export interface DaemonOptions {
  readonly roots: readonly string[];
  readonly indexDir: string;
  readonly modelDir?: string;
  readonly settings?: Partial<IndexSettings>;
  /** A program that runs Node with its arguments, under other limits. */
  readonly execPath?: string;
  readonly shared?: InitializeParams['shared'];
  /** Another main script, with its arguments. */
  readonly script?: readonly [file: string, ...rest: string[]];
  /** What the daemon logs is told here. */
  readonly log?: (record: DaemonEvents['log']) => void;
}

export async function startDaemon(test: Pick<TestContext, 'after'>, options: DaemonOptions): Promise<TestDaemon> {
  const [script, ...rest] = options.script ?? [path.join(repository, 'src/daemon/main.ts')];
  const child = fork(script, rest, { execArgv: [], execPath: options.execPath ?? process.execPath, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const client = new DaemonClient(child);
  const statuses: IndexStatus[] = [];
  client.on('statusChanged', (status) => statuses.push(status));
  client.on('log', (record) => options.log?.(record));
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  test.after(kill);
  await client.request('initialize', {
    protocolVersion, indexDir: options.indexDir, modelDir: options.modelDir ?? installed.modelDir, shared: options.shared ?? { directory: path.join(options.indexDir, 'shared'), maxVectorBytes: 0 },
    roots: options.roots.map((root) => ({ path: root, name: path.basename(root) })), settings: { ...settings, ...options.settings },
  });
  return { child, client, statuses, kill, until: (condition, what) => until(client, condition, what) };
}

async function until(client: DaemonClient, condition: (status: IndexStatus) => boolean, what = String(condition)): Promise<IndexStatus> {
  let status: IndexStatus | undefined;
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
    status = await client.request('status', null);
    if (condition(status)) return status;
  }
  throw new Error(`The daemon did not come to: ${what}. Last status: ${JSON.stringify(status)}`);
}

/** Everything on the disk is indexed and embedded. */
export const isReady = ({ phase, files, chunks }: IndexStatus): boolean => phase === 'ready' && files.pending === 0 && chunks.total === chunks.withVectors;

/** Repeats a question until the answer is as wished: the watcher needs a moment. */
export async function eventually<T>(ask: () => Promise<T>, wished: (answer: T) => boolean, what: string): Promise<T> {
  let answer = await ask();
  for (const end = Date.now() + 20_000; !wished(answer) && Date.now() < end; answer = await ask()) await new Promise((resolve) => setTimeout(resolve, 25));
  if (!wished(answer)) throw new Error(`Not ${what}: ${JSON.stringify(answer)}`);
  return answer;
}
