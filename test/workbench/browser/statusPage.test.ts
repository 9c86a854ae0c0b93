/** Does the status page unfold long lists in parts, keep them unfolded, and show what a check finds? The bare page, the test in VS Code's place. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import type { FileListRequest, IndexStatus } from '../../../src/protocol/daemonProtocol.ts';
import type { PageState } from '../../../src/protocol/panelProtocol.ts';
import { indexStatus } from '../../support/indexStatus.ts';
import { openBarePage, type BarePage } from '../barePage.ts';
import { launchBrowser, screenshot } from '../browser.ts';

let browser: Browser;
let bare: BarePage;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
  await bare?.close();
  bare = await openBarePage(browser, 'status');
  await bare.page.setViewportSize({ width: 900, height: 900 });
});

const many = { skippedByReason: { ignored: 1250, binary: 3 }, files: { indexed: 10, skipped: 1253, failed: 1, pending: 0, stale: 0 }, failedByCode: { unreadable: 1 } };
const state = (parts: Partial<IndexStatus> = {}): PageState => ({ hasFolder: true, isTrusted: true, daemon: 'running', trouble: null, status: indexStatus({ ...many, ...parts }) });

const group = (name: string): Locator => bare.page.locator('.group-title', { hasText: name });
const entries = (): Locator => bare.page.locator('.entry-path:visible');

/** Files as the daemon lists them: `total` of them, with numbers for names. */
const answerFiles = (asked: FileListRequest, total: number, extension = 'log') => bare.send({
  type: 'files', asked, list: { total, files: Array.from({ length: Math.min(asked.limit, total - asked.from) }, (_, at) => ({ root: '/project', path: `logs/${asked.from + at}.${extension}`, why: '.gitignore:2 *.log' })) },
});

async function unfoldRule(): Promise<void> {
  await group('Ignored').click();
  const asked = await bare.received('listRules', ({ list }) => list.reason === 'ignored');
  await bare.send({ type: 'rules', asked: asked.list, list: { total: 2, rules: [{ rule: '.gitignore:2 *.log', files: 250 }, { rule: '.gitignore:1 dist/', files: 1000 }] } });
  await group('.gitignore:2').click();
  await answerFiles((await bare.received('listFiles', () => true)).list, 250);
}

test('skipped files unfold into rules, a rule into paths, a hundred at a time; the page says how many there are', async () => {
  await bare.send({ type: 'state', state: state() });
  assert.equal(await group('Ignored').getAttribute('aria-expanded'), 'false');
  await unfoldRule();
  assert.deepEqual([await entries().count(), await entries().first().innerText()], [100, 'logs/0.log']);
  const end = bare.page.locator('.entries-end').first();
  assert.match(await end.innerText(), /The first 100 of 250 are shown\.\s*Show 100 More/);
  await end.getByRole('button').click();
  await answerFiles((await bare.received('listFiles', ({ list }) => list.from === 100)).list, 250);
  assert.equal(await bare.page.evaluate(() => document.activeElement?.textContent), 'logs/100.log', 'the keyboard goes on where the list does');
  await end.getByRole('button', { name: 'Show 50 More' }).click();
  await answerFiles((await bare.received('listFiles', ({ list }) => list.from === 200)).list, 250);
  assert.deepEqual([await entries().count(), ((await end.textContent()) ?? '').replace(/Show.*/, '')], [250, '']);
  assert.deepEqual(bare.violations, []);
});

test('how fast it goes and how long it takes is said once that is known', async () => {
  await bare.send({ type: 'state', state: state({ phase: 'indexing' }) });
  assert.equal(await bare.page.locator('.pace').count(), 0);
  await bare.send({ type: 'state', state: { ...state({ phase: 'indexing' }), pace: { of: 'files', perSecond: 85, secondsLeft: 130 } } });
  assert.equal(await bare.page.locator('.pace').innerText(), '85 files a second; about 3 min until all are read.');
});

test('a path is opened, and asked for its reason, by its own buttons', async () => {
  await bare.send({ type: 'state', state: state() });
  await unfoldRule();
  await entries().nth(2).click();
  assert.deepEqual((await bare.received('showPlace', () => true)).place, { root: '/project', path: 'logs/2.log' });
  await bare.page.getByRole('button', { name: 'Why? logs/3.log' }).click();
  assert.deepEqual((await bare.received('whyPlace', () => true)).place, { root: '/project', path: 'logs/3.log' });
});

