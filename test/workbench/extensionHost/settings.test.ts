/** Do the settings reach the daemon while it runs? */
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { pathsFor, ready, until } from './lodestoneInHost.ts';

const set = (name: string, value: unknown) => vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
const indexedFiles = (count: number) => until(async () => {
  const status = await ready();
  return status.files.indexed === count ? status : null;
});

suite('settings', () => {
  teardown(async () => {
    for (const name of ['lodestone.exclude', 'lodestone.include', 'lodestone.maxFileSize', 'files.exclude']) await set(name, undefined);
    await indexedFiles(15);
  });

  test('an excluded folder leaves the index, and comes back', async () => {
    await indexedFiles(15);
    await set('lodestone.exclude', ['gateway/**']);
    await indexedFiles(14);
    assert.ok(!(await pathsFor('how many requests may a client make each second')).includes('gateway/rate_limiter.go'));
    await set('lodestone.exclude', undefined);
    await indexedFiles(15);
    assert.equal((await pathsFor('how many requests may a client make each second'))[0], 'gateway/rate_limiter.go');
  });

  test('only what is included is indexed', async () => {
    await set('lodestone.include', ['docs/**']);
    const status = await indexedFiles(2);
    assert.deepEqual(status.languages, ['markdown']);
  });

  test('VS Code’s own hidden files are not indexed', async () => {
    await set('files.exclude', { '**/scripts': true });
    await indexedFiles(13);
  });

  test('values of a wrong type are passed over', async () => {
    await set('lodestone.exclude', 'not a list');
    await set('lodestone.maxFileSize', 'large');
    await indexedFiles(15);
  });

  test('an index that was narrowed and widened again has embedded nothing anew', async () => {
    const before = await indexedFiles(15);
    await set('lodestone.exclude', ['billing/**']);
    await indexedFiles(14);
    await set('lodestone.exclude', undefined);
    const after = await indexedFiles(15);
    assert.equal(after.embedded.computed, before.embedded.computed);
  });

  test('another model is taken up without a reload, and the bundled one comes back', async () => {
    const setModel = (folder: string | undefined) => vscode.workspace.getConfiguration('lodestone').update('model', folder, vscode.ConfigurationTarget.Global);
    const served = (wished: (id: string) => boolean) => until(async () => {
      const status = await ready();
      return status.model.state === 'ready' && wished(status.model.id) && status.chunks.withVectors === status.chunks.total ? status : null;
    });
    const { model: bundled } = await ready();
    // This file runs as a bundle in test-results/extensionHost.
    await setModel(path.resolve(__dirname, '../../test/fixtures/models/tiny'));
    const { model, trouble } = await served((id) => id.startsWith('tiny-'));
    assert.deepEqual([model.dimensions, trouble], [32, null]);
    await setModel(undefined);
    await served((id) => id === bundled.id);
    assert.equal((await pathsFor('how many requests may a client make each second'))[0], 'gateway/rate_limiter.go');
  });
});
