/** How does a browser test get a workbench with Lodestone installed and its index complete, and leave pictures behind? */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { startWorkbench } from '../../scripts/workbench/startWorkbench.ts';
import { launchBrowser, openWorkbench, screenshot, webview } from './browser.ts';
import { makeFixtureWorkspace } from './fixtureWorkspace.ts';

export interface LodestoneWorkbench {
  readonly page: Page;
  /** The workspace folder: a copy that the test may change. */
  readonly folder: string;
  /** The search panel's page. */
  readonly panel: FrameLocator;
  close(): Promise<void>;
}

/** Installs the VSIX into a fresh profile and opens the fixture workspace. */
export async function openLodestone(): Promise<LodestoneWorkbench> {
  const vsix = process.env['LODESTONE_VSIX'] ?? await packageExtension();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-browser-'));
  const { folder } = makeFixtureWorkspace(scratch);
  const workbench = await startWorkbench({ folder, vsix });
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
