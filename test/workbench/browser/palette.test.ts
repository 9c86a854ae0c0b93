/** Does the search from the command palette preview, go back and open as a person expects? */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeTab, openFile, quickInput, quickPickRows, runCommand } from '../browser.ts';
import { openLodestone, openPanel, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await openPanel(workbench);
});
after(() => workbench?.close());

async function goToLine(line: number): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('Control+G');
  await quickInput(page).fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line},` }).waitFor();
}

test('the palette lists hits while typing and previews them while arrowing; Escape goes back to where one was', () => withPicture(workbench.page, 'palette-escaped', async () => {
  const { page } = workbench;
  await openFile(page, 'server/src/session.ts');
  await goToLine(14);
  await runCommand(page, 'Lodestone: Search');
  await quickInput(page).fill('');
  await quickInput(page).pressSequentially('turn away clients that ask too often', { delay: 20 });
  const row = quickPickRows(page).filter({ hasText: 'rate_limiter.go' }).first();
  await row.waitFor();
  await withPicture(page, 'palette-preview', async () => {
    await page.keyboard.press('ArrowDown');
    await page.locator('.tabs-container .tab.active:not([aria-label^="session.ts"])').waitFor();
  });
  await page.keyboard.press('Escape');
  await activeTab(page, 'session.ts').waitFor();
  await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 14,' }).waitFor();
}));

test('Enter opens the hit at its range, to stay', () => withPicture(workbench.page, 'palette-opened', async () => {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Search');
  await quickInput(page).fill('turn away clients that ask too often');
  const first = quickPickRows(page).first();
  await first.filter({ hasText: 'rate_limiter.go' }).waitFor();
  const line = /rate_limiter\.go:(\d+)/.exec(await first.innerText())?.[1];
  await page.keyboard.press('Enter');
  await activeTab(page, 'rate_limiter.go').waitFor();
  if (line !== undefined) await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line},` }).waitFor();
  assert.equal(await page.locator('.tabs-container .tab.active .italic').count(), 0); // not a preview, which the next file would replace
}));

test('a question without an answer says so in the palette', () => withPicture(workbench.page, 'palette-nothing', async () => {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Search');
  await quickInput(page).fill('recipe for tomato soup with basil');
  await quickPickRows(page).filter({ hasText: 'Nothing relevant found' }).first().waitFor();
  await page.keyboard.press('Escape');
}));
