/** Does "Find Similar" work by right click, and leave out the thing itself? */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { explorerRow, openFile, waitUntilVisible } from '../browser.ts';
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
