/** Does the panel's own page keep its promises, whatever the extension sends? The real bundle in a real browser, with this test as the extension. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { PageEvent, PageRequest } from '../../../src/protocol/panelProtocol.ts';
import type { HitExplanation, SearchAnswer, SearchResult } from '../../../src/protocol/searchTypes.ts';
import { root } from '../../../scripts/run.ts';
import { launchBrowser } from '../browser.ts';
import { indexStatus } from '../../support/indexStatus.ts';
import { openBarePage, type BarePage } from '../barePage.ts';

let browser: Browser;
let bare: BarePage;
let page: Page;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
  await bare?.close();
  bare = await openBarePage(browser, 'search');
  page = bare.page;
  await bare.send(running);
});

const running: PageEvent = { type: 'state', state: { hasFolder: true, isTrusted: true, daemon: 'running', trouble: null, status: indexStatus() } };
const away: PageEvent = { type: 'state', state: { hasFolder: true, isTrusted: true, daemon: 'restarting', trouble: null, status: indexStatus() } };

function hit(path: string, parts: Partial<SearchResult> = {}): SearchResult {
  return {
    root: '/project', path, language: 'typescript', kind: 'code', snippet: `export function ${path.replace(/\W/g, '')}() {}`, stale: false,
    startLine: 3, endLine: 9, symbol: 'work', score: 1, relevance: 0.9, contributions: { words: 0.25, meaning: 0.75 }, otherRanges: [], ...parts,
  };
}
const answerWith = (results: readonly SearchResult[], parts: Partial<SearchAnswer> = {}): SearchAnswer =>
  ({ query: 'q', verdict: 'strong', results, tookMs: 2, retrieval: 'hybrid', coverage: 1, ...parts });

/** Types a question, and waits until the page has asked it: its sequence. */
async function ask(query: string): Promise<number> {
  await page.locator('.query').fill(query);
  return (await bare.received('search', (request) => request.query.query === query)).sequence;
}

async function answer(sequence: number, results: readonly SearchResult[], parts: Partial<SearchAnswer> = {}): Promise<void> {
  await bare.send({ type: 'answer', sequence, answer: answerWith(results, parts) });
}

const items = () => page.locator('[role="treeitem"]').filter({ visible: true });
const focusedLabel = () => page.locator('[role="treeitem"]:focus').getAttribute('aria-label');
const opened = (mode: string) => bare.received('open', (request) => request.mode === mode);

test('nothing of a hostile repository becomes markup: paths, names and snippets are shown as they are', async () => {
  const script = '<img src=x onerror="window.hacked=1"></span><script>window.hacked=1</script><svg onload="window.hacked=1">';
  const languages = ['html', 'typescript', 'markdown', 'php', 'plaintext', script];
  await answer(await ask('x'), languages.map((language, at) => hit(`${script}/${at}.x`, {
    language, snippet: script, symbol: script, matchedWords: [{ line: 3, start: 2, end: 9, term: script }], kind: at % 2 === 0 ? 'code' : 'docs', contributions: { [script]: 1 },
    otherRanges: [{ startLine: 20, endLine: 21, symbol: script, score: 0.5 }],
  })));
  assert.equal(await items().count(), languages.length);
  assert.equal(await page.locator('mark').count() >= languages.length, true, 'marks stand in it, too');
  assert.equal(await page.locator('main :is(img, script, iframe, object, embed, [onload], [onerror], [style])').count(), 0);
  for (const text of await page.locator('.line-text').allInnerTexts()) assert.equal(text, script);
  assert.equal(await page.evaluate(() => 'hacked' in window), false);
  assert.deepEqual(bare.violations, []);
});

test('names and contents that turn the reading, act on terminals, format or never end are shown, not obeyed', async () => {
  const acting = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
  const hostile = ['src/\u202egpj.exe', 'a\u001b[2J\u001b]0;title\u0007.ts', 'two\nlines.md', '%s%n{0}${x}.ts', `${'long'.repeat(5000)}.ts`];
  await answer(await ask('x'), hostile.map((path) => hit(path, { symbol: path, snippet: `\u2066${path}\u2069` })));
  assert.equal(await items().count(), hostile.length);
  const shown = await page.locator('main').evaluate((main) => [main.textContent, ...[...main.querySelectorAll('[title],[aria-label]')].flatMap((each) => [each.getAttribute('title'), each.getAttribute('aria-label')])].join(' '));
  assert.equal(acting.exec(shown)?.[0].charCodeAt(0).toString(16), undefined);
  for (const text of ['[U+202E]', '[U+001B]', '[U+2066]', '%s%n{0}${x}.ts']) assert.ok(shown.includes(text), text);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'a long name makes the page wider');
});

