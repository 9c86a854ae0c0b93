/** Does the extension speak German where VS Code does: commands, views, pages, failures and walkthrough? In a real workbench with that display language. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { translated } from '../../../scripts/localisation.ts';
import { quickInput, quickPickRows, runCommand, webview } from '../browser.ts';
import { openLodestone, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

const { code, manifest } = translated('de');
const say = (message: string): string => code[message] ?? assert.fail(`"${message}" has no translation`);
const named = (key: string): string => manifest[key] ?? assert.fail(`"${key}" has no translation`);

let workbench: LodestoneWorkbench;
before(async () => { workbench = await openLodestone('de'); });
after(() => workbench?.close());

test('the panel is German, and so is what it says of a question that can’t be read', () => withPicture(workbench.page, 'german-panel', async () => {
  const { page, panel } = workbench;
  await page.locator('.activitybar [aria-label^="Lodestone"]').first().click();
  await page.locator('.sidebar .composite.title', { hasText: named('view.panel') }).waitFor({ timeout: 90_000 });
  const field = panel.getByLabel(say('Search by meaning'));
  await field.waitFor({ timeout: 90_000 });
  assert.equal(await panel.locator('html').getAttribute('lang'), 'de');
  await field.fill('/foo(/');
  await panel.getByText(say('The regular expression can’t be read')).waitFor({ timeout: 90_000 });
  await panel.getByText(say('Nothing was searched'), { exact: true }).waitFor();
}));

test('the palette lists the commands in German', () => withPicture(workbench.page, 'german-commands', async () => {
  const { page } = workbench;
  await runCommand(page, 'View: Focus Active Editor Group');
  for (const key of ['command.rebuild', 'command.findDuplicates', 'command.showTopics']) {
    await page.keyboard.press('F1');
    await quickInput(page).fill(`>Lodestone: ${named(key)}`);
    await quickPickRows(page).filter({ hasText: named(key) }).first().waitFor();
    await page.keyboard.press('Escape');
  }
}));

test('the index’s page is German, with its dates and numbers', () => withPicture(workbench.page, 'german-status', async () => {
  const { page } = workbench;
  await page.keyboard.press('Control+B'); // one page at a time: the panel goes
  await runCommand(page, `Lodestone: ${named('command.showStatus')}`);
  const status = webview(page);
  await status.getByRole('heading', { name: say('Lodestone Index') }).waitFor();
  await status.getByText(say('Up to date'), { exact: true }).waitFor({ timeout: 90_000 });
  await status.getByRole('heading', { name: say('Skipped'), exact: true }).waitFor();
  await status.locator('.group-title', { hasText: say('Lock file') }).waitFor();
  await status.getByText(/^\d{1,2}\.\d{1,2}\.\d{4}, \d{2}:\d{2}:\d{2}$/).waitFor();
}));

test('the walkthrough is German', () => withPicture(workbench.page, 'german-walkthrough', async () => {
  const { page } = workbench;
  await runCommand(page, 'Welcome: Open Walkthrough...'); // VS Code's own words stay English without its language pack
  await quickInput(page).fill('Lodestone');
  await quickPickRows(page).filter({ hasText: 'Lodestone' }).first().click();
  for (const step of ['open', 'ask', 'narrow', 'similar', 'index']) await page.getByText(named(`walkthrough.start.${step}`), { exact: true }).first().waitFor();
}));
