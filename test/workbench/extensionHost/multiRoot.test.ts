/** Are folders that come and go indexed and forgotten? */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { lodestone, ready, until } from './lodestoneInHost.ts';

suite('several folders', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lodestone-second-'));
  suiteSetup(() => writeFileSync(path.join(folder, 'tides.md'), '# Tides\n\nThe moon pulls the water of the oceans twice a day.\n'));
  suiteTeardown(() => rmSync(folder, { recursive: true, force: true }));

  const rootsThatAnswer = async () => {
    const { results } = await (await lodestone()).search('why the sea rises and falls with the moon');
    return results.filter(({ path: file }) => file === 'tides.md').map(({ root }) => root);
  };

  test('a folder that is added is found, and one that is removed is not', async () => {
    await ready();
    const before = vscode.workspace.workspaceFolders?.length ?? 0;
    assert.ok(vscode.workspace.updateWorkspaceFolders(before, 0, { uri: vscode.Uri.file(folder), name: 'second' }));
    const roots = await until(async () => {
      const found = await rootsThatAnswer();
      return found.length > 0 ? found : null;
    });
    assert.deepEqual(roots, [folder]);
    assert.deepEqual((await ready()).roots.map(({ name }) => name).at(-1), 'second');

    assert.ok(vscode.workspace.updateWorkspaceFolders(before, 1));
    await until(async () => (await rootsThatAnswer()).length === 0 ? true : null);
    assert.equal((await ready()).roots.length, before);
  });
});
