/** Does the extension outlive its background process? */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lodestone, pathsFor, ready, until } from './lodestoneInHost.ts';

const question = 'wait longer after each failed attempt';

suite('the background process', () => {
  test('killed, it comes back by itself with the index that it had', async () => {
    const before = await ready();
    const api = await lodestone();
    const pid = api.daemonPid();
    assert.ok(pid !== null);
    process.kill(pid, 'SIGKILL');
    await until(async () => api.daemonPid() !== null && api.daemonPid() !== pid ? true : null);
    const after = await ready();
    assert.equal((await pathsFor(question))[0], 'server/src/retryQueue.ts');
    assert.equal(after.files.indexed, before.files.indexed);
    assert.equal(after.embedded.computed, before.embedded.computed);
  });

  test('calls in flight when it dies are rejected with a code and what to do next', async () => {
    await ready();
    const api = await lodestone();
    const pid = api.daemonPid();
    assert.ok(pid !== null);
    process.kill(pid, 'SIGSTOP'); // so that the call is certainly in flight
    const call = api.search(question).then(() => assert.fail('it was answered'), (error: unknown) => error);
    process.kill(pid, 'SIGKILL');
    const error = await call;
    assert.ok(error instanceof Error && 'code' in error && 'nextStep' in error);
    assert.equal(error.code, 'daemonGone');
    await ready();
  });

  test('"Restart Background Process" replaces it', async () => {
    await ready();
    const api = await lodestone();
    const pid = api.daemonPid();
    await vscode.commands.executeCommand('lodestone.restart');
    await ready();
    assert.notEqual(api.daemonPid(), pid);
    assert.equal((await pathsFor(question))[0], 'server/src/retryQueue.ts');
  });
});
