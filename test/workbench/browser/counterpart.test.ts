/** Does one get from a function to the documentation about it, and back, by right click, from a hit, and on hovering where that is switched on? */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { activeTab, openFile, waitUntilVisible } from '../browser.ts';
import { hitOf, hits, openLodestone, openPanel, shownFiles, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  await openPanel(workbench);
});
after(() => workbench?.close());

const relation = (text: string) => workbench.panel.locator('.similar', { hasText: text });

/** The word in the editor, by its line. */
const wordIn = (line: string, word: string) => workbench.page.locator('.view-line', { hasText: line }).locator('span span', { hasText: word }).first();

async function choose(name: string): Promise<void> {
  const entry = workbench.page.locator('.context-view .action-label', { hasText: name }).first();
  await entry.waitFor();
  for (let attempt = 0; attempt < 20 && await entry.isVisible(); attempt++) {
    await entry.click({ timeout: 2000 }).catch(() => undefined); // it may close under the mouse
    await workbench.page.waitForTimeout(300);
  }
}

test('in code, a right click leads to the documentation about the function', () => withPicture(workbench.page, 'counterpart-docs', async () => {
  const { page } = workbench;
  await openFile(page, 'scripts/rotate_logs.py');
  const word = wordIn('def compress', 'compress');
  await word.click({ force: true }); // the cursor may lie over it
  await word.click({ button: 'right', force: true });
  await choose('Find Documentation for This');
  await waitUntilVisible(relation('Documentation about'));
  await waitUntilVisible(hitOf(workbench, 'docs/operations.md'));
  assert.equal((await shownFiles(workbench))[0], 'docs/operations.md');
}));

test('from a hit of documentation, a button leads to the code', () => withPicture(workbench.page, 'counterpart-code', async () => {
  const hit = hitOf(workbench, 'docs/operations.md');
  await hit.hover();
  await hit.getByRole('button', { name: 'Find Code for This' }).click();
  await waitUntilVisible(relation('Code for'));
  await hits(workbench).first().waitFor();
  assert.ok((await shownFiles(workbench)).every((file) => !file.endsWith('.md')));
  assert.ok((await shownFiles(workbench)).slice(0, 3).includes('scripts/rotate_logs.py'));
}));

test('hovering shows nothing of it until it is switched on, then the places, which open', () => withPicture(workbench.page, 'counterpart-hover', async () => {
  const { page, folder } = workbench;
  const hover = page.locator('.monaco-hover', { hasText: 'Documentation' });
  await openFile(page, 'scripts/rotate_logs.py');
  await wordIn('def compress', 'compress').click({ force: true });
  const showHover = async () => {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    return hover.waitFor({ timeout: 3000 }).then(() => true, () => false);
  };
  assert.equal(await showHover(), false);
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify({ 'lodestone.search.relatedOnHover': true }));
  for (let attempt = 0; attempt < 10 && !await showHover(); attempt++) await page.keyboard.press('Escape'); // the setting takes a moment
  const link = hover.locator('a', { hasText: 'docs/operations.md' }).first();
  await link.waitFor();
  await link.click();
  await activeTab(page, 'operations.md').waitFor();
}));
