/** Is the background process started, asked, started again when it dies, and ended? Against a real process that answers the protocol. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DaemonProcess } from '../../src/extension/daemonProcess.ts';
import { nodeRuntime } from '../../src/extension/nodeRuntime.ts';
import { RestartPolicy } from '../../src/extension/restartPolicy.ts';
import { translated } from '../../scripts/localisation.ts';
import { speak } from '../../src/protocol/localise.ts';
import { RequestFailure } from '../../src/protocol/connection.ts';
import { logText } from '../../src/protocol/logRecord.ts';
import type { DaemonState, InitializeParams } from '../../src/protocol/daemonProtocol.ts';

const params: InitializeParams = {
  protocolVersion: 1, roots: [{ path: '/somewhere', name: 'somewhere' }], indexDir: '/index', modelDir: '/model', shared: { directory: '/shared', maxVectorBytes: 0 },
  settings: { include: [], exclude: [], filesExclude: [], useIgnoreFiles: true, allowSecretFiles: [], maxFileSizeBytes: 1024, threads: 0, memory: 0, priority: 'low', pauseOnBattery: false },
};

let daemon: DaemonProcess | null = null;
let messages: string[] = [];
afterEach(() => daemon?.stop());

/** `behaviour` is the daemon's first root's name: see answeringDaemon.ts. */
function makeDaemon(behaviour: string, nodePath = ''): DaemonProcess {
  messages = [];
  daemon = new DaemonProcess({
    script: fileURLToPath(new URL('answeringDaemon.ts', import.meta.url)),
    runtime: () => nodeRuntime(nodePath),
    initializeParams: () => ({ ...params, roots: [{ path: '/somewhere', name: behaviour }] }),
    log: (record) => messages.push(`${logText(record)} ${record.detail ?? ''}`),
    policy: new RestartPolicy(1),
  });
  return daemon;
}

async function reaches(made: DaemonProcess, state: DaemonState): Promise<void> {
  while (made.state !== state) await once(made.events, 'state');
}

const rejection = async (promise: Promise<unknown>): Promise<RequestFailure> => {
  const error: unknown = await promise.then(() => assert.fail('it was answered'), (reason: unknown) => reason);
  assert.ok(error instanceof RequestFailure, String(error));
  return error;
};

test('a request that comes while the daemon is starting is answered when it has started', async () => {
  const made = makeDaemon('well');
  made.start();
  assert.equal(made.state, 'starting');
  assert.deepEqual(await made.request('explainFile', { file: '/f' }), { state: 'indexed', reason: '/f', facts: {} });
  assert.equal(made.state, 'running');
  assert.ok(made.pid !== null && made.pid !== process.pid);
});

test('what the daemon prints and says goes to the log', async () => {
  const made = makeDaemon('talkative');
  made.start();
  const status = once(made.events, 'status');
  await made.request('refresh', null);
  await status;
  assert.ok(messages.some((message) => message.startsWith('The graph is saved. [graphSaved vectors=17]')), String(messages));
  while (!messages.some((message) => message.includes('printed by'))) await sleep(5);
  assert.ok(messages.some((message) => /\[daemonPrinted lines=1\] printed by something native/.test(message)), String(messages));
  assert.equal(made.status?.phase, 'ready');
});

test('while it indexes, how fast that goes is known after a while, and its troubles are said in the user’s language', async (t) => {
  t.after(() => speak('en', undefined));
  speak('de', translated('de').code);
  const made = makeDaemon('indexing');
  made.start();
  await once(made.events, 'status');
  assert.deepEqual([made.pace, made.status?.trouble?.message], [null, 'Der Datenträger ist voll.']);
  while (made.pace === null) await once(made.events, 'status');
  assert.equal(made.pace.of, 'files');
  assert.ok(made.pace.perSecond > 0 && made.pace.secondsLeft > 0);
  await made.stop();
  assert.equal(made.pace, null);
});

test('a daemon that is killed fails the calls in flight and is back by itself, as another process', async () => {
  const made = makeDaemon('well');
  made.start();
  await made.request('pause', null);
  const first = made.pid;
  assert.ok(first !== null);
  const inFlight = rejection(made.request('search', { query: 'never answered', limit: 1 }));
  const died = once(made.events, 'state');
  process.kill(first, 'SIGKILL');
  assert.equal((await inFlight).code, 'daemonGone');
  await died;
  await reaches(made, 'running');
  assert.notEqual(made.pid, first);
  assert.equal(await made.request('pause', null), null);
});

test('a daemon that dies at each start is given up, says so, and can be started again', async () => {
  const made = makeDaemon('dying');
  made.start();
  await reaches(made, 'stopped');
  assert.equal(messages.filter((message) => message.includes('[daemonEnded exitCode=7 ')).length, 5);
  const failure = await rejection(made.request('pause', null));
  assert.equal(failure.code, 'daemonGone');
  assert.match(failure.nextStep, /restart/i);
  const restarted = once(made.events, 'state');
  await made.restart();
  await restarted;
  assert.notEqual(made.state, 'stopped');
});

test('a daemon that refuses to start is not started again, and says why', async () => {
  const made = makeDaemon('refusing');
  made.start();
  const asked = rejection(made.request('pause', null));
  await reaches(made, 'stopped');
  assert.equal((await asked).code, 'indexNewer');
  assert.equal(made.failure?.code, 'indexNewer');
  assert.equal((await rejection(made.request('pause', null))).nextStep, 'Update the extension.');
});

test('a Node that does not exist is a failure with its path, not a crash', async () => {
  const made = makeDaemon('well', '/nowhere/node');
  made.start();
  await reaches(made, 'stopped');
  assert.match(made.failure?.message ?? '', /\/nowhere\/node/);
});

test('a daemon that is stopped ends, and stays stopped', async () => {
  const made = makeDaemon('well');
  made.start();
  await made.request('pause', null);
  const { pid } = made;
  assert.ok(pid !== null);
  await made.stop();
  assert.equal(made.state, 'stopped');
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  assert.equal((await rejection(made.request('pause', null))).code, 'daemonGone');
});

test('how far a download is is passed on', async () => {
  const made = makeDaemon('well');
  const steps: unknown[] = [];
  made.events.on('modelProgress', (step) => steps.push(step));
  made.start();
  assert.deepEqual(await made.request('downloadModel', { model: 'tiny/encoder' }), { folder: '/models/tiny' });
  assert.deepEqual(steps, [{ doneBytes: 1, totalBytes: 2 }]);
});
