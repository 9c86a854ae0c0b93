/** Does the search panel do what a person expects of it? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { activeTab, openFile, screenshot } from '../browser.ts';
import { eventually } from '../../support/daemon.ts';
import { writeFiles } from '../../support/tempDirectory.ts';
import { hitOf, openLodestone, openPanel, shownFiles, typeQuery, themes, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await openPanel(workbench);
});
after(() => workbench?.close());

const query = 'wait longer after each failed attempt';

test('results appear while typing: each file once, with its lines and a highlighted snippet', () => withPicture(workbench.page, 'panel-results', async () => {
  await typeQuery(workbench, query);
  const hit = hitOf(workbench, 'server/src/retryQueue.ts');
  await hit.waitFor();
  assert.equal((await shownFiles(workbench))[0], 'server/src/retryQueue.ts');
  const files = await shownFiles(workbench);
  assert.deepEqual(files, [...new Set(files)]);
  assert.match(await hit.locator('.place-row').first().innerText(), /lines? \d+/);
  await hit.locator('.snippet .line-text span[class]').first().waitFor();
}));

test('the filter for docs leaves documentation, the one for code leaves code', () => withPicture(workbench.page, 'panel-docs-only', async () => {
  const { panel } = workbench;
  await typeQuery(workbench, 'how do I restore a database dump');
  await hitOf(workbench, 'docs/operations.md').waitFor();
  await panel.getByText('Code', { exact: true }).click();
  await panel.locator('.badge.docs').first().waitFor({ state: 'detached' });
  await panel.getByText('Docs', { exact: true }).click();
  await hitOf(workbench, 'docs/operations.md').waitFor();
  assert.equal(await panel.locator('.badge.code').count(), 0);
}));

test('the keyboard moves through the results, and Enter opens the file at the range', () => withPicture(workbench.page, 'panel-opened', async () => {
  const { page, panel } = workbench;
  await panel.getByRole('radiogroup', { name: 'What to search' }).getByText('All', { exact: true }).click();
  await typeQuery(workbench, query);
  const hit = hitOf(workbench, 'server/src/retryQueue.ts');
  await hit.waitFor();
  const firstLine = /lines? (\d+)/.exec(await hit.locator('.place-row').first().innerText())?.[1];
  await panel.getByLabel('Search by meaning').press('ArrowDown');
  assert.match(await panel.locator('[role="treeitem"]:focus').getAttribute('aria-label') ?? '', /^server\/src\/retryQueue\.ts/);
  await page.keyboard.press('Enter');
  await activeTab(page, 'retryQueue.ts').waitFor();
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${firstLine}, Col 1` }).waitFor();
  await page.locator('.editor-instance .view-overlays .rangeHighlight, .editor-instance .view-overlays [class*="ced-"]').first().waitFor({ state: 'attached' });
}));

test('a phrase and a filter typed into the field narrow, and are shown; the phrase\u2019s line is marked', () => withPicture(workbench.page, 'panel-operators', async () => {
  const { panel } = workbench;
  await typeQuery(workbench, 'path:gateway "TokenBucket" limit');
  await panel.locator('.chip', { hasText: 'TokenBucket' }).waitFor();
  assert.deepEqual(await panel.locator('.chip').allInnerTexts(), ['in gateway', '\u201cTokenBucket\u201d']);
  await panel.locator('.line.matched', { hasText: 'TokenBucket' }).first().waitFor();
  await panel.getByRole('button', { name: 'Remove in gateway' }).click();
  await panel.locator('.chip', { hasText: 'in gateway' }).waitFor({ state: 'detached' });
}));

test('a question about something else is answered by "Nothing relevant found", with the distant hits folded below', () => withPicture(workbench.page, 'panel-nothing', async () => {
  const { panel } = workbench;
  await typeQuery(workbench, 'recipe for tomato soup with basil');
  await panel.locator('.headline', { hasText: 'Nothing relevant found' }).waitFor();
  const shown = panel.locator('[role="treeitem"]').filter({ visible: true });
  assert.equal(await shown.count(), 0);
  const fold = panel.locator('details.weak > summary');
  if (await fold.count() > 0) {
    await fold.click();
    await shown.first().waitFor();
  }
}));

test('what is typed into a file and saved is found in the panel, and gone when it is taken out again', (t) => withPicture(workbench.page, 'panel-edited', async () => {
  const { page, panel } = workbench;
  await typeQuery(workbench, 'feeding hedgehogs in the office garden');
  await panel.locator('.headline', { hasText: 'Nothing relevant found' }).waitFor();
  await openFile(page, 'docs/operations.md');
  const original = readFileSync(path.join(workbench.folder, 'docs/operations.md'), 'utf8');
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('\n## Feeding the hedgehogs\n\nThe hedgehogs in the office garden are fed with mealworms at dusk.\n');
  await page.keyboard.press('Control+S');
  const saved = performance.now();
  await hitOf(workbench, 'docs/operations.md').filter({ visible: true, hasText: 'Feeding the hedgehogs' }).waitFor();
  t.diagnostic(`found ${Math.round(performance.now() - saved)} ms after the save`);
  assert.equal((await shownFiles(workbench))[0], 'docs/operations.md');
  await screenshot(page, 'panel-edited-found');

  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(original);
  await page.keyboard.press('Control+S');
  const removed = performance.now();
  await panel.locator('.headline', { hasText: 'Nothing relevant found' }).waitFor();
  t.diagnostic(`gone ${Math.round(performance.now() - removed)} ms after the save`);
}));

test('what matches is marked, by letters and by meaning, in every kind of theme', () => withPicture(workbench.page, 'panel-marks', async () => {
  const { page, panel } = workbench;
  await typeQuery(workbench, 'try again after a failed attempt');
  const hit = hitOf(workbench, 'server/src/retryQueue.ts');
  await hit.locator('.line[data-meaning]').first().waitFor();
  assert.ok(await hit.locator('.line[data-meaning]').count() <= 3);
  assert.match((await hit.locator('mark').allInnerTexts()).join(' '), /attempt/i);
  assert.match(await hit.locator('.by-meaning').first().getAttribute('title') ?? '', /^\w+ \u2190 \w+: \d+% of the similarity$/);
  assert.match(await hit.first().getAttribute('aria-description') ?? '', /^Words found: .*Strongest .*by meaning: line \d+/);
  for (const [theme, pageClass] of themes) {
    writeFiles(workbench.folder, { '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': theme }) });
    await panel.locator(`body.${pageClass}`).waitFor();
    await hit.locator('.line[data-meaning]').first().waitFor();
    // The settings file is indexed, so that the list may be drawn anew at any moment: what is asked then has no style.
    const styles = () => hit.first().evaluate((item) => ['.line[data-meaning]', '.by-meaning', 'mark'].map((selector) => {
      const found = item.querySelector(selector);
      if (found === null) return null;
      const { backgroundColor, outlineStyle, boxShadow, textDecorationStyle } = getComputedStyle(found);
      return { backgroundColor, outlineStyle, boxShadow, textDecorationStyle };
    }));
    await eventually(styles, ([line, word, mark]) => /inset/.test(line?.boxShadow ?? '') && word?.textDecorationStyle === 'dotted'
      && (pageClass.includes('contrast') ? mark?.outlineStyle === 'solid' : /^(rgb\(|.*[,/] 0?\.\d+\)$)/.test(mark?.backgroundColor ?? '')), `marked as it should be with ${theme}`);
    await screenshot(page, `panel-marks-${pageClass}`);
  }
}));
