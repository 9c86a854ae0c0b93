/** Can one search among the files at hand, copy a hit, and come back to what one asked before? */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { eventually } from '../../support/daemon.ts';
import { writeFiles } from '../../support/tempDirectory.ts';
import { openFile, runCommand, waitUntilVisible } from '../browser.ts';
import { hitOf, hits, openLodestone, openPanel, shownFiles, typeQuery, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await openPanel(workbench);
});
after(() => workbench?.close());

const question = 'try again after a failed attempt';
const clipboard = (): Promise<string> => workbench.page.evaluate(() => navigator.clipboard.readText());

test('among open editors and changed files only those are searched', () => withPicture(workbench.page, 'panel-among', async () => {
  const { page, panel, folder } = workbench;
  await openFile(page, 'session.ts');
  await typeQuery(workbench, question);
  await hitOf(workbench, 'server/src/retryQueue.ts').waitFor();
  await panel.getByLabel('Which files').selectOption('openEditors');
  await eventually(() => shownFiles(workbench), (files) => files.every((file) => file === 'server/src/session.ts'), 'only the open file');
  const changed = 'server/src/retryQueue.ts';
  writeFiles(folder, { [changed]: `${readFileSync(path.join(folder, changed), 'utf8')}\n// changed\n` });
  await panel.getByLabel('Which files').selectOption('changedFiles');
  await eventually(async () => {
    await panel.getByLabel('Search by meaning').press('Enter'); // Git takes a moment to see it
    return shownFiles(workbench);
  }, (files) => files.length > 0 && files.every((file) => file === changed), 'only the changed file');
  await panel.getByLabel('Which files').selectOption('everywhere');
}));

test('a hit is copied as a place and as Markdown from its menu, and each hit may stand by itself', () => withPicture(workbench.page, 'panel-menu', async () => {
  const { page, panel } = workbench;
  await typeQuery(workbench, question);
  const hit = hitOf(workbench, 'server/src/retryQueue.ts').first();
  for (const [entry, text] of [['Copy Path and Line', /^server\/src\/retryQueue\.ts:\d+$/], ['Copy as Markdown', /^\[server\/src\/retryQueue\.ts:\d+\]\(server\/src\/retryQueue\.ts#L\d+-L\d+\)\n\n```typescript\n[^]+\n```\n$/]] as const) {
    await hit.click({ button: 'right' });
    const action = page.locator('.monaco-menu .action-label', { hasText: entry }).first();
    await action.waitFor();
    await page.waitForTimeout(500); // a menu that has only just opened takes a click for the end of the one that opened it
    await action.click();
    await eventually(clipboard, (copied) => text.test(copied), entry);
  }
  const files = await hits(workbench).count();
  await panel.getByLabel('Each Hit by Itself').click();
  await eventually(() => hits(workbench).count(), (count) => count > files, 'more hits than files');
  await panel.getByLabel('Each Hit by Itself').click();
}));

test('what was asked comes back after the window was loaded anew', () => withPicture(workbench.page, 'panel-kept', async () => {
  const { page, panel } = workbench;
  await typeQuery(workbench, question);
  await panel.getByLabel('Search by meaning').press('Enter');
  await panel.getByLabel('Keep This Search').click();
  await panel.getByLabel('Clear', { exact: true }).click();
  await panel.getByRole('button', { name: question }).first().waitFor();
  await page.waitForTimeout(3000); // VS Code writes what extensions remember a moment later
  await page.reload();
  await page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().waitFor({ timeout: 90_000 }); // the extension is up
  await runCommand(page, 'Lodestone: Focus the Search Panel');
  await waitUntilVisible(panel.getByLabel('Search by meaning'));
  await panel.getByLabel('Search by meaning').fill(''); // VS Code may have kept what was half typed
  await waitUntilVisible(panel.getByText('Kept searches'));
  await panel.getByRole('button', { name: question, exact: true }).first().click();
  await hitOf(workbench, 'server/src/retryQueue.ts').waitFor();
  assert.equal(await panel.getByLabel('Search by meaning').inputValue(), question);
}));