test('the keyboard moves from the field into the results, through them, and back', async () => {
  await answer(await ask('x'), [hit('a.ts'), hit('b.ts', { otherRanges: [{ startLine: 30, endLine: 40, symbol: 'other', score: 0.4 }] }), hit('c.ts')]);
  await page.locator('.query').press('ArrowDown');
  assert.match(await focusedLabel() ?? '', /^a\.ts, work, lines 3–9/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight'); // unfolds
  await page.keyboard.press('ArrowRight'); // goes in
  assert.equal(await focusedLabel(), 'other, lines 30–40');
  await page.keyboard.press('Enter');
  assert.deepEqual((await opened('open')).target, { root: '/project', path: 'b.ts', startLine: 30, endLine: 40 });
  await page.keyboard.press('ArrowLeft'); // goes out
  await page.keyboard.press('ArrowLeft'); // folds
  assert.equal(await page.locator('[role="treeitem"]:focus').getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('End');
  assert.match(await focusedLabel() ?? '', /^c\.ts/);
  await page.keyboard.press('Control+Enter');
  assert.equal((await opened('side')).target.path, 'c.ts');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'query');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'query');
});

test('the tree has one tab stop, and each item says its level and place', async () => {
  const others = [{ startLine: 30, endLine: 30, symbol: null, score: 0.4 }];
  await answer(await ask('x'), [hit('a.ts', { otherRanges: others }), hit('b.ts'), hit('c.ts')]);
  assert.equal(await page.locator('[role="tree"] [tabindex="0"]').count(), 1);
  const places = await page.locator('[role="treeitem"][aria-level="1"]').evaluateAll((all) => all.map((item) => `${item.getAttribute('aria-posinset')} of ${item.getAttribute('aria-setsize')}`));
  assert.deepEqual(places, ['1 of 3', '2 of 3', '3 of 3']);
  assert.equal(await page.locator('[role="group"] > [role="treeitem"][aria-level="2"]').count(), 1);
  assert.equal(await page.locator('[aria-expanded]').count(), 1);
});

/** As the daemon understands `lang:ts "retry" x`. */
const understood = {
  form: 'question', text: 'retry x', unverified: null,
  operators: [{ type: 'language', negated: false, value: 'typescript', start: 0, end: 7 }, { type: 'exact', negated: false, value: 'retry', start: 8, end: 15 }],
} as const;

test('what was understood of a query is shown in chips, each of which can be taken out of it', async () => {
  const query = 'lang:ts "retry" x';
  await answer(await ask(query), [hit('a.ts')], { query, understood });
  assert.deepEqual(await page.locator('.chip').allInnerTexts(), ['TypeScript', '\u201cretry\u201d']);
  await page.getByRole('button', { name: 'Remove TypeScript' }).click();
  assert.equal(await page.locator('.query').inputValue(), '"retry" x');
  await bare.received('search', (request) => request.query.query === '"retry" x');
});

test('lines that hold a phrase are marked and shown, and a click goes to the first of them', async () => {
  const snippet = Array.from({ length: 40 }, (_, line) => `line ${line + 3}`).join('\n');
  await answer(await ask('x'), [hit('a.ts', { endLine: 42, snippet, matchedLines: [30, 31] })]);
  assert.deepEqual(await page.locator('.line.matched .line-text').allInnerTexts(), ['line 30', 'line 31']);
  await items().first().click();
  assert.deepEqual((await opened('peek')).target, { root: '/project', path: 'a.ts', startLine: 30, endLine: 42 });
});

