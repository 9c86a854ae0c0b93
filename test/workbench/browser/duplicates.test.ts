/** Are near-duplicates listed in a tree from which they open and are compared, for a threshold that can be changed? */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { activeTab, notification, quickInput, quickPickRows, runCommand, screenshot } from '../browser.ts';
import { openLodestone, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  const original = readFileSync(path.join(workbench.folder, 'server/src/retryQueue.ts'), 'utf8');
  const copy = original.replace(/RetryQueue/g, 'LaterQueue').replace(/\battempts?\b/g, 'round').replace(/\bdelay\b/g, 'pause');
  writeFileSync(path.join(workbench.folder, 'web/laterQueue.ts'), copy);
  await workbench.page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().waitFor({ timeout: 90_000 }); // the extension is up
});
after(() => workbench?.close());

const rows = () => workbench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row');
const rowOf = (text: string) => rows().filter({ hasText: text }).first();

/** Looks again until the file that was just written is indexed. */
async function findCopies(): Promise<void> {
  for (let attempt = 0; attempt < 12; attempt++) {
    await runCommand(workbench.page, 'Lodestone: Find Duplicates');
    const found = await rows().filter({ hasText: /2 places/ }).first().waitFor({ timeout: 5_000 }).then(() => true, () => false);
    if (found) return;
  }
  assert.fail('no duplicates are listed');
}

test('copies are listed in groups; a piece opens at its lines by the keyboard', () => withPicture(workbench.page, 'duplicates', async () => {
  const { page } = workbench;
  await findCopies();
  const group = rows().filter({ hasText: /2 places/ }).first();
  await group.click();
  await page.keyboard.press('ArrowRight'); // opens the group, where the click has not
  await rowOf('web/laterQueue.ts').waitFor();
  await rowOf('server/src/retryQueue.ts').waitFor();
  await rowOf('web/laterQueue.ts').focus();
  await rowOf('web/laterQueue.ts').click();
  await activeTab(page, 'laterQueue.ts').waitFor();
  await rowOf('server/src/retryQueue.ts').click();
  await page.keyboard.press('Enter');
  await activeTab(page, 'retryQueue.ts').waitFor();
}));

test('two pieces are compared side by side', () => withPicture(workbench.page, 'duplicates-compared', async () => {
  const { page } = workbench;
  const copy = rows().filter({ hasText: /(?:laterQueue|retryQueue)\.ts.*%/ }).first();
  await copy.hover();
  await copy.locator('.action-label[aria-label*="Compare"]').first().click();
  await activeTab(page, '↔').waitFor();
  await page.locator('.monaco-diff-editor .view-line', { hasText: 'LaterQueue' }).first().waitFor();
}));

test('a piece whose file has become a link out of the workspace is neither opened nor compared', () => withPicture(workbench.page, 'duplicates-outside', async () => {
  const { page, folder } = workbench;
  await runCommand(page, 'View: Close All Editors');
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  const [file, outside] = [path.join(folder, 'web/laterQueue.ts'), path.join(path.dirname(folder), 'outside.ts')];
  const copy = readFileSync(file, 'utf8');
  writeFileSync(outside, `// far away\n${copy}`);
  rmSync(file);
  symlinkSync(outside, file);
  try {
    await rowOf('web/laterQueue.ts').click();
    await notification(page, 'web/laterQueue.ts lies outside the workspace').waitFor();
    assert.equal(await page.locator('.tabs-container .tab').count(), 0);
    const other = rows().filter({ hasText: /(?:laterQueue|retryQueue)\.ts.*%/ }).first();
    await other.hover();
    await other.locator('.action-label[aria-label*="Compare"]').first().click();
    await page.locator('.monaco-editor-pane-placeholder, .monaco-diff-editor').first().waitFor();
    assert.equal(await page.locator('.view-line', { hasText: 'LaterQueue' }).count(), 0);
  } finally {
    rmSync(file);
    writeFileSync(file, copy);
    await runCommand(page, 'View: Close All Editors');
  }
}));

test('a threshold that is chosen decides what is listed', () => withPicture(workbench.page, 'duplicates-threshold', async () => {
  const { page } = workbench;
  const before = await rows().filter({ hasText: /places/ }).count();
  await runCommand(page, 'Lodestone: Choose What Counts as a Duplicate');
  await quickInput(page).waitFor();
  await quickPickRows(page).filter({ hasText: '100% alike or more' }).first().waitFor();
  await screenshot(page, 'duplicates-choices');
  await quickPickRows(page).filter({ hasText: '50% alike or more' }).first().click();
  await page.locator('.tree-explorer-viewlet-tree-view', { hasText: 'pieces were compared' }).first().waitFor();
  await page.locator('.pane-header', { hasText: '50% alike or more' }).first().waitFor();
  assert.ok(await rows().filter({ hasText: /places/ }).count() >= before);
}));
