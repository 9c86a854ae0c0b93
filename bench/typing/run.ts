/** How long does it take from a keystroke in the panel to painted results, and in which stage, in a real workbench on 100,000 chunks?  node bench/typing/run.ts [CORPUS] */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { installWorkbench } from '../../scripts/workbench/installWorkbench.ts';
import { startWorkbench } from '../../scripts/workbench/startWorkbench.ts';
import { launchBrowser, openWorkbench, webview } from '../../test/workbench/browser.ts';
import { corpora } from '../speed/corpora.ts';
import { completeKeptIndex, keptIndexDirectory } from './keptIndex.ts';
import type { NotedMessage } from './noteMessages.ts';
import { timesTable, typedQuestions } from './typedQuestions.ts';
import { watchTyping, type TypingWatch } from './watchTyping.ts';

/** A letter each 120 ms: a hundred words a minute. */
const letterMs = 120;

/** After a question, until what was asked of its last letters is there, and what the product does afterwards. */
const pauseMs = 2000;

const indexLimitMs = 300_000;

/** The daemon has said of its index that it is complete, and nothing since. */
const quietMs = 5000;

const stages = ['from the key to the question sent, waiting for the answer before', 'to the daemon', 'search', 'back to the page', 'making the elements', 'painting'] as const;

const notesOf = (file: string): NotedMessage[] => readFileSync(file, 'utf8').trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as NotedMessage);

async function waitUntilComplete(page: Page, notes: string): Promise<void> {
  for (const deadline = Date.now() + indexLimitMs; Date.now() < deadline; await page.waitForTimeout(500)) {
    const last = notesOf(notes).at(-1);
    if (last?.complete === true && Date.now() - last.at > quietMs) return;
  }
  throw new Error(`The index was not complete and at rest within ${indexLimitMs} ms.`);
}

const lastBefore = <Each>(all: readonly Each[], atOf: (each: Each) => number, at: number): Each | undefined => all.findLast((each) => atOf(each) <= at);

type Taken = Awaited<ReturnType<TypingWatch['take']>>;

/** Of each letter, the times of all stages on the way to the first painted answer that knows of it; null where there is none. */
function stagesOf({ letters, answers, sent }: Taken, notes: readonly NotedMessage[]): (readonly number[] | null)[] {
  return letters.filter(({ query }) => query.trim() !== '').map(({ query, keyAt }) => {
    const answer = answers.find((each) => each.paintedAt > keyAt && each.query.startsWith(query));
    if (answer === undefined) return null;
    const question = lastBefore(sent.filter((each) => each.query === answer.query), ({ at }) => at, answer.arrivedAt);
    const got = lastBefore(notes.filter((note) => note.way === 'in' && note.method === 'search' && note.query === answer.query), ({ at }) => at, answer.arrivedAt);
    const answered = notes.find((note) => note.way === 'out' && note.id === got?.id);
    if (!question || !got || !answered) return null;
    const times = [keyAt, question.at, got.at, answered.at, answer.arrivedAt, answer.drawnAt, answer.paintedAt];
    return times.slice(1).map((time, at) => time - times[at]!);
  });
}

async function typeAll(page: Page, notes: string): Promise<(readonly number[] | null)[]> {
  const field = webview(page).getByLabel('Search by meaning');
  const watch = await watchTyping(field, page.frameLocator('iframe.webview.ready[src*="extensionId=lodestone.lodestone"]'));
  const letters: (readonly number[] | null)[] = [];
  for (const question of typedQuestions) {
    await field.fill('');
    await watch.take();
    await field.pressSequentially(question, { delay: letterMs });
    await page.waitForTimeout(pauseMs);
    letters.push(...stagesOf(await watch.take(), notesOf(notes)));
  }
  return letters;
}

const name = process.argv[2] ?? Object.keys(corpora).at(-1) ?? '';
const folders = await corpora[name]?.();
if (folders === undefined) throw new Error(`Unknown corpus: ${name}. There are: ${Object.keys(corpora).join('; ')}`);
await completeKeptIndex(folders);
const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-typing-'));
const [workspaceFile, notes, node] = ['typing.code-workspace', 'notes.jsonl', 'node'].map((file) => path.join(scratch, file)) as [string, string, string];
writeFileSync(workspaceFile, JSON.stringify({ folders: folders.map((folder) => ({ path: folder })) }));
writeFileSync(notes, '');
writeFileSync(node, `#!/bin/sh\nexec "${(await installWorkbench()).node}" --import="${path.join(import.meta.dirname, 'noteMessages.ts')}" "$@"\n`, { mode: 0o755 });
const workbench = await startWorkbench({
  folder: workspaceFile, vsix: process.env['LODESTONE_VSIX'] ?? await packageExtension(), settings: { 'git.enabled': false },
  env: { LODESTONE_BENCH_NOTES: notes, LODESTONE_BENCH_INDEX: keptIndexDirectory(folders) },
});
// Of the machine, as a repository must not name a program: not in the user's settings, which the browser brings along.
const machine = path.join(workbench.profile, 'data/Machine');
mkdirSync(machine, { recursive: true });
writeFileSync(path.join(machine, 'settings.json'), JSON.stringify({ 'lodestone.nodePath': node }));
const browser = await launchBrowser();
try {
  const page = await openWorkbench(browser, workbench.url);
  await page.locator('.activitybar [aria-label^="Lodestone"]').first().click();
  await webview(page).getByLabel('Search by meaning').waitFor({ timeout: indexLimitMs });
  await waitUntilComplete(page, notes);
  console.log(`The index is complete and at rest; load ${os.loadavg()[0]?.toFixed(1)}.`);
  const letters = await typeAll(page, notes);
  const painted = letters.filter((each) => each !== null);
  console.log(`${letters.length} letters, ${painted.length} of them painted; load ${os.loadavg()[0]?.toFixed(1)}.`);
  console.log(timesTable('stage, ms', [
    ...stages.map((stage, at) => [stage, painted.map((each) => each[at]!)] as const),
    ['keystroke to painted', painted.map((each) => each.reduce((sum, ms) => sum + ms, 0))],
  ]));
} finally {
  await browser.close();
  await workbench.stop();
  rmSync(scratch, { recursive: true, force: true });
}