const numberedLines = Array.from({ length: 40 }, (_, line) => `  const retryLimit${line + 3} = again();`).join('\n');
/** As the daemon explains a hit whose line 30 is the strongest. */
const explanation: HitExplanation = {
  startLine: 3, endLine: 42, matchedWords: [], terms: null,
  meaning: {
    method: 'words', similarity: 0.5, lines: [{ line: 30, share: 0.2 }, { line: 31, share: 0.05 }], rest: { otherLines: 0.25, names: 0, path: 0 },
    words: [{ line: 30, start: 8, end: 13, word: 'retry', share: 0.06, queryWord: 'again' }],
  },
};

test('words that match by letters are marked at once; what matches by meaning is asked for the hits in view, and shown when it comes', async () => {
  const long = hit('a.ts', { endLine: 42, snippet: numberedLines, matchedWords: [{ line: 3, start: 22, end: 27, term: 'again' }] });
  const sequence = await ask('x');
  await answer(sequence, [long, ...Array.from({ length: 15 }, (_, at) => hit(`far${at}.ts`, { snippet: numberedLines }))]);
  assert.deepEqual(await items().first().locator('mark').allInnerTexts(), ['again']);
  const asked = await bare.received('explain', ({ hit: { path } }) => path === 'a.ts');
  assert.deepEqual([asked.sequence, asked.hit], [sequence, { root: '/project', path: 'a.ts', startLine: 3 }]);
  assert.equal(bare.requests.some((request) => request.type === 'explain' && request.hit.path === 'far14.ts'), false, 'out of sight');
  await bare.send({ type: 'explanation', sequence, hit: asked.hit, explanation });
  const strong = items().first().locator('.line[data-meaning]');
  assert.deepEqual(await strong.evaluateAll((lines) => lines.map((line) => [line.querySelector('.line-number')?.textContent, line.getAttribute('data-meaning'), line.getAttribute('title')])),
    [['30', '3', '40% of the similarity by meaning'], ['31', '1', '10% of the similarity by meaning']]);
  assert.deepEqual(await items().first().locator('.by-meaning').evaluateAll((words) => words.map((word) => [word.textContent, word.getAttribute('title')])), [['retry', 'retry \u2190 again: 12% of the similarity']]);
  assert.equal(await items().first().getAttribute('aria-description'), 'Words found: again. Strongest by meaning: line 30, 40%; line 31, 10%. Words by meaning: retry for again');
  assert.equal(await page.locator('main [style]').count(), 0);
  assert.deepEqual(bare.violations, []);
});

test('an explanation of an earlier question is dropped, and one is kept while the same question is asked anew', async () => {
  const long = hit('a.ts', { endLine: 42, snippet: numberedLines });
  const target = { root: '/project', path: 'a.ts', startLine: 3 };
  const marked = page.locator('.line[data-meaning]');
  const first = await ask('x');
  await answer(first, [long], { query: 'x' });
  const second = await ask('y');
  await bare.send({ type: 'explanation', sequence: first, hit: target, explanation });
  assert.equal(await marked.count(), 0);
  await answer(second, [long], { query: 'y' });
  await bare.send({ type: 'explanation', sequence: second, hit: target, explanation });
  assert.equal(await marked.count(), 2);
  await bare.send({ type: 'answer', sequence: second, answer: answerWith([long], { query: 'y' }) });
  assert.equal(await marked.count(), 2);
  await answer(await ask('z'), [long], { query: 'z' });
  assert.equal(await marked.count(), 0);
});

test('"Clear Filters" clears those in the query too, and leaves its words', async () => {
  const query = 'lang:ts "retry" x';
  await page.locator('.path').fill('src');
  await answer(await ask(query), [], { query, understood, verdict: 'none' });
  await page.getByRole('button', { name: 'Clear Filters' }).click();
  const request = await bare.received('search', (each) => each.query.path === '' && each.query.query === '"retry" x');
  assert.equal(request.query.language, '');
});

test('filters alone ask for words, and files that were not looked through are owned up to', async () => {
  await answer(await ask('lang:ts'), [], { query: 'lang:ts', verdict: 'none', understood: { ...understood, form: 'filters', operators: understood.operators.slice(0, 1) } });
  assert.match(await page.locator('[role="status"]').innerText(), /Now say what to look for/);
  await answer(await ask('/a+/'), [hit('a.ts')], { query: '/a+/', understood: { form: 'pattern', text: '', operators: [], unverified: { files: 7, because: 'size' } } });
  await page.getByText('7 files left out').waitFor();
});

