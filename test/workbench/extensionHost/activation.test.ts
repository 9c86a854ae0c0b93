/** Does the extension come up in a real extension host, and index the workspace outside of it? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { allCommandIds } from './manifestCommands.ts';
import { fixtureFolder, lodestone, pathsFor, ready } from './lodestoneInHost.ts';

suite('activation', () => {
  test('the extension activates by itself after start-up', async () => {
    await ready();
    assert.equal(vscode.extensions.getExtension('lodestone.lodestone')?.isActive, true);
  });

  test('every command of the manifest is registered', async () => {
    await lodestone();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(allCommandIds.filter((id) => !registered.has(id)), []);
  });

  test('the whole workspace is indexed, and what is left out has a reason', async () => {
    const status = await ready();
    assert.deepEqual(status.roots.map(({ path }) => path), [fixtureFolder()]);
    assert.equal(status.files.indexed, 15);
    assert.equal(status.files.failed, 0);
    assert.deepEqual(status.skippedByReason, { builtin: 1, binary: 1, lockfile: 1 });
    assert.equal(status.chunks.withVectors, status.chunks.total);
    assert.equal(status.role, 'writer');
    assert.ok(status.memoryBytes > 0 && status.indexBytes > 0 && status.lastUpdate !== null);
  });

  test('questions in plain words find code and documentation', async () => {
    await ready();
    assert.equal((await pathsFor('wait longer after each failed attempt'))[0], 'server/src/retryQueue.ts');
    assert.equal((await pathsFor('how many requests may a client make each second'))[0], 'gateway/rate_limiter.go');
    assert.equal((await pathsFor('how do I restore a database dump'))[0], 'docs/operations.md');
  });

  test('the daemon is another process, and the extension host loads no native module of ours', async () => {
    await ready();
    const pid = (await lodestone()).daemonPid();
    assert.ok(pid !== null && pid !== process.pid);
    const natives = /hnswlib|addon\.node|onnxruntime/;
    assert.match(readFileSync(`/proc/${pid}/maps`, 'utf8'), natives);
    assert.doesNotMatch(readFileSync('/proc/self/maps', 'utf8'), natives);
  });
});
