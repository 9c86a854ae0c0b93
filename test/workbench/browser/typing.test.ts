/** Does the panel's page keep up with typing: one question at a time, no late answer in place of a newer one, colours after the hits? The real bundle in a real browser. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { PageEvent } from '../../../src/protocol/panelProtocol.ts';
import { indexStatus } from '../../support/indexStatus.ts';
import { openBarePage, type BarePage } from '../barePage.ts';
import { launchBrowser } from '../browser.ts';

let browser: Browser;
let bare: BarePage;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
  await bare?.close();
  bare = await openBarePage(browser, 'search');
  await bare.send({ type: 'state', state: { hasFolder: true, isTrusted: true, daemon: 'running', trouble: null, status: indexStatus() } });
});

const type = (query: string): Promise<void> => bare.page.locator('.query').fill(query);
const asked = async (query: string): Promise<number> => (await bare.received('search', (request) => request.query.query === query)).sequence;
const files = () => bare.page.locator('.file-name').allInnerTexts();

const answer = (sequence: number, query: string, names: readonly string[], snippet = 'export function work() {}'): PageEvent => ({
  type: 'answer', sequence, answer: {
    query, verdict: 'strong', tookMs: 2, retrieval: 'hybrid', coverage: 1, results: names.map((path) => ({
      root: '/project', path, language: 'typescript', kind: 'code', snippet, stale: false, startLine: 3, endLine: 9, symbol: 'work', score: 1, relevance: 0.9,
      contributions: { words: 1 }, otherRanges: [],
    })),
  },
});

test('the first letter is asked at once, and the last one typed as soon as the answer is there: those between are not', async () => {
  await type('r');
  const first = await asked('r');
  // In one task, so that the time it takes to type plays no part.
  await bare.page.locator('.query').evaluate((field: HTMLInputElement) => {
    for (const query of ['re', 'ret', 'retr']) {
      field.value = query;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  });
  await bare.send(answer(first, 'r', ['r.ts']));
  await asked('retr');
  assert.deepEqual(bare.requests.flatMap((request) => (request.type === 'search' ? [request.query.query] : [])), ['r', 'retr']);
});

test('a question that takes long is given up for what was typed since, and its late answer takes nobody\u2019s place', async () => {
  await type('slow');
  const slow = await asked('slow');
  await type('slower');
  await bare.send(answer(await asked('slower'), 'slower', ['slower.ts']));
  await bare.send(answer(slow, 'slow', ['slow.ts']));
  assert.deepEqual(await files(), ['slower.ts']);
});

test('all hits are there at once with their text; new ones are coloured after they are painted, known ones from the start', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `${at}.ts`);
  const snippet = 'export function retry() {\n  return "again"; // soon\n}';
  const shownAtOnce = async (event: PageEvent) => bare.page.evaluate((data) => {
    window.dispatchEvent(new MessageEvent('message', { data }));
    return {
      items: document.querySelectorAll('[role="treeitem"]').length, coloured: document.querySelectorAll('.hljs-keyword').length,
      lines: [...document.querySelectorAll('.line-text')].map((line) => line.textContent).join('\n'),
    };
  }, event);
  await type('a');
  const first = await shownAtOnce(answer(await asked('a'), 'a', names, snippet));
  assert.deepEqual([first.items, first.coloured], [12, 0]);
  assert.equal(first.lines, names.map(() => snippet).join('\n'));
  await bare.page.locator('.snippet.uncoloured').first().waitFor({ state: 'detached' });
  assert.equal(await bare.page.locator('.hljs-keyword').count(), 3 * names.length);
  assert.equal((await bare.page.locator('.line-text').allTextContents()).join('\n'), first.lines);
  await type('ab');
  const second = await shownAtOnce(answer(await asked('ab'), 'ab', names, snippet));
  assert.equal(second.coloured, 3 * names.length);
  assert.deepEqual(bare.violations, []);
});