test('the empty page says what can be typed, and where more is said', async () => {
  await page.getByText('-path:test').waitFor();
  await page.getByRole('button', { name: 'More on what can be typed' }).click();
  assert.deepEqual(await bare.received('command', () => true), { type: 'command', command: 'showQuerySyntax' });
});

test('how many files were found is announced', async () => {
  await answer(await ask('x'), [hit('a.ts'), hit('b.ts')]);
  assert.match(await page.locator('[role="status"]').innerText(), /^2 files/);
});

test('a late answer to an earlier question is dropped, and the list stands until the answer comes', async () => {
  const first = await ask('first');
  await answer(first, [hit('first.ts')]);
  const second = await ask('second');
  const third = await ask('third');
  assert.match(await items().first().getAttribute('aria-label') ?? '', /^first/);
  await answer(second, [hit('second.ts')]);
  assert.match(await items().first().getAttribute('aria-label') ?? '', /^first/);
  await answer(third, [hit('third.ts')]);
  assert.match(await items().first().getAttribute('aria-label') ?? '', /^third/);
});

test('typing fast does not ask for each letter', async () => {
  await page.locator('.query').pressSequentially('retry');
  await bare.received('search', (request) => request.query.query === 'retry');
  assert.ok(bare.requests.filter(({ type }) => type === 'search').length < 5);
});

test('the first letter is asked at once, and what was typed meanwhile as soon as an answer is there', async () => {
  const field = page.locator('.query');
  const askedAs = async (query: string) => (await bare.received('search', (request) => request.query.query === query)).sequence;
  await field.pressSequentially('r');
  const sequence = await askedAs('r');
  const early = await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('.query');
    if (input !== null) input.value = 'retry';
    input?.dispatchEvent(new Event('input', { bubbles: true }));
    return input !== null;
  });
  assert.ok(early);
  await answer(sequence, [hit('a.ts')], { query: 'r' });
  await page.locator('.hit').first().waitFor(); // the answer to the first letter is shown meanwhile
  await askedAs('retry');
  assert.deepEqual(bare.requests.flatMap((request) => (request.type === 'search' ? [request.query.query] : [])), ['r', 'retry']);
});

test('filters are sent with the question', async () => {
  await ask('x');
  for (const [label, kind] of [['Tests', 'tests'], ['Code', 'code'], ['Docs', 'docs']] as const) {
    await page.getByText(label, { exact: true }).click();
    await bare.received('search', (request) => request.query.kind === kind);
  }
  await page.locator('.language').selectOption('typescript');
  await page.locator('.path').fill('src/**');
  const { query } = await bare.received('search', (request) => request.query.path !== '');
  assert.deepEqual(query, { query: 'x', kind: 'docs', language: 'typescript', path: 'src/**', among: 'everywhere', flat: false });
});

test('hits that are hardly related are folded until asked for', async () => {
  await answer(await ask('x'), [hit('a.ts'), hit('b.ts', { relevance: 0.05 }), hit('c.ts', { relevance: 0.01 })]);
  assert.equal(await items().count(), 1);
  await page.getByRole('button', { name: 'Show 2 less related files' }).click();
  assert.equal(await items().count(), 3);
});

test('"nothing relevant" is an answer, with the distant hits folded; of an unfinished index it is "so far"', async () => {
  await answer(await ask('x'), [hit('a.ts', { relevance: 0.1 })], { verdict: 'none' });
  assert.equal(await page.locator('.headline').innerText(), 'Nothing relevant found');
  assert.equal(await items().count(), 0);
  await page.getByText('Show 1 distant hit').click();
  assert.equal(await items().count(), 1);
  await bare.send({ type: 'state', state: { hasFolder: true, isTrusted: true, daemon: 'running', trouble: null, status: indexStatus({ phase: 'embedding', chunks: { total: 9, withVectors: 1 } }) } });
  await answer(await ask('y'), [], { verdict: 'none' });
  assert.equal(await page.locator('.headline').innerText(), 'Nothing found so far');
});

