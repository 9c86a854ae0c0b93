/** Does the topic map show the workspace in a tab, open files from picture and list, and follow the theme? In the real workbench. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../../scripts/run.ts';
import { writeFiles } from '../../support/tempDirectory.ts';
import { activeTab, runCommand, screenshot, waitUntilVisible, webview } from '../browser.ts';
import { openLodestone, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => {
  workbench = await openLodestone();
  for (const folder of ['lexical', 'scan', 'search', 'chunk', 'similar']) cpSync(path.join(root, 'src/core', folder), path.join(workbench.folder, 'library', folder), { recursive: true });
  await workbench.page.locator('.statusbar-item', { hasText: 'Lodestone' }).first().waitFor({ timeout: 90_000 }); // the extension is up
});
after(() => workbench?.close());

const map = () => webview(workbench.page);
const files = async (): Promise<number> => Number(/^(\d+) files in \d+ topics/.exec(await map().locator('.map-notice').innerText())?.[1] ?? 0);

/** Draws again until all that was copied is on the map. */
async function drawAll(): Promise<number> {
  for (let attempt = 0; attempt < 60 && await files() < 100; attempt++) {
    const again = map().getByRole('button', { name: 'Draw Again' });
    if (await again.isVisible()) await again.click();
    await workbench.page.waitForTimeout(500);
  }
  return files();
}

test('the map is drawn, with a mark for each file', () => withPicture(workbench.page, 'topics', async () => {
  const { page } = workbench;
  await runCommand(page, 'Lodestone: Show Topic Map');
  await waitUntilVisible(map().locator('.map-notice', { hasText: / files in / }), 90_000);
  const count = await drawAll();
  assert.ok(count >= 100, `${count} files`);
  const coloured = await map().locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let pixels = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3]! > 200 && Math.max(data[at]!, data[at + 1]!, data[at + 2]!) - Math.min(data[at]!, data[at + 1]!, data[at + 2]!) > 40) pixels++;
    return pixels;
  });
  assert.ok(coloured > 8 * count, `${coloured} pixels in a folder's colour`);
}));

test('the picture follows the theme', () => withPicture(workbench.page, 'topics-themes', async () => {
  const { page, folder } = workbench;
  const themes = [['Default Dark Modern', 'vscode-dark'], ['Default High Contrast', 'vscode-high-contrast'], ['Default Light Modern', 'vscode-light']] as const;
  const textColours = new Set<string>();
  for (const [theme, pageClass] of themes) {
    writeFiles(folder, { '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': theme }) });
    await map().locator(`body.${pageClass}`).waitFor();
    await page.waitForTimeout(300); // the next frame
    textColours.add(await map().locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let at = 0; at < data.length; at += 4) sum += data[at]! * data[at + 3]!;
      return String(sum);
    }));
    await screenshot(page, `topics-${pageClass}`);
  }
  assert.equal(textColours.size, themes.length);
}));

test('a file opens beside the map, from the list and by the keyboard on the map', () => withPicture(workbench.page, 'topics-open', async () => {
  const { page } = workbench;
  await map().locator('[role="treeitem"][aria-level="1"]').first().click();
  const file = map().locator('[role="treeitem"][aria-level="2"]').first();
  await waitUntilVisible(file);
  const name = (await file.getAttribute('title') ?? '').split('/').at(-1)!;
  await file.click();
  await activeTab(page, name).waitFor();
  await map().locator('canvas').focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowRight');
  const spoken = await map().locator('.spoken').innerText();
  await page.keyboard.press('Enter');
  await activeTab(page, spoken.split(',')[0]!.split('/').at(-1)!).waitFor();
}));
