/** Does the status tell what is indexed and what is not, in the status bar and on a page of its own? */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { webview, runCommand } from '../browser.ts';
import { openLodestone, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await workbench.page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().waitFor({ timeout: 90_000 }); // the extension is up
});
after(() => workbench?.close());

test('"Show Index Status" lists files, chunks, model and memory, and why files were skipped', () => withPicture(workbench.page, 'status', async () => {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Show Index Status');
  const status = webview(page);
  await status.getByRole('heading', { name: 'Lodestone Index' }).waitFor();
  await status.getByText('Up to date', { exact: true }).waitFor({ timeout: 90_000 });
  const fact = async (name: string) => status.locator('tr', { has: page.locator(`th:text-is("${name}")`) }).locator('td.value').first().innerText();
  assert.ok(Number(await fact('Files indexed')) >= 10);
  assert.ok(Number(await fact('Chunks')) > Number(await fact('Files indexed')));
  assert.equal(await fact('Found by meaning'), '100%');
  assert.match(await fact('Model'), /^lodestone-static/);
  assert.match(await fact('Memory'), /\d MB/);
  assert.match(await fact('Shared vectors'), / of 512 MB$/);
  for (const reason of ['Binary', 'Lock file']) assert.equal(await fact(reason), '1', reason); // the logo and package-lock.json
}));

test('the status bar names Lodestone, and leads to the status', () => withPicture(workbench.page, 'status-bar', async () => {
  const { page } = workbench;
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+W'); // close all editors
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  await page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().click();
  await webview(page).getByRole('heading', { name: 'Lodestone Index' }).waitFor();
}));