test('where nothing is relevant, the letters can be looked for in VS Code\u2019s own search', async () => {
  await answer(await ask('x'), [], { query: 'x', verdict: 'none' });
  await page.getByText('Look for These Letters').click();
  await bare.received('findText', ({ text }) => text === 'x');
});

test('a workspace without an indexed file, and one that is not trusted, say so', async () => {
  const status = indexStatus({ files: { indexed: 0, skipped: 7, failed: 0, pending: 0, stale: 0 }, chunks: { total: 0, withVectors: 0 } });
  await bare.send({ type: 'state', state: { hasFolder: true, isTrusted: false, daemon: 'running', trouble: null, status } });
  await page.locator('.notice.warning', { hasText: 'None of the workspace’s files is indexed' }).getByText('Show Index Status').click();
  await bare.received('command', ({ command }) => command === 'showStatus');
  await page.getByText('Manage Workspace Trust').click();
  await bare.received('command', ({ command }) => command === 'manageTrust');
});

test('a question that the daemon could not answer is asked again when it is back', async () => {
  const sequence = await ask('x');
  await bare.send(away);
  await bare.send({ type: 'failed', sequence, code: 'daemonGone', message: 'Gone.', nextStep: 'Wait.' });
  await page.getByText('is being started again').waitFor();
  await bare.send(running);
  const again = await bare.received('search', (request) => request.sequence > sequence);
  assert.equal(again.query.query, 'x');
});

test('an error is shown with what to do next', async () => {
  await bare.send({ type: 'failed', sequence: await ask('x'), code: 'indexDamaged', message: 'The index is damaged.', nextStep: 'Rebuild it.' });
  await page.getByText('The index is damaged. Rebuild it.').waitFor();
});

test('a page that was hidden shows at once what it showed before, and asks anew', async () => {
  await page.getByText('Code', { exact: true }).click();
  await answer(await ask('kept'), [hit('a.ts'), hit('b.ts')]);
  await page.locator('.query').press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await bare.reload();
  assert.equal(await page.locator('.query').inputValue(), 'kept');
  assert.equal(await items().count(), 2);
  assert.match(await page.locator('[role="treeitem"][tabindex="0"]').getAttribute('aria-label') ?? '', /^b\.ts/);
  await bare.send(running);
  assert.deepEqual((await bare.received('search', () => true)).query, { query: 'kept', kind: 'code', language: '', path: '', among: 'everywhere', flat: false });
});

test('"find similar" on a hit asks with its place, and can be left for the search again', async () => {
  await answer(await ask('x'), [hit('src/a.ts')]);
  await items().first().hover();
  await page.getByRole('button', { name: 'Find Similar' }).click();
  const asked = await bare.received('similar', () => true);
  assert.deepEqual(asked.example, { file: '/project/src/a.ts', startLine: 3, endLine: 9 });
  const source = { file: '/project/src/a.ts', startLine: 3, endLine: 9, symbol: 'work', counterpart: null };
  await bare.send({ type: 'answer', sequence: asked.sequence, answer: { ...answerWith([hit('b.ts')]), source } });
  assert.equal(await page.locator('.similar strong').innerText(), 'work, a.ts:3–9');
  await page.getByRole('button', { name: 'Back to the Search' }).click();
  await bare.received('search', (request) => request.sequence > asked.sequence);
});

test('what is similar can be narrowed to an aspect, and to "but ...", with the keyboard alone', async () => {
  const example = { file: '/project/src/a.ts', startLine: 3, enclosing: true };
  const source = { file: '/project/src/a.ts', startLine: 3, endLine: 9, symbol: 'work', counterpart: null };
  assert.equal(await page.locator('.similar-form').isVisible(), false);
  await bare.send({ type: 'findSimilar', example });
  const asked = await bare.received('similar', () => true);
  assert.deepEqual(asked.example, example);
  await bare.send({ type: 'answer', sequence: asked.sequence, answer: { ...answerWith([hit('b.ts')]), source } });
  await page.locator('[name="aspect"]:checked').focus();
  await page.keyboard.press('ArrowRight');
  const byBehaviour = await bare.received('similar', (request) => request.example.aspect === 'behaviour');
  assert.deepEqual(byBehaviour.example, { ...example, aspect: 'behaviour', but: '' });
  await page.keyboard.press('Tab');
  await page.keyboard.type('in Python');
  const but = await bare.received('similar', (request) => request.example.but === 'in Python');
  assert.deepEqual(but.example, { ...example, aspect: 'behaviour', but: 'in Python' });
  await bare.send({ type: 'answer', sequence: but.sequence, answer: { ...answerWith([hit('c.ts')]), source } });
  assert.equal(await page.locator('.but').evaluate((input) => input === document.activeElement), true, 'the answer leaves the focus where it is');
  await page.keyboard.press('ArrowDown');
  assert.match(await focusedLabel() ?? '', /^c\.ts/);
  await page.locator('.but').press('Escape');
  assert.equal(await page.locator('.similar-form').isVisible(), false);
});

