/** Do calls, events, errors, cancellation and death cross between two real processes as promised? */
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { translated } from '../../scripts/localisation.ts';
import { DaemonClient, RequestFailure, serveDaemon, type DaemonHandlers } from '../../src/protocol/connection.ts';
import { speak } from '../../src/protocol/localise.ts';
import { logRecord, type LogRecord } from '../../src/protocol/logRecord.ts';

let child: ChildProcess;
let client: DaemonClient;

beforeEach(() => {
  child = fork(fileURLToPath(new URL('connectionDaemon.ts', import.meta.url)));
  client = new DaemonClient(child);
});

afterEach(async () => {
  client.close();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
});

const rejection = async (promise: Promise<unknown>): Promise<RequestFailure> => {
  const error: unknown = await promise.then(() => assert.fail('it was answered'), (reason: unknown) => reason);
  assert.ok(error instanceof RequestFailure, String(error));
  return error;
};

const logged = (text: string): Promise<void> => new Promise((resolve) => {
  client.on('log', ({ detail }) => { if (detail === text) resolve(); });
});

const endless = { query: 'anything', limit: 10 };

test('a request without parameters and one with them are answered with their typed results', async () => {
  assert.equal(await client.request('pause', null), null);
  assert.deepEqual(await client.request('explainFile', { file: '/a b/ü' }), { state: 'indexed', reason: '/a b/ü', facts: {} });
});

test('a refused request carries its code, message and next step', async () => {
  const { code, message, nextStep } = await rejection(client.request('refresh', null));
  assert.deepEqual({ code, message, nextStep }, { code: 'diskFull', message: 'The disk is full.', nextStep: 'Free some space.' });
});

test('where VS Code speaks German, a refusal is said in German, and is in English in the log', async (t) => {
  t.after(() => speak('en', undefined));
  speak('de', translated('de').code);
  const refusal = await rejection(client.request('refresh', null));
  assert.deepEqual([refusal.code, refusal.message], ['diskFull', 'Der Datenträger ist voll.']);
  assert.match(logRecord('commandFailed', {}, refusal).detail ?? '', /caused by The disk is full\./);
});

test('an unforeseen error in a handler is "internal", is in the log with its place, and leaves the daemon answering', async () => {
  const records: LogRecord[] = [];
  client.on('log', (record) => records.push(record));
  assert.equal((await rejection(client.request('rebuild', null))).code, 'internal');
  assert.deepEqual(records.map(({ event, fields }) => [event, fields['request']]), [['requestFailed', 'rebuild']]);
  assert.match(String(records[0]?.fields['places']), /^connectionDaemon\.ts:\d+:\d+ /);
  assert.equal(await client.request('resume', null), null);
});

test('aborting rejects at once with "cancelled" and aborts the handler in the other process', async () => {
  const abort = new AbortController();
  const searching = logged('searching anything');
  const answer = rejection(client.request('search', endless, abort.signal));
  await searching;
  const aborted = logged('search aborted');
  abort.abort();
  assert.equal((await answer).code, 'cancelled');
  await aborted;
  assert.equal((await rejection(client.request('search', endless, abort.signal))).code, 'cancelled');
});

test('every call in flight is rejected with "daemonGone" when the process dies, and so is any later one', async () => {
  const waiting = [rejection(client.request('search', endless)), rejection(client.request('search', endless))];
  const fatal = rejection(client.request('similar', { file: '/f', limit: 1 }));
  for (const failure of await Promise.all([...waiting, fatal])) assert.equal(failure.code, 'daemonGone');
  assert.equal((await rejection(client.request('pause', null))).code, 'daemonGone');
});

test('a daemon that is killed rejects the calls in flight', async () => {
  const started = logged('searching anything');
  const answer = rejection(client.request('search', endless));
  await started;
  child.kill('SIGKILL');
  assert.equal((await answer).code, 'daemonGone');
});

test('the daemon ends by itself when the parent closes the channel', async () => {
  await client.request('pause', null);
  const exited = once(child, 'exit');
  child.disconnect();
  assert.deepEqual(await exited, [0, null]);
});

test('a cancellation that names no request is passed over', () => {
  const parent = Object.assign(new EventEmitter(), { connected: true, send: () => true });
  serveDaemon({} as DaemonHandlers, parent as unknown as NodeJS.Process);
  for (const params of [undefined, null, 'x', {}, { id: null }, { id: {} }]) {
    assert.doesNotThrow(() => parent.emit('message', { jsonrpc: '2.0', method: '$/cancelRequest', params }), JSON.stringify(params));
  }
});
