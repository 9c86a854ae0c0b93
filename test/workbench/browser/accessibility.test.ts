/** Does axe find anything in the pages that keeps people from using them, in any state and any kind of theme? */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { AxeResults, RunOptions } from 'axe-core';
import { writeFiles } from '../../support/tempDirectory.ts';
import { openFile, runCommand, screenshot, webview } from '../browser.ts';
import { hits, openLodestone, openPanel, themes, typeQuery, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The document around a page is VS Code's: what it owes (landmarks, a level-one heading) is not asked of a part of it. That a control's name holds its
 * visible text is for labels that are spoken, not for a hit with its snippet: its name is the file, the symbol and the lines.
 */
const options: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'label-content-name-mismatch': { enabled: false } }, resultTypes: ['violations'] };

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await openPanel(workbench);
});
after(() => workbench?.close());

/** What axe has against the page that is shown: rule, element and reason, a line each. `surface`: VS Code's name of the colour behind the page, which is transparent. */
async function violations(surface: string): Promise<string[]> {
  const handle = await webview(workbench.page).locator('html').elementHandle();
  const frame = await handle?.ownerFrame();
  assert.ok(frame, 'there is a page');
  await frame.evaluate(axeSource);
  await frame.evaluate((name) => { document.body.style.backgroundColor = `var(--vscode-${name})`; }, surface);
  const results = await frame.evaluate((asked) => (window as unknown as { axe: { run(context: Document, options: unknown): Promise<AxeResults> } }).axe.run(document, asked), options as unknown) as AxeResults;
  assert.ok(results.passes.length > 5 || results.violations.length > 0, 'axe has looked at something');
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.replace(/\s+/g, ' ')}`));
}

async function inEveryTheme(state: string, surface = 'sideBar-background'): Promise<void> {
  for (const [theme, pageClass] of themes) {
    writeFiles(workbench.folder, { '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': theme }) });
    await webview(workbench.page).locator(`body.${pageClass}`).waitFor();
    assert.deepEqual(await violations(surface), [], `${state}, ${theme}`);
    await screenshot(workbench.page, `accessibility-${state.replaceAll(' ', '-')}-${pageClass}`);
  }
}

test('the search panel: before a question, with hits, with distant ones, and as Find Similar', () => withPicture(workbench.page, 'accessibility-panel', async () => {
  const { page, panel } = workbench;
  await inEveryTheme('before a question');
  await typeQuery(workbench, 'lang:ts try again after a failed attempt');
  await hits(workbench).first().waitFor();
  await inEveryTheme('hits');
  await typeQuery(workbench, 'a recipe for chocolate cake with cherries');
  await panel.locator('.headline', { hasText: 'Nothing relevant found' }).waitFor();
  await inEveryTheme('nothing relevant');
  await openFile(page, 'retryQueue.ts');
  await runCommand(page, 'Lodestone: Find Similar');
  await panel.getByText('Similar to').waitFor();
  await inEveryTheme('similar');
}));

test('the status page, with a file that failed, groups unfolded and a check done', () => withPicture(workbench.page, 'accessibility-status', async () => {
  const { page } = workbench;
  writeFileSync(Buffer.concat([Buffer.from(`${workbench.folder}/docs/caf`), Buffer.of(0xe9), Buffer.from('.txt')]), 'A name in Latin-1.\n');
  await page.keyboard.press('Control+B'); // one page at a time: the panel goes
  await runCommand(page, 'Lodestone: Refresh Index');
  await runCommand(page, 'Lodestone: Show Index Status');
  await webview(page).getByRole('heading', { name: 'Lodestone Index' }).waitFor();
  await inEveryTheme('status', 'editor-background');
  await webview(page).getByRole('button', { name: 'Check', exact: true }).click();
  await webview(page).locator('.finding').first().waitFor({ timeout: 60_000 });
  await webview(page).locator('section', { has: page.getByRole('heading', { name: 'Failed', exact: true }) }).locator('.group-title').click();
  await webview(page).locator('.group-title', { hasText: 'Lock file' }).click();
  await webview(page).locator('.group-title', { hasText: 'package-lock.json' }).click();
  await webview(page).locator('.entry', { hasText: 'caf' }).waitFor();
  await webview(page).locator('.entry', { hasText: 'package-lock.json' }).waitFor();
  await inEveryTheme('status unfolded', 'editor-background');
}));

test('the topic map, with a topic unfolded', () => withPicture(workbench.page, 'accessibility-topics', async () => {
  const { page } = workbench;
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+W'); // one page at a time: the status page goes
  await runCommand(page, 'Lodestone: Show Topic Map');
  const topic = webview(page).locator('[role="treeitem"][aria-level="1"]').first();
  await topic.waitFor();
  await topic.click();
  await webview(page).locator('[role="treeitem"][aria-level="2"]').first().waitFor();
  await inEveryTheme('topics', 'editor-background');
}));