test('an example without the aspect says so, and the choice stays', async () => {
  await bare.send({ type: 'findSimilar', example: { file: '/project/src/a.ts' } });
  await page.locator('.similar-form').getByText('Documentation', { exact: true }).click();
  const asked = await bare.received('similar', (request) => request.example.aspect === 'documentation');
  await bare.send({ type: 'failed', sequence: asked.sequence, code: 'badRequest', message: 'There is nothing to compare: work has no comment.', nextStep: 'Choose another aspect.' });
  await page.getByText('There is nothing to compare: work has no comment. Choose another aspect.').waitFor();
  await page.getByText('Name', { exact: true }).click();
  await bare.received('similar', (request) => request.example.aspect === 'name');
});

test('the aspect and the words survive that the page is hidden', async () => {
  await bare.send({ type: 'findSimilar', example: { file: '/project/src/a.ts', aspect: 'usage', but: 'without logging' } });
  await answer((await bare.received('similar', () => true)).sequence, [hit('b.ts')]);
  await bare.reload();
  assert.equal(await page.locator('.but').inputValue(), 'without logging');
  assert.equal(await page.getByRole('radio', { name: 'Usage' }).isChecked(), true);
  await bare.send(running);
  assert.deepEqual((await bare.received('similar', () => true)).example, { file: '/project/src/a.ts', aspect: 'usage', but: 'without logging' });
});

test('without a folder, the page offers to open one', async () => {
  await bare.send({ type: 'state', state: { hasFolder: false, isTrusted: true, daemon: 'stopped', trouble: null, status: null } });
  await page.getByRole('button', { name: 'Open Folder' }).click();
  const request: PageRequest = await bare.received('command', () => true);
  assert.deepEqual(request, { type: 'command', command: 'openFolder' });
});

test('Up brings back what was asked, the newest first, Down the way back; only what was looked at is remembered', async () => {
  await answer(await ask('first question'), [hit('a.ts')]);
  await page.locator('.query').press('Enter');
  await answer(await ask('never looked at'), [hit('a.ts')]);
  await answer(await ask('second question'), [hit('a.ts')]);
  await items().first().click();
  await bare.received('keep', ({ searches }) => searches.recent.join() === 'second question,first question');
  await page.locator('.query').fill('a draft');
  for (const [key, text] of [['ArrowUp', 'second question'], ['ArrowUp', 'first question'], ['ArrowUp', 'first question'], ['ArrowDown', 'second question'], ['ArrowDown', 'a draft']] as const) {
    await page.locator('.query').press(key);
    assert.equal(await page.locator('.query').inputValue(), text);
  }
});

test('a search is kept with its filters, is brought back with them, and is forgotten', async () => {
  await bare.send({ type: 'kept', searches: { recent: ['older'], saved: [] } });
  await page.getByLabel('Which files').selectOption('openEditors');
  await page.getByLabel('Each Hit by Itself').click();
  await answer(await ask('kept question'), []);
  await page.getByLabel('Keep This Search').click();
  const { searches } = await bare.received('keep', ({ searches: { saved } }) => saved.length === 1);
  assert.deepEqual(searches.saved[0], { query: 'kept question', kind: 'all', language: '', path: '', among: 'openEditors', flat: true });
  await page.getByLabel('Which files').selectOption('everywhere');
  await page.getByLabel('Clear', { exact: true }).click();
  await page.getByRole('button', { name: 'kept question (Open editors)', exact: true }).click();
  await bare.received('search', ({ query: { query, among, flat }, sequence }) => query === 'kept question' && among === 'openEditors' && flat && sequence > 2);
  await page.getByLabel('Clear', { exact: true }).click();
  await page.getByLabel('Keep “kept question (Open editors)” No Longer').click();
  await bare.received('keep', ({ searches: { saved, recent } }) => saved.length === 0 && recent[0] === 'older');
  await page.getByRole('button', { name: 'Forget Recent Searches' }).click();
  await bare.received('keep', (request) => request.searches.recent.length === 0);
});

