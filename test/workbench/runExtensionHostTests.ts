/**
 * How do tests run in a real extension host? By VS Code's own protocol for web tests: the page's address names the extension
 * and its tests, the page calls codeAutomationExit at the end. The extension is the staged package, natives and all.
 */
import { createWriteStream, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { build } from 'esbuild';
import { stageExtension } from '../../scripts/package.ts';
import { root } from '../../scripts/run.ts';
import { startWorkbench, type Workbench } from '../../scripts/workbench/startWorkbench.ts';
import type { KindResult } from '../support/runTestFiles.ts';
import { launchBrowser, openPage, resultsDirectory } from './browser.ts';
import { makeFixtureWorkspace } from './fixtureWorkspace.ts';
import type { HostTest } from './extensionHostMain.ts';

const runLimitMs = 10 * 60_000;

/** In the checkout, so that the tests find mocha; apart from the extension under test. */
const bundleDirectory = path.join(resultsDirectory, 'extensionHost');

async function bundleTests(): Promise<void> {
  rmSync(bundleDirectory, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/workbench/extensionHostMain.ts', ...globSync('test/workbench/extensionHost/**/*.test.ts', { cwd: root })],
    outdir: bundleDirectory,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

/** Opens the page that runs the tests; resolves when it says that they have ended. */
async function runInPage(workbench: Workbench, extensionDirectory: string): Promise<void> {
  const browser = await launchBrowser();
  const log = createWriteStream(path.join(resultsDirectory, 'extensionHost.log'));
  try {
    const page = await openPage(browser);
    const ended = new Promise<void>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', () => resolve()).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => { log.write(`[${type}] ${format(...args)}\n`); });
    const remote = (file: string) => `vscode-remote://${new URL(workbench.origin).host}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(extensionDirectory)],
      ['extensionTestsPath', remote(path.join(bundleDirectory, 'extensionHostMain.js'))],
      ['skipWelcome', 'true'],
    ];
    await page.goto(`${workbench.url}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const limit = sleep(runLimitMs, 'late', { ref: false });
    if (await Promise.race([ended, limit]) === 'late') {
      await page.screenshot({ path: path.join(resultsDirectory, 'extensionHost.png') });
      throw new Error(`the tests did not end within ${runLimitMs} ms`);
    }
  } finally {
    await browser.close();
    log.end();
    await once(log, 'close');
  }
}

export async function runExtensionHostTests(): Promise<KindResult> {
  mkdirSync(resultsDirectory, { recursive: true });
  await bundleTests();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-host-'));
  const resultsFile = path.join(scratch, 'results.json');
  const extensionDirectory = path.join(scratch, 'extension');
  await stageExtension(extensionDirectory);
  const { workspaceFile } = makeFixtureWorkspace(scratch);
  const workbench = await startWorkbench({ folder: workspaceFile, testDriver: true, env: { LODESTONE_TEST_RESULTS: resultsFile } });
  try {
    await runInPage(workbench, extensionDirectory);
    if (!existsSync(resultsFile)) throw new Error(`the tests left no results; see test-results/extensionHost.log\n${workbench.log()}`);
    const tests: readonly HostTest[] = JSON.parse(readFileSync(resultsFile, 'utf8'));
    return {
      passed: tests.filter(({ error }) => error === undefined).length,
      failures: tests.flatMap(({ title, error }) => (error === undefined ? [] : [{ name: title, message: error }])),
    };
  } finally {
    await workbench.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
