/** How does a test act on a workbench as a person does: with the mouse, the keyboard and what can be read on the screen? */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { root } from '../../scripts/run.ts';
import { browserPath } from '../support/browserPath.ts';

const workbenchLimitMs = 90_000; // measured 7 to 18 s on two busy cores

export const resultsDirectory = path.join(root, 'test-results');

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });

export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  return context.newPage();
}

/** Opens the workbench's address, and returns when its explorer shows files. */
export async function openWorkbench(browser: Browser, url: string): Promise<Page> {
  const page = await openPage(browser);
  await page.goto(url);
  await page.locator('.monaco-workbench').waitFor({ timeout: workbenchLimitMs });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: workbenchLimitMs });
  return page;
}

export const explorerRow = (page: Page, name: string): Locator =>
  page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();

export const activeTab = (page: Page, name: string): Locator => page.locator('.tabs-container .tab.active', { hasText: name });

export const quickInput = (page: Page): Locator => page.locator('.quick-input-widget .quick-input-box input');

export const quickPickRows = (page: Page): Locator => page.locator('.quick-input-list .monaco-list-row');

/** Opens a file by its name, as "Go to File" does. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await quickInput(page).fill(name);
  await quickPickRows(page).filter({ hasText: path.basename(name) }).first().waitFor();
  await page.keyboard.press('Enter');
  await activeTab(page, path.basename(name)).waitFor();
  await page.locator('.editor-instance .view-lines').first().waitFor();
}

/** Runs a command by its title, through the command palette; opens that again where a late change of focus has closed it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await page.keyboard.press('F1');
      await quickInput(page).fill(`>${title}`, { timeout: 5_000 });
      return await quickPickRows(page).filter({ hasText: title }).first().click({ timeout: 5_000 });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Line and column of the cursor, as the status bar says: "Ln 12, Col 1 (34 selected)". */
export const cursorPosition = (page: Page): Promise<string> => page.locator('#status\\.editor\\.selection').innerText();

export const notification = (page: Page, text: string): Locator => page.locator('.notification-list-item-message', { hasText: text }).first();

/**
 * The document of the extension's webview, of which a test shows one at a time. Webviews lie over the workbench and not inside
 * their view's element; VS Code puts the extension's id into the outer frame's address.
 */
export const webview = (page: Page): FrameLocator =>
  page.frameLocator('iframe.webview.ready[src*="extensionId=lodestone.lodestone"]').frameLocator('iframe#active-frame');

/**
 * Asks again and again until the locator can be seen. For what is inside a webview that is just being made: there a single wait
 * may never return, for VS Code replaces the frame in the middle of it.
 */
export async function waitUntilVisible(locator: Locator, limitMs = 30_000): Promise<void> {
  for (const deadline = Date.now() + limitMs; !await locator.isVisible(); await sleep(100)) {
    if (Date.now() > deadline) throw new Error(`not visible within ${limitMs} ms: ${locator}`);
  }
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(path.join(resultsDirectory, 'screenshots'), { recursive: true });
  await page.screenshot({ path: path.join(resultsDirectory, 'screenshots', `${name}.png`) });
}