test('fewer like a hit: asked again with it, said as a chip, and taken back', async () => {
  await answer(await ask('x'), [hit('a.ts'), hit('b.ts')]);
  await items().first().hover();
  await items().first().getByLabel('Fewer Like This').click();
  const { sequence, feedback } = await bare.received('search', (request) => request.feedback.unlike.length === 1);
  assert.deepEqual(feedback, { like: [], unlike: [{ root: '/project', path: 'a.ts', startLine: 3 }] });
  await answer(sequence, [hit('b.ts'), hit('a.ts')]);
  await page.locator('.chip', { hasText: 'fewer like a.ts:3' }).getByRole('button').click();
  await bare.received('search', (request) => request.feedback.unlike.length === 0 && request.sequence > sequence);
});

test('more like a hit: the same way, and what is said last of a hit counts', async () => {
  await answer(await ask('x'), [hit('a.ts'), hit('b.ts')]);
  const judge = async (wanted: string) => {
    await items().last().hover();
    await items().last().getByLabel(wanted).click();
  };
  await judge('Fewer Like This');
  await answer((await bare.received('search', (request) => request.feedback.unlike.length === 1)).sequence, [hit('a.ts'), hit('b.ts')]);
  await judge('More Like This');
  const { sequence, feedback } = await bare.received('search', (request) => request.feedback.like.length === 1);
  assert.deepEqual(feedback, { like: [{ root: '/project', path: 'b.ts', startLine: 3 }], unlike: [] });
  await answer(sequence, [hit('b.ts'), hit('a.ts')]);
  assert.deepEqual(await page.locator('.chip').allInnerTexts(), ['more like b.ts:3']);
  await page.locator('.chip', { hasText: 'more like b.ts:3' }).getByRole('button').click();
  await bare.received('search', (request) => request.feedback.like.length === 0 && request.sequence > sequence);
});

test('the place of a hit is copied by key, dragged from its file row, and told to the menu', async () => {
  await answer(await ask('x'), [hit('src/a b.ts')]);
  await page.locator('.query').press('ArrowDown');
  await page.keyboard.press('Control+c');
  const { target } = await bare.received('copyPlace', () => true);
  assert.deepEqual(target, { root: '/project', path: 'src/a b.ts', startLine: 3, endLine: 9 });
  const dragged = await page.locator('.file-row').evaluate((row: HTMLElement) => {
    const dataTransfer = new DataTransfer();
    row.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
    return [row.draggable, dataTransfer.getData('text/plain'), dataTransfer.getData('text/uri-list')];
  });
  assert.deepEqual(dragged, [true, 'src/a b.ts:3', 'file:///project/src/a%20b.ts']);
  assert.deepEqual(JSON.parse(await items().first().getAttribute('data-vscode-context') ?? ''), { webviewSection: 'hit', ...target, hitLine: 3, preventDefaultContextMenuItems: true });
});

test('the page speaks the language of its frame, numbers and all', async () => {
  const german = await openBarePage(browser, 'search', { language: 'de', translations: JSON.parse(readFileSync(path.join(root, 'l10n/bundle.l10n.de.json'), 'utf8')) });
  await german.send(running);
  await german.page.locator('.query').fill('x');
  const { sequence } = await german.received('search', ({ query }) => query.query === 'x');
  await german.send({ type: 'answer', sequence, answer: answerWith([hit('a.ts'), hit('b.ts')]) });
  assert.equal(await german.page.locator('.summary .count span').first().innerText(), '2 Dateien');
  assert.notEqual(await german.page.locator('.query').getAttribute('aria-label'), 'Search by meaning');
  assert.deepEqual(german.violations, []);
  await german.close();
});
