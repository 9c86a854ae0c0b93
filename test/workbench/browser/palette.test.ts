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

const question = 'token bucket for requests';

/** Where one is before the palette opens: a line that no hit begins at. */
const startLine = 23;

async function askPalette(): Promise<void> {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Search');
  await quickInput(page).fill(''); // at once below: an answer to part of it would be taken for the whole's
  await quickInput(page).fill(question);
  await quickPickRows(page).first().filter({ hasText: 'rate_limiter.go' }).waitFor();
}

/** The one tab that was open is open, and the cursor is where it was. */
async function isBack(): Promise<void> {
  const { page } = workbench;
  await activeTab(page, 'session.ts').waitFor();
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${startLine},` }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.tabs-container .tab').length === 1);
}

test('hits are listed while typing and previewed while arrowing; Escape goes back to where one was', () => withPicture(workbench.page, 'palette-escaped', async () => {
  const { page } = workbench;
  await openFile(page, 'server/src/session.ts');
  await goToLine(startLine);
  await askPalette();
  await isBack(); // typing alone previews nothing
  await page.keyboard.press('ArrowDown');
  await quickPickRows(page).nth(1).and(page.locator('.focused')).waitFor();
  await page.keyboard.press('ArrowUp'); // to the first hit, which is in another file than the one that is open
  await withPicture(page, 'palette-preview', () => activeTab(page, 'rate_limiter.go').waitFor());
  await page.keyboard.press('Escape');
  await isBack();
}));

test('Escape right after an arrow goes back too, even where the preview had not come yet', () => withPicture(workbench.page, 'palette-escaped-at-once', async () => {
  const { page } = workbench;
  await askPalette();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await isBack();
  await askPalette(); // time enough for a late preview
  await page.keyboard.press('Escape');
  await isBack();
}));

test('Enter opens the hit at its range, to stay', () => withPicture(workbench.page, 'palette-opened', async () => {
  const { page } = workbench;
  await askPalette();
  const line = /rate_limiter\.go:(\d+)/.exec(await quickPickRows(page).first().innerText())?.[1];
  await page.keyboard.press('Enter');
  await activeTab(page, 'rate_limiter.go').waitFor();
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line},` }).waitFor();
  assert.equal(await page.locator('.tabs-container .tab.active .italic').count(), 0); // not a preview, which the next file would replace
}));

test('an answer that comes when one has gone down already does not take one back to the top', () => withPicture(workbench.page, 'palette-late-answer', async () => {
  const { page } = workbench;
  await askPalette();
  await page.keyboard.type('s'); // changes nothing in what is found
  await page.keyboard.press('ArrowDown');
  await page.locator('.quick-input-progress.active').waitFor({ state: 'hidden' });
  await page.waitForTimeout(1000); // the answer has come by now, before the arrow or after it
  assert.equal(await quickPickRows(page).nth(1).and(page.locator('.focused')).count(), 1);
  await page.keyboard.press('Escape');
}));

test('buttons in the field leave only documentation, or changed files, and pressed again everything', () => withPicture(workbench.page, 'palette-docs-only', async () => {
  const { page } = workbench;
  await askPalette();
  const button = page.locator('.quick-input-widget').getByRole('checkbox', { name: 'Documentation only' });
  await button.click();
  await quickPickRows(page).filter({ hasText: 'rate_limiter.go' }).first().waitFor({ state: 'detached' });
  await quickPickRows(page).filter({ hasText: '.md' }).first().waitFor();
  await button.click();
  await quickPickRows(page).first().filter({ hasText: 'rate_limiter.go' }).waitFor();
  await page.locator('.quick-input-widget').getByRole('checkbox', { name: 'Changed files only' }).click();
  await quickPickRows(page).filter({ hasText: 'rate_limiter.go' }).first().waitFor({ state: 'detached' }); // nothing differs from the last commit
  await page.keyboard.press('Escape');
}));

test('what led to a hit before is offered when the palette opens, and asked by Enter', () => withPicture(workbench.page, 'palette-asked-before', async () => {
  const { page } = workbench;
  await askPalette();
  await page.keyboard.press('Enter');
  await activeTab(page, 'rate_limiter.go').waitFor();
  await runCommand(page, 'Lodestone: Search');
  await quickPickRows(page).filter({ hasText: question }).first().waitFor();
  await page.keyboard.press('Enter');
  await quickPickRows(page).first().filter({ hasText: 'rate_limiter.go' }).waitFor();
  assert.equal(await quickInput(page).inputValue(), question);
  await page.keyboard.press('Escape');
}));

test('a question without an answer says so in the palette', () => withPicture(workbench.page, 'palette-nothing', async () => {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Search');
  await quickInput(page).fill('recipe for tomato soup with basil');
  await quickPickRows(page).filter({ hasText: 'Nothing relevant found' }).first().waitFor();
  await page.keyboard.press('Escape');
}));
