/** Does the topic map's page draw, list, move and open, whatever files are called, and with 50,000 of them? The bare page, the test in VS Code's place. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { PageState } from '../../../src/protocol/panelProtocol.ts';
import type { MappedFile, Topic, TopicMap } from '../../../src/protocol/topicTypes.ts';
import { openBarePage, type BarePage } from '../barePage.ts';
import { launchBrowser } from '../browser.ts';

let browser: Browser;
let bare: BarePage;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
  await bare?.close();
  bare = await openBarePage(browser, 'topics');
  await bare.page.setViewportSize({ width: 1000, height: 700 });
});

const state = (change: Partial<NonNullable<PageState['status']>> = {}): PageState => ({
  hasFolder: true, isTrusted: true, daemon: 'running', trouble: null,
  status: {
    phase: 'ready', role: 'writer', roots: [{ path: '/project', name: 'project' }], files: { indexed: 2, skipped: 0, failed: 0, pending: 0, stale: 0 }, skippedFolders: 0, skippedByReason: {}, failedByCode: {}, filesByLanguage: {},
    chunks: { total: 2, withVectors: 2 }, graph: { vectors: 2, ready: true, search: 'few', recall: null }, embedded: { computed: 2, reused: 0 }, modelChange: null,
    model: { id: 'm', dimensions: 1, state: 'ready' }, languages: [], lastUpdate: 1, memoryBytes: 1, power: { pausedBy: null, onBattery: null, pauses: false }, indexDir: '', indexBytes: 1, sharedVectors: null, trouble: null, watching: null, ...change,
  },
});

/** Topics in a row, their files in a square around the middle. */
function mapOf(topics: readonly { readonly terms: readonly string[]; readonly paths: readonly string[] }[]): TopicMap {
  let x = 0;
  const places: Topic[] = topics.map(({ terms, paths }) => {
    const radius = Math.sqrt(paths.length);
    x += 2 * radius + 2;
    return { terms, x: x - radius, y: 0, radius, files: paths.length, chunks: paths.length };
  });
  const files = topics.flatMap(({ paths }, topic) => paths.map((path, at): MappedFile => {
    const side = Math.ceil(Math.sqrt(paths.length));
    const spread = (1.3 * places[topic]!.radius) / side;
    return { root: '/project', path, topic, x: places[topic]!.x + (at % side - (side - 1) / 2) * spread, y: (Math.floor(at / side) - (side - 1) / 2) * spread, outlier: at === 1, chunks: 1 };
  }));
  return { topics: places, files, withoutVectors: 0 };
}

const small = mapOf([
  { terms: ['retry', 'delay', 'queue', 'timer'], paths: ['src/retry.ts', 'src/delay.ts', 'src/queue.ts', 'src/timer.ts'] },
  { terms: ['invoice', 'tax'], paths: ['billing/invoice.py', 'billing/tax.py'] },
]);

async function show(map: TopicMap): Promise<void> {
  await bare.send({ type: 'state', state: state() });
  await bare.received('topics', () => true);
  await bare.send({ type: 'topics', map });
  await bare.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Pixels of the canvas that something was drawn on. */
const drawnPixels = (): Promise<number> => bare.page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at]! > 200) drawn++;
  return drawn;
});

const focusedLabel = (): Promise<string | null> => bare.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

test('the map is asked for once the index is complete, and drawn; the list holds the topics with their files', async () => {
  await bare.send({ type: 'state', state: state({ phase: 'indexing', files: { indexed: 1, skipped: 0, failed: 0, pending: 5, stale: 0 } }) });
  assert.deepEqual(bare.requests.filter(({ type }) => type === 'topics'), []);
  await show(small);
  assert.ok(await drawnPixels() > 500);
  assert.equal(await bare.page.locator('.map-notice').innerText(), '6 files in 2 topics.');
  const topics = bare.page.getByRole('treeitem', { name: /files$/ });
  assert.deepEqual(await topics.evaluateAll((items) => items.map((item) => item.getAttribute('aria-label'))), ['retry, delay, queue, timer: 4 files', 'invoice, tax: 2 files']);
  await topics.first().click();
  await bare.page.getByRole('treeitem', { name: 'src/delay.ts, an outlier' }).click();
  const { target, mode } = await bare.received('open', () => true);
  assert.deepEqual([target, mode], [{ root: '/project', path: 'src/delay.ts', startLine: 1, endLine: 1 }, 'beside']);
  assert.deepEqual(await bare.page.locator('.legend li').allInnerTexts(), ['src', 'billing', 'Outlier: hardly belongs to its topic']);
});

test('a click on a point opens its file, and the pointer over it says which it is', async () => {
  await show(small);
  const box = (await bare.page.locator('canvas').boundingBox())!;
  const isPointing = async (x: number, y: number): Promise<boolean> => {
    await bare.page.mouse.move(box.x + x, box.y + y);
    return await bare.page.locator('canvas.pointing').count() > 0;
  };
  let found = false;
  for (let y = box.height / 2; y > 0 && !found; y -= 12) for (let x = 10; x < box.width && !found; x += 12) found = await isPointing(x, y);
  assert.match(await bare.page.locator('.map-tip').innerText(), /^\w+\/\w+\.(?:ts|py)\n/);
  await bare.page.mouse.down();
  await bare.page.mouse.up();
  assert.equal((await bare.received('open', () => true)).mode, 'beside');
});