test('failed files unfold at once, each with its error', async () => {
  await bare.send({ type: 'state', state: state() });
  const failed = bare.page.locator('section', { has: bare.page.getByRole('heading', { name: 'Failed' }) });
  await failed.locator('.group-title').click();
  const { list: asked } = await bare.received('listFiles', ({ list }) => list.state === 'failed');
  assert.equal(asked.group, 'unreadable');
  await bare.send({ type: 'files', asked, list: { total: 1, files: [{ root: '/project', path: '<b>locked</b>.ts', why: 'no permission' }] } });
  assert.equal(await entries().first().innerText(), '<b>locked</b>.ts');
  await failed.getByText('no permission').waitFor();
});

test('a status that comes by the second changes numbers only: what is unfolded and has the focus stays; lists are asked for again once things are settled', async () => {
  await bare.send({ type: 'state', state: state() });
  await unfoldRule();
  await entries().nth(1).focus();
  await bare.page.locator('.phase[role="status"]').evaluate((phase) => phase.setAttribute('data-first', ''));
  await bare.send({ type: 'state', state: state({ phase: 'indexing', skippedByReason: { ignored: 1251, binary: 3 } }) });
  assert.equal(await bare.page.evaluate(() => document.activeElement?.textContent), 'logs/1.log');
  assert.equal(bare.requests.filter(({ type }) => type === 'listRules').length, 1);
  await bare.send({ type: 'state', state: state({ skippedByReason: { ignored: 1251, binary: 3 } }) });
  assert.match(await group('Ignored').innerText(), /1,251/);
  assert.equal(await bare.page.locator('.phase[data-first]').innerText(), 'Up to date', 'a live region that is replaced is not read out');
  assert.equal(bare.requests.filter(({ type }) => type === 'listRules').length, 2);
  await bare.send({ type: 'state', state: state({ skippedByReason: { binary: 3 } }) });
  assert.equal(await group('Ignored').count(), 0);
});

test('a page that was hidden has the same groups unfolded when it is shown again', async () => {
  await bare.send({ type: 'state', state: state() });
  await group('Binary').click();
  await bare.received('listRules', ({ list }) => list.reason === 'binary');
  await bare.reload();
  await bare.send({ type: 'state', state: state() });
  await bare.received('listRules', ({ list }) => list.reason === 'binary');
  assert.equal(await group('Binary').getAttribute('aria-expanded'), 'true');
});

test('a check shows what is wrong first, with what to do; Repair and Check Again ask for it', async () => {
  await bare.send({ type: 'state', state: state() });
  const check = bare.page.locator('section.check');
  assert.equal(await check.isVisible(), false);
  await bare.page.getByRole('button', { name: 'Check', exact: true }).click();
  assert.equal((await bare.received('check', () => true)).repair, false);
  await bare.send({ type: 'check', check: { state: 'running', repairing: false } });
  await check.getByText('Checking the installation and the index').waitFor();
  const sound = { check: 'store', level: 'ok', message: 'the store is sound', nextStep: null, repairable: false } as const;
  await bare.send({ type: 'check', check: { state: 'done', findings: [sound, { check: 'graph', level: 'bad', message: 'The saved graph is damaged.', nextStep: 'Repair it.', repairable: true }] } });
  assert.match(await check.locator('.finding').first().innerText(), /The saved graph is damaged\. Repair it\./);
  assert.equal(await check.getByRole('img', { name: 'Wrong:' }).count(), 1);
  await screenshot(bare.page, 'status-check');
  await check.getByRole('button', { name: 'Repair' }).click();
  assert.equal((await bare.received('check', ({ repair }) => repair)).repair, true);
  await bare.send({ type: 'check', check: { state: 'done', findings: [sound] } });
  await check.getByText('All is well.').waitFor();
  assert.equal(await check.getByRole('button', { name: 'Repair' }).count(), 0);
  await bare.send({ type: 'check', check: { state: 'failed', message: 'Another process keeps this index.', nextStep: 'Repair it there.' } });
  await check.getByText('Another process keeps this index. Repair it there.').waitFor();
});
