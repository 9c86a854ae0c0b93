/** Does a workspace whose files lie on no disk say what is missing, rather than find nothing? In a real workbench on a folder that no file system serves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { packageExtension } from '../../../scripts/package.ts';
import { startWorkbench } from '../../../scripts/workbench/startWorkbench.ts';
import { launchBrowser, openPage, runCommand, webview } from '../browser.ts';
import { withPicture } from '../lodestoneWorkbench.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-virtual-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

test('panel and status name the folder that is not searched, and say why', async () => {
  const workspace = path.join(scratch, 'virtual.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: [{ uri: 'memfs:/project', name: 'far-away' }] }));
  const workbench = await startWorkbench({ folder: workspace, vsix: process.env['LODESTONE_VSIX'] ?? await packageExtension() });
  const browser = await launchBrowser();
  try {
    const page = await openPage(browser);
    await page.goto(workbench.url);
    await withPicture(page, 'virtual', async () => {
      await page.locator('.activitybar [aria-label^="Lodestone"]').first().click({ timeout: 90_000 });
      const missing = 'Not searched, as its files lie on no disk of this machine: far-away.';
      await webview(page).locator('.virtual', { hasText: missing }).waitFor({ timeout: 60_000 });
      await page.keyboard.press('Control+B'); // one page at a time: the panel goes
      await runCommand(page, 'Lodestone: Show Index Status');
      await webview(page).locator('.virtual', { hasText: missing }).waitFor();
    });
  } finally {
    await browser.close();
    await workbench.stop();
  }
});
