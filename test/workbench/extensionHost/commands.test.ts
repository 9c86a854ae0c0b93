/** Do the commands do what their names say? */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { fixtureFile, lodestone, pathsFor, ready, until } from './lodestoneInHost.ts';

const run = (command: string, ...rest: readonly unknown[]) => vscode.commands.executeCommand(command, ...rest);
const phase = async () => (await (await lodestone()).status()).phase;
const webviewTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
  .filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label);

suite('commands', () => {
  teardown(() => run('workbench.action.closeAllEditors'));

  test('indexing can be paused, and what changed meanwhile is indexed when it is resumed', async () => {
    const file = fixtureFile('docs/lighthouse.md');
    await ready();
    await run('lodestone.pause');
    assert.equal(await phase(), 'paused');
    try {
      writeFileSync(file.fsPath, '# Lighthouse\n\nThe keeper polishes the lens of the lighthouse each morning.\n');
      await run('lodestone.resume');
      await ready();
      await until(async () => (await pathsFor('who polishes the lens of the lighthouse'))[0] === 'docs/lighthouse.md' ? true : null);
    } finally {
      rmSync(file.fsPath);
    }
    await until(async () => (await pathsFor('keeper polishes the lens')).includes('docs/lighthouse.md') ? null : true);
  });

  test('a rebuild reads every file again, and embeds none of the known texts', async () => {
    const before = await ready();
    await run('lodestone.rebuild');
    const after = await until(async () => {
      const status = await ready();
      return status.lastUpdate !== before.lastUpdate ? status : null;
    });
    assert.equal(after.files.indexed, before.files.indexed);
    assert.equal(after.embedded.computed, before.embedded.computed);
  });

  test('a saved edit is found within moments', async () => {
    await ready();
    const document = await vscode.workspace.openTextDocument(fixtureFile('docs/architecture.md'));
    const original = document.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, '\n## Carrier pigeons\n\nWhere the network is down, pigeons carry the events.\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await until(async () => (await (await lodestone()).search('birds that transport messages')).results
      .some(({ path, snippet }) => path === 'docs/architecture.md' && snippet.includes('pigeons')) ? true : null);
    writeFileSync(document.uri.fsPath, original);
    await until(async () => (await (await lodestone()).search('carrier pigeons')).results.some(({ snippet }) => snippet.includes('pigeons')) ? null : true);
  });

  test('the status is a page in a tab, opened once', async () => {
    await run('lodestone.showStatus');
    await run('lodestone.showStatus');
    await until(async () => webviewTabs().length > 0 ? true : null);
    assert.deepEqual(webviewTabs(), ['Lodestone Index']);
  });

  test('what can be typed into the search is shown from the documentation that comes along', async () => {
    await run('lodestone.showQuerySyntax');
    await until(async () => webviewTabs().some((label) => label.includes('query-syntax')) ? true : null);
  });

  test('the panel and the palette open', async () => {
    await run('lodestone.focusPanel');
    await run('lodestone.openInPanel', 'rotate the signing keys');
    await run('lodestone.search');
    await run('workbench.action.closeQuickOpen');
    await vscode.window.showTextDocument(fixtureFile('server/src/session.ts'));
    await run('lodestone.findSimilar');
    await run('lodestone.findSimilarToFile', fixtureFile('server/src/retryQueue.ts'));
  });
});
