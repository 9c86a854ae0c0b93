/** Does "Find Similar" work by right click, and leave out the thing itself? */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { explorerRow, openFile, runCommand, waitUntilVisible } from '../browser.ts';
import { writeFiles } from '../../support/tempDirectory.ts';
import { hits, openLodestone, openPanel, shownFiles, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await openPanel(workbench);
});
after(() => workbench?.close());

const similarTo = () => workbench.panel.locator('.similar strong');

/** Chosen by name in the context menu that is open. A menu ignores the mouse for a moment after it opened: then one clicks again. */
async function choose(name: string): Promise<void> {
  const entry = workbench.page.locator('.context-view .action-label', { hasText: name }).first();
  await entry.waitFor();
  for (let attempt = 0; attempt < 20 && await entry.isVisible(); attempt++) {
    await entry.click({ timeout: 2000 }).catch(() => undefined); // it may close under the mouse
    await workbench.page.waitForTimeout(300);
  }
  assert.equal(await entry.isVisible(), false, 'the menu has closed');
}

test('in an editor, the enclosing function is the example, and is not among the results', () => withPicture(workbench.page, 'similar-function', async () => {
  const { page, panel } = workbench;
  await openFile(page, 'server/src/session.ts');
  const word = page.locator('.view-line', { hasText: 'const nonce = randomBytes' }).locator('span span', { hasText: 'nonce' }).first();
  await word.click();
  await word.click({ button: 'right' });
  await choose('Find Similar');
  await waitUntilVisible(similarTo().filter({ hasText: 'createSession' }));
  await panel.locator('.answer > *').first().waitFor();
  const fold = panel.locator('details.weak:not([open]) > summary');
  if (await fold.count() > 0) await fold.click();
  await hits(workbench).first().waitFor();
  const places = await panel.locator('[role="treeitem"]').evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''));
  assert.ok(places.length > 0);
  assert.deepEqual(places.filter((place) => place.startsWith('server/src/session.ts') && place.includes('createSession')), []);
}));

test('the aspect that is chosen in the panel decides what is compared', () => withPicture(workbench.page, 'similar-aspect', async () => {
  const { panel } = workbench;
  await panel.locator('.similar-form').getByText('Usage', { exact: true }).click();
  await waitUntilVisible(panel.getByText('createSession is mentioned nowhere else. Choose another aspect.'));
  await panel.locator('.similar-form').getByText('Name', { exact: true }).click();
  await waitUntilVisible(panel.locator('[role="treeitem"]', { hasText: 'readSession' }).first());
}));

test('what is similar can be looked at without leaving the editor', () => withPicture(workbench.page, 'similar-peek', async () => {
  const { page } = workbench;
  await openFile(page, 'server/src/session.ts');
  await page.locator('.view-line', { hasText: 'const nonce = randomBytes' }).locator('span span', { hasText: 'nonce' }).first().click();
  await runCommand(page, 'Lodestone: Peek Similar');
  const peek = page.locator('.peekview-widget');
  await peek.locator('.ref-tree .monaco-list-row').first().waitFor();
  assert.equal(await peek.locator('.ref-tree').getByText('createSession').count(), 0, 'the example itself is not there');
  await page.keyboard.press('Escape');
  await peek.waitFor({ state: 'detached' });
}));

test('in a notebook, the cell is the example', () => withPicture(workbench.page, 'similar-cell', async () => {
  const { page, folder } = workbench;
  const cell = (source: string) => ({ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: [source] });
  const cells = [cell('rainfall = read_all("rain.csv")'), cell('def create_session(user): return sign(user, secret)')];
  writeFiles(folder, { 'rain.ipynb': JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 }, null, 1) });
  await page.keyboard.press('Control+Shift+E');
  await explorerRow(page, 'rain.ipynb').dblclick();
  await page.locator('.notebookOverlay .view-line', { hasText: 'create_session' }).click();
  await runCommand(page, 'Lodestone: Find Similar');
  await waitUntilVisible(similarTo().filter({ hasText: /rain\.ipynb:\d+/ }));
  await hits(workbench).filter({ hasText: 'session.ts' }).first().waitFor();
}));

test('in the explorer, the file is the example, and is not among the results', () => withPicture(workbench.page, 'similar-file', async () => {
  const { page, panel } = workbench;
  await openFile(page, 'server/src/retryQueue.ts');
  await page.keyboard.press('Control+Shift+E'); // the explorer, which shows where the file is
  const row = explorerRow(page, 'retryQueue.ts');
  await row.waitFor();
  await row.click({ button: 'right' });
  await choose('Find Similar');
  await waitUntilVisible(similarTo().filter({ hasText: 'retryQueue.ts' }));
  const fold = panel.locator('details.weak:not([open]) > summary');
  if (await fold.count() > 0) await fold.click();
  await hits(workbench).first().waitFor();
  const files = await shownFiles(workbench);
  assert.ok(files.length > 0);
  assert.ok(!files.includes('server/src/retryQueue.ts'), files.join(', '));
}));
