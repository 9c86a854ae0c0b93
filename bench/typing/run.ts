/** How long does it take from a keystroke in the panel to painted results, in a real workbench on 100,000 chunks?  node bench/typing/run.ts [CORPUS] */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { startWorkbench } from '../../scripts/workbench/startWorkbench.ts';
import { launchBrowser, openWorkbench, webview } from '../../test/workbench/browser.ts';
import { corpora } from '../speed/corpora.ts';

/** A letter each 120 ms: a hundred words a minute. */
const letterMs = 120;

const questions = [
  'retry a request with growing delay', 'where is the configuration file parsed', 'lock the state while it is written',
  'parseResourceAddress', 'how are containers restarted after a crash', 'template filter for dates',
];

const indexLimitMs = 900_000;

/** The panel shows a notice while the index is made; between two phases there may be none for a moment. */
const quietMs = 20_000;

async function waitUntilIndexed(notices: Locator): Promise<void> {
  for (let quietSince = Date.now(), deadline = Date.now() + indexLimitMs; Date.now() - quietSince < quietMs;) {
    if (Date.now() > deadline) throw new Error('The index was not complete in time.');
    await notices.page().waitForTimeout(1000);
    if (await notices.count() > 0) quietSince = Date.now();
  }
}

interface Painted {
  readonly query: string;
  readonly keyAt: number;
  /** Of the first answer to a question that holds this letter; null: it was never painted. */
  readonly ms: number | null;
}

/** Runs in the page: notes when each letter was typed, and when the first answer that knows of it was painted. */
function watchTyping(field: HTMLInputElement): void {
  const typed: { query: string; keyAt: number; ms: number | null }[] = [];
  Object.assign(window, { typed });
  field.addEventListener('input', (event) => typed.push({ query: field.value, keyAt: event.timeStamp, ms: null }));
  window.addEventListener('message', ({ data }: MessageEvent<{ readonly type: string; readonly answer?: { readonly query: string } }>) => {
    const query = data.answer?.query;
    if (data.type !== 'answer' || query === undefined) return;
    const paint = new MessageChannel();
    paint.port1.onmessage = () => {
      const now = performance.now();
      for (const letter of typed) if (letter.ms === null && letter.query !== '' && query.startsWith(letter.query)) letter.ms = now - letter.keyAt;
    };
    requestAnimationFrame(() => paint.port2.postMessage(null)); // a message comes after the frame that is being drawn
  });
}

async function type(field: Locator): Promise<Painted[]> {
  await field.evaluate(watchTyping as (field: HTMLElement | SVGElement) => void);
  const letters: Painted[] = [];
  for (const question of questions) {
    await field.fill('');
    await field.evaluate(() => { (window as unknown as { typed: unknown[] }).typed.length = 0; });
    await field.pressSequentially(question, { delay: letterMs });
    await field.page().waitForTimeout(1500);
    letters.push(...await field.evaluate(() => (window as unknown as { typed: Painted[] }).typed));
  }
  return letters;
}

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const name = process.argv[2] ?? Object.keys(corpora).at(-1) ?? '';
const folders = await corpora[name]?.();
if (folders === undefined) throw new Error(`Unknown corpus: ${name}. There are: ${Object.keys(corpora).join('; ')}`);
const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-typing-'));
const workspaceFile = path.join(scratch, 'typing.code-workspace');
writeFileSync(workspaceFile, JSON.stringify({ folders: folders.map((folder) => ({ path: folder })) }));
const workbench = await startWorkbench({ folder: workspaceFile, vsix: process.env['LODESTONE_VSIX'] ?? await packageExtension(), settings: { 'git.enabled': false } });
const browser = await launchBrowser();
try {
  const page = await openWorkbench(browser, workbench.url);
  await page.locator('.activitybar [aria-label^="Lodestone"]').first().click();
  const panel = webview(page);
  const field = panel.getByLabel('Search by meaning');
  await field.waitFor({ timeout: indexLimitMs });
  await waitUntilIndexed(panel.locator('.notices > *'));
  console.log(`indexed; load ${os.loadavg()[0]?.toFixed(1)}`);
  const letters = await type(field);
  const times = letters.flatMap(({ ms }) => ms ?? []).sort((a, b) => a - b);
  console.log(`${letters.length} letters, ${times.length} painted: p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms, max ${times.at(-1)?.toFixed(0)} ms; load ${os.loadavg()[0]?.toFixed(1)}`);
} finally {
  await browser.close();
  await workbench.stop();
  rmSync(scratch, { recursive: true, force: true });
}
