/** How does a browser test get a workbench with Lodestone installed and its index complete, and leave pictures behind? */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { startWorkbench, type WorkbenchOptions } from '../../scripts/workbench/startWorkbench.ts';
import { launchBrowser, openWorkbench, screenshot, webview } from './browser.ts';
import { makeFixtureWorkspace } from './fixtureWorkspace.ts';

/** For an extension host to start and a few files to be indexed, on two cores that others use too. */
const indexLimitMs = 90_000;

export interface LodestoneWorkbench {
  readonly page: Page;
  /** The workspace folder: a copy that the test may change. */
  readonly folder: string;
  /** The search panel's page. */
  readonly panel: FrameLocator;
  close(): Promise<void>;
}

/** Names of VS Code's own themes, and the class that a page then has. */
export const themes = [
  ['Default Light Modern', 'vscode-light'], ['Default High Contrast', 'vscode-high-contrast'], ['Default High Contrast Light', 'vscode-high-contrast-light'], ['Default Dark Modern', 'vscode-dark'],
] as const;

export interface LodestoneOptions extends Pick<WorkbenchOptions, 'trustIsAsked'> {
  /** Is done to the workspace before it is opened. */
  readonly prepare?: (folder: string) => void;
}

/** Installs the VSIX into a fresh profile and opens the fixture workspace. `language`: VS Code's display language. */
export async function openLodestone(language?: string, { prepare, ...options }: LodestoneOptions = {}): Promise<LodestoneWorkbench> {
  const vsix = process.env['LODESTONE_VSIX'] ?? await packageExtension();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-browser-'));
  const { folder } = makeFixtureWorkspace(scratch);
  prepare?.(folder);
  const workbench = await startWorkbench({ folder, vsix, ...options, ...(language === undefined ? {} : { language }) });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await workbench.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    const page = await openWorkbench(browser, workbench.url);
    page.setDefaultTimeout(30_000);
    return { page, folder, panel: webview(page), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the panel by its icon in the activity bar, and waits until everything is indexed. */
export async function openPanel({ page, panel }: LodestoneWorkbench): Promise<void> {
  if (await page.locator('.sidebar .composite.title', { hasText: 'Lodestone' }).count() === 0) {
    await page.locator('.activitybar [aria-label^="Lodestone"]').first().click();
  }
  await panel.getByLabel('Search by meaning').waitFor({ timeout: indexLimitMs });
  await panel.locator('.notices > *').waitFor({ state: 'detached', timeout: indexLimitMs });
}

/** Types a question into the panel as a person does, letter by letter, in place of what was there. */
export async function typeQuery({ panel }: LodestoneWorkbench, query: string): Promise<void> {
  const field = panel.getByLabel('Search by meaning');
  await field.fill('');
  await field.pressSequentially(query, { delay: 20 });
}

/** The panel's hits: one item for each file. */
export const hits = ({ panel }: LodestoneWorkbench): Locator => panel.locator('[role="treeitem"][aria-level="1"]');

export const hitOf = (workbench: LodestoneWorkbench, file: string): Locator => hits(workbench).filter({ has: workbench.panel.locator(`.file-row[title="${file}"]`) });

/** Paths of the files shown, in order. */
export const shownFiles = async ({ panel }: LodestoneWorkbench): Promise<string[]> =>
  panel.locator('.file-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('title') ?? ''));

/** Runs the steps of a test; whatever comes of them, a picture of the end is left in test-results. */
export async function withPicture(page: Page, name: string, steps: () => Promise<void>): Promise<void> {
  try {
    await steps();
    await screenshot(page, name);
  } catch (error) {
    await screenshot(page, `${name}-FAILED`);
    throw error;
  }
}
