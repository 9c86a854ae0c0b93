/** Does the status tell what is indexed and what is not, in the status bar and on a page of its own, and do its buttons do what they say? */
import assert from 'node:assert/strict';
import { chmodSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { activeTab, explorerRow, notification, quickInput, runCommand, screenshot, webview } from '../browser.ts';
import { openLodestone, themes, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';
import { writeFiles } from '../../support/tempDirectory.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await workbench.page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().waitFor({ timeout: 90_000 }); // the extension is up
});
after(() => workbench?.close());

const status = () => webview(workbench.page);
const fact = (name: string, column = 'value'): Promise<string> => status().locator('tr', { has: workbench.page.locator(`th:text-is("${name}")`) }).locator(`td.${column}`).first().innerText();
const group = (name: string): Locator => status().locator('.group-title', { has: workbench.page.locator(`.group-name:text-is("${name}")`) });
const press = (name: string): Promise<void> => status().getByRole('button', { name, exact: true }).click();
const phase = (text: string): Promise<void> => status().locator('.phase', { hasText: text }).waitFor({ timeout: 90_000 });

test('"Show Index Status" lists files, chunks, model and memory, and why files were skipped', () => withPicture(workbench.page, 'status', async () => {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Show Index Status');
  await status().getByRole('heading', { name: 'Lodestone Index' }).waitFor();
  await phase('Up to date');
  assert.ok(Number(await fact('Files indexed')) >= 10);
  assert.ok(Number(await fact('Chunks')) > Number(await fact('Files indexed')));
  assert.equal(await fact('Found by meaning'), '100%');
  assert.match(await fact('Model'), /^lodestone-static/);
  assert.match(await fact('Memory'), /\d MB/);
  assert.match(await fact('Shared vectors'), / of 512 MB$/);
  for (const reason of ['Binary', 'Lock file']) assert.equal(await group(reason).locator('.group-count').innerText(), '1', reason); // the logo and package-lock.json
}));

test('skipped files unfold to the rule and the path; a click shows the file beside, "Why?" says the reason', () => withPicture(workbench.page, 'status-unfolded', async () => {
  const { page } = workbench;
  await group('Lock file').click();
  await status().locator('.group-name', { hasText: 'package-lock.json' }).click();
  await status().getByRole('button', { name: 'package-lock.json', exact: true }).click();
  await activeTab(page, 'package-lock.json').waitFor();
  await status().getByRole('button', { name: 'Why? package-lock.json' }).click();
  await notification(page, 'package-lock.json is not indexed').waitFor();
  for (const [theme, pageClass] of themes) {
    writeFiles(workbench.folder, { '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': theme }) });
    await status().locator(`body.${pageClass}`).waitFor();
    await screenshot(page, `status-unfolded-${pageClass}`);
  }
  await runCommand(page, 'View: Close All Editors in Group'); // the file's, which has the focus
}));

test('the buttons: Pause, Resume, Refresh, Rebuild and Show Log', () => withPicture(workbench.page, 'status-buttons', async () => {
  const { page, folder } = workbench;
  await openStatus();
  await press('Pause');
  await phase('Paused');
  const before = Number(await fact('Files indexed'));
  writeFileSync(path.join(folder, 'docs/later.md'), '# Later\n\nWritten while indexing was paused.\n');
  await press('Resume');
  await phase('Up to date');
  await waitForFact('Files indexed', (value) => Number(value) === before + 1);
  await press('Refresh');
  await phase('Up to date');
  const embedded = await fact('Embedded');
  await press('Rebuild');
  await phase('Up to date');
  await waitForFact('Embedded', (value) => value === embedded, 'nothing is embedded again');
  await press('Show Log');
  await page.locator('.panel .output-view-container, .panel [aria-label*="Lodestone"]').first().waitFor();
}));

test('what failed is listed with its error, and read by Retry Failed Files once it can be', () => withPicture(workbench.page, 'status-failed', async () => {
  const { folder, page } = workbench;
  await openStatus();
  const unreadable = Buffer.concat([Buffer.from(`${folder}/docs/caf`), Buffer.of(0xe9), Buffer.from('.txt')]); // a name in Latin-1
  writeFileSync(unreadable, 'Opening hours of the cafe.\n');
  await press('Refresh');
  const failed = status().locator('section', { has: page.getByRole('heading', { name: 'Failed', exact: true }) });
  await failed.locator('.group-title').click();
  await failed.locator('.entry', { hasText: 'caf' }).waitFor();
  renameSync(unreadable, Buffer.from(path.join(folder, 'docs/cafe.txt')));
  await press('Retry Failed Files');
  await failed.waitFor({ state: 'hidden' });
}));

test('Check says what is wrong on the page; Repair mends it', () => withPicture(workbench.page, 'status-check-repaired', async () => {
  const { page } = workbench;
  await openStatus();
  const indexDir = await fact('Index on disk', 'hint');
  chmodSync(indexDir, 0o755); // others may look in
  await press('Check');
  const check = status().locator('section.check');
  await check.getByText('Other users may look into the index directory').waitFor({ timeout: 60_000 });
  await screenshot(page, 'status-check-wrong');
  await check.getByRole('button', { name: 'Repair' }).click();
  await check.getByText('the index is for its user alone').waitFor({ timeout: 60_000 });
  assert.equal(statSync(indexDir).mode & 0o077, 0);
  await phase('Up to date');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+W');
  await runCommand(page, 'Lodestone: Check Installation and Index');
  await webview(page).locator('section.check').getByText('the index is for its user alone').waitFor({ timeout: 60_000 });
}));

test('the status bar names Lodestone, and leads to the status', () => withPicture(workbench.page, 'status-bar', async () => {
  const { page } = workbench;
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+W'); // close all editors
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  await page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().click();
  await status().getByRole('heading', { name: 'Lodestone Index' }).waitFor();
}));

test('Clear Index asks first, then nothing is indexed until it is resumed', () => withPicture(workbench.page, 'status-cleared', async () => {
  const { page } = workbench;
  await openStatus();
  await press('Clear Index');
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete Index' }).click();
  await phase('Paused');
  await waitForFact('Files indexed', (value) => value === '0');
  await press('Resume');
  await phase('Up to date');
  assert.ok(Number(await fact('Files indexed')) >= 10);
  await press('Search');
  await quickInput(page).waitFor();
  await page.keyboard.press('Escape');
  await explorerRow(page, 'docs').waitFor();
}));

async function openStatus(): Promise<void> {
  await runCommand(workbench.page, 'Lodestone: Show Index Status');
  await status().getByRole('heading', { name: 'Lodestone Index' }).waitFor();
  await phase('Up to date');
}

async function waitForFact(name: string, fits: (value: string) => boolean, what = name): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (fits(await fact(name))) return;
    await workbench.page.waitForTimeout(200);
  }
  assert.fail(`${what}: ${await fact(name)}`);
}