test('the keyboard goes from file to file and topic to topic, zooms, and opens; what it comes to is read out', async () => {
  await show(small);
  await bare.page.locator('canvas').focus();
  await bare.page.keyboard.press('ArrowRight');
  assert.equal(await bare.page.locator('.spoken').innerText(), 'src/retry.ts, topic retry, delay, queue');
  await bare.page.keyboard.press('ArrowRight');
  assert.equal(await bare.page.locator('.spoken').innerText(), 'src/delay.ts, topic retry, delay, queue, an outlier');
  await bare.page.keyboard.press('PageDown');
  assert.equal(await bare.page.locator('.spoken').innerText(), 'billing/invoice.py, topic invoice, tax');
  const before = await drawnPixels();
  for (let step = 0; step < 5; step++) await bare.page.keyboard.press('+');
  await bare.page.waitForTimeout(100);
  assert.notEqual(await drawnPixels(), before);
  await bare.page.keyboard.press('Control+Enter');
  const { target, mode } = await bare.received('open', () => true);
  assert.deepEqual([target.path, mode], ['billing/invoice.py', 'side']);
  assert.match(await bare.page.locator('canvas').getAttribute('aria-label') ?? '', /^Map of 6 files in 2 topics\. Arrow keys/);
});

test('the list is walked with the keyboard alone', async () => {
  await show(small);
  await bare.page.locator('[role="treeitem"][tabindex="0"]').focus();
  await bare.page.keyboard.press('ArrowDown');
  assert.equal(await focusedLabel(), 'invoice, tax: 2 files');
  await bare.page.keyboard.press('ArrowRight');
  await bare.page.keyboard.press('ArrowRight');
  assert.equal(await focusedLabel(), 'billing/invoice.py');
  await bare.page.keyboard.press('Enter');
  assert.equal((await bare.received('open', () => true)).target.path, 'billing/invoice.py');
  await bare.page.keyboard.press('ArrowLeft');
  assert.equal(await focusedLabel(), 'invoice, tax: 2 files');
  await bare.page.keyboard.press('ArrowLeft');
  assert.equal(await bare.page.locator('[role="treeitem"][aria-level="2"]').count(), 0);
});

test('a hostile name is text, on the map and in the list', async () => {
  const name = '<img src=x onerror=window.hacked=1>';
  await show(mapOf([{ terms: [name, '</canvas><script>window.hacked=1</script>'], paths: [`a/${name}.ts`, 'a/b.ts', 'a/c.ts'] }]));
  await bare.page.locator('[role="treeitem"]').first().click();
  assert.equal(await bare.page.locator('#page img, #page script').count(), 0);
  assert.equal(await bare.page.evaluate(() => 'hacked' in window), false);
  assert.ok((await bare.page.locator('[role="treeitem"]').first().innerText()).includes(name));
  assert.deepEqual(bare.violations, []);
});

test('50,000 files are drawn, walked over and listed', async () => {
  const topics = Array.from({ length: 40 }, (_, topic) => ({
    terms: [`word${topic}`, 'more'], paths: Array.from({ length: 1250 }, (__, at) => `folder${topic % 9}/sub${at % 30}/file${topic}x${at}.ts`),
  }));
  await show(mapOf(topics));
  assert.ok(await drawnPixels() > 5_000, String(await drawnPixels()));
  await bare.page.locator('canvas').focus();
  for (let step = 0; step < 20; step++) await bare.page.keyboard.press('ArrowRight');
  for (let step = 0; step < 12; step++) await bare.page.keyboard.press('+');
  assert.match(await bare.page.locator('.spoken').innerText(), /topic word0, more/);
  await bare.page.locator('[role="treeitem"]').first().click();
  assert.equal(await bare.page.locator('[role="treeitem"][aria-level="2"]').count(), 101, 'a hundred, and one that shows more');
  await bare.page.getByText('Show more (1,150)').click();
  assert.equal(await bare.page.locator('[role="treeitem"][aria-level="2"]').count(), 201);
});

test('a map that could not be made says why; one that is out of date can be drawn again', async () => {
  await bare.send({ type: 'state', state: state() });
  await bare.received('topics', () => true);
  await bare.send({ type: 'progress', share: 0.5 });
  assert.equal(await bare.page.locator('.map-notice').innerText(), 'Drawing the map: 50%');
  await bare.send({ type: 'noTopics', message: 'The index is damaged.', nextStep: 'Rebuild it.' });
  assert.equal(await bare.page.locator('.map-notice').innerText(), 'The index is damaged. Rebuild it.');
  await bare.page.getByRole('button', { name: 'Draw Again' }).click();
  await bare.send({ type: 'topics', map: small });
  assert.equal(await bare.page.getByRole('button', { name: 'Draw Again' }).isVisible(), false);
  await bare.send({ type: 'state', state: state({ lastUpdate: 2 }) });
  assert.equal(await bare.page.getByRole('button', { name: 'Draw Again' }).isVisible(), true);
});
