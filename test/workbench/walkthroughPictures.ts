/** What do the steps of the walkthrough look like?  node test/workbench/walkthroughPictures.ts takes the pictures of media/walkthrough anew. */
import path from 'node:path';
import { root } from '../../scripts/run.ts';
import { writeFiles } from '../support/tempDirectory.ts';
import { openFile, runCommand, webview } from './browser.ts';
import { hits, openLodestone, openPanel, typeQuery, type LodestoneWorkbench } from './lodestoneWorkbench.ts';

const kinds = [['Default Light Modern', 'light'], ['Default Dark Modern', 'dark']] as const;

/** The panel, and the editor where the panel is hidden, in a window of 1280 x 800. */
const panelClip = { x: 48, y: 36, width: 302, height: 560 };
const editorClip = { x: 48, y: 36, width: 760, height: 560 };

async function inBothThemes({ page, folder }: LodestoneWorkbench, name: string, clip = panelClip): Promise<void> {
  for (const [theme, kind] of kinds) {
    writeFiles(folder, { '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': theme }) });
    await webview(page).locator(`body.vscode-${kind}`).waitFor();
    await page.mouse.move(800, 790); // no hover
    await page.waitForTimeout(1500);
    await page.screenshot({ path: path.join(root, 'media/walkthrough', `${name}-${kind}.png`), clip });
  }
}

const workbench = await openLodestone();
try {
  const { page, panel } = workbench;
  await openPanel(workbench);
  await inBothThemes(workbench, 'open');
  await typeQuery(workbench, 'how long to wait before the next attempt');
  await hits(workbench).first().waitFor();
  await inBothThemes(workbench, 'ask');
  await typeQuery(workbench, 'keep somebody signed in lang:ts -path:test');
  await panel.locator('.chip').first().waitFor();
  await inBothThemes(workbench, 'narrow');
  await openFile(page, 'retryQueue.ts');
  await runCommand(page, 'Lodestone: Find Similar');
  await panel.getByText('Similar to').waitFor();
  await hits(workbench).first().waitFor();
  await inBothThemes(workbench, 'similar');
  await page.keyboard.press('Control+B');
  await runCommand(page, 'Lodestone: Show Index Status');
  await webview(page).getByRole('heading', { name: 'Lodestone Index' }).waitFor();
  await inBothThemes(workbench, 'status', editorClip);
} finally {
  await workbench.close();
}
