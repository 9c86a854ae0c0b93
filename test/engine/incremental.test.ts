/** Does the index follow the disk, and is nothing embedded twice? */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, bringUpToDate, openTestIndex, pathsOf } from '../support/testIndex.ts';

const retry = 'export function retryWithDelay(attempts) {\n  // waits longer after each failed attempt\n  return new Promise((resolve) => setTimeout(resolve, 2 ** attempts * 100));\n}\n';
const parser = 'def parse_invoice(text):\n    """Reads the amounts of an invoice."""\n    return [float(word) for word in text.split() if word.isdigit()]\n';

async function workspace(t: TestContext, files: Record<string, string> = { 'src/retry.js': retry, 'billing/invoice.py': parser }) {
  const root = tempDirectory(t);
  const indexDir = tempDirectory(t);
  writeFiles(root, files);
  const open = () => openTestIndex(t, { indexDir, roots: [root] });
  const opened = await open();
  await bringUpToDate(opened);
  return { root, indexDir, open, opened };
}

const changed = (opened: Awaited<ReturnType<typeof openTestIndex>>, root: string, ...paths: string[]) =>
  opened.index.update(paths.map((relative) => path.join(root, relative)));

test('what is in the folder is found by its meaning, with lines, language and symbol', async (t) => {
  const { opened } = await workspace(t);
  const { results, retrieval, coverage } = await ask(opened, 'wait before trying again');
  assert.equal(retrieval, 'hybrid');
  assert.equal(coverage, 1);
  const [first] = results;
  assert.deepEqual([first!.path, first!.startLine, first!.language, first!.kind, first!.symbol], ['src/retry.js', 1, 'javascript', 'code', 'retryWithDelay']);
  assert.match(first!.snippet, /setTimeout/);
});

test('a new, an edited and a deleted file are found, found anew, and gone', async (t) => {
  const { root, opened } = await workspace(t);
  writeFiles(root, { 'docs/cache.md': '# Cache\n\nEntries expire after one hour.\n' });
  await changed(opened, root, 'docs/cache.md');
  assert.equal(pathsOf(await ask(opened, 'when do cache entries expire'))[0], 'docs/cache.md');
  writeFiles(root, { 'docs/cache.md': '# Colours\n\nThe palette is made of turquoise tones.\n' });
  await changed(opened, root, 'docs/cache.md');
  assert.equal(pathsOf(await ask(opened, 'turquoise palette'))[0], 'docs/cache.md');
  assert.doesNotMatch((await ask(opened, 'cache entries expire')).results[0]?.snippet ?? '', /expire/);
  fs.rmSync(path.join(root, 'docs'), { recursive: true });
  await changed(opened, root, 'docs');
  assert.equal(pathsOf(await ask(opened, 'turquoise palette')).includes('docs/cache.md'), false);
  assert.equal(opened.index.summary().files.indexed, 2);
});

test('reopening an unchanged folder embeds nothing and answers the same', async (t) => {
  const { opened, open } = await workspace(t);
  const before = await ask(opened, 'amounts of an invoice');
  const { computed } = opened.index.summary().embedded;
  await opened.close();
  const again = await open();
  assert.deepEqual(await ask(again, 'amounts of an invoice'), before, 'also before the disk was looked at');
  await bringUpToDate(again);
  assert.equal(again.index.summary().embedded.computed, computed);
  assert.deepEqual(await ask(again, 'amounts of an invoice'), before);
});

test('a rename, a move and a copy embed no text again', async (t) => {
  const { root, opened } = await workspace(t);
  const { computed } = opened.index.summary().embedded;
  fs.renameSync(path.join(root, 'src/retry.js'), path.join(root, 'src/backOff.js'));
  fs.renameSync(path.join(root, 'billing'), path.join(root, 'accounts'));
  fs.copyFileSync(path.join(root, 'src/backOff.js'), path.join(root, 'copy.js'));
  await bringUpToDate(opened);
  assert.equal(opened.index.summary().embedded.computed, computed);
  assert.deepEqual(pathsOf(await ask(opened, 'back off after a failed attempt')).slice(0, 2).sort(), ['copy.js', 'src/backOff.js']);
  assert.equal(pathsOf(await ask(opened, 'amounts of an invoice'))[0], 'accounts/invoice.py');
});

test('after renames, answers are the same before and after reopening: nothing of an old path is left in memory', async (t) => {
  const { root, opened, open } = await workspace(t, { 'zebra.md': '# Stripes\n\nBlack and white.\n', 'lion.md': '# Mane\n\nLong and brown.\n' });
  for (const [from, to] of [['zebra', 'giraffe'], ['lion', 'ostrich'], ['giraffe', 'pelican']] as const) {
    fs.renameSync(path.join(root, `${from}.md`), path.join(root, `${to}.md`));
    await bringUpToDate(opened);
  }
  const queries = ['zebra', 'giraffe', 'pelican', 'ostrich', 'black and white', 'lion'];
  const before = await Promise.all(queries.map((query) => ask(opened, query)));
  assert.equal(pathsOf(before[2]!)[0], 'pelican.md');
  await opened.close();
  const again = await open();
  assert.deepEqual(await Promise.all(queries.map((query) => ask(again, query))), before);
});

test('switching branches there and back embeds what is new once', async (t) => {
  const { root, opened } = await workspace(t);
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'one');
  git('checkout', '-qb', 'other');
  writeFiles(root, { 'src/retry.js': 'export const neverRetry = true; // gives up at once\n', 'src/extra.js': 'export function uploadPicture(file) { return send(file); }\n' });
  git('add', '.');
  git('commit', '-qm', 'two');
  await bringUpToDate(opened);
  assert.equal(pathsOf(await ask(opened, 'upload a picture'))[0], 'src/extra.js');
  const { computed } = opened.index.summary().embedded;
  git('checkout', '-q', 'main');
  await bringUpToDate(opened);
  assert.equal(pathsOf(await ask(opened, 'wait longer after each failed attempt'))[0], 'src/retry.js');
  git('checkout', '-q', 'other');
  await bringUpToDate(opened);
  assert.equal(opened.index.summary().embedded.computed, computed);
  assert.ok(opened.index.summary().embedded.reused > 0);
});

test('an edit in a long file embeds only the chunk it touches', async (t) => {
  const functions = Array.from({ length: 60 }, (_, i) => `function step${i}(input) {\n  const value = input * ${i};\n  log('step ${i} of the pipeline', value);\n  audit('step${i}', value, Date.now());\n  return { value, name: 'step${i}', next: 'step${i + 1}', description: 'transforms number ${i} for the report of the pipeline' };\n}\n`);
  const { root, opened } = await workspace(t, { 'pipeline.js': functions.join('\n') });
  const before = opened.index.summary();
  assert.ok(before.chunks.total > 20);
  functions[30] = functions[30]!.replace('const value', 'const doubled = input + input;\n  const value');
  writeFiles(root, { 'pipeline.js': functions.join('\n') });
  await changed(opened, root, 'pipeline.js');
  assert.equal(opened.index.summary().embedded.computed, before.embedded.computed + 1);
  const { results } = await ask(opened, 'step50 of the pipeline');
  const text = fs.readFileSync(path.join(root, 'pipeline.js'), 'utf8').split('\n');
  assert.equal(results[0]!.snippet, text.slice(results[0]!.startLine - 1, results[0]!.endLine).join('\n'), 'lines after the edit have moved');
});

test('files of two roots are told apart, and a removed root is forgotten', async (t) => {
  const [first, second, indexDir] = [tempDirectory(t), tempDirectory(t), tempDirectory(t)];
  writeFiles(first, { 'a.js': retry });
  writeFiles(second, { 'a.js': 'export function playSound(name) { return new Audio(name).play(); }\n' });
  const opened = await openTestIndex(t, { indexDir, roots: [first, second] });
  await bringUpToDate(opened);
  const { results } = await ask(opened, 'play an audio file');
  assert.deepEqual([results[0]!.root, results[0]!.path], [second, 'a.js']);
  await opened.index.reconfigure([{ path: first, name: 'first' }], opened.index.settings);
  await opened.index.indexer.run();
  assert.deepEqual(new Set((await ask(opened, 'play an audio file')).results.map(({ root }) => root)), new Set([first]));
});

test('changed settings take files out and in', async (t) => {
  const { opened } = await workspace(t);
  await opened.index.reconfigure(opened.index.roots, { ...opened.index.settings, exclude: ['billing'] });
  await opened.index.indexer.run();
  assert.equal(pathsOf(await ask(opened, 'amounts of an invoice')).includes('billing/invoice.py'), false);
  assert.equal(opened.index.summary().skippedByReason['excluded'], 1);
  await opened.index.reconfigure(opened.index.roots, { ...opened.index.settings, exclude: [] });
  await opened.index.indexer.run();
  assert.equal(pathsOf(await ask(opened, 'amounts of an invoice'))[0], 'billing/invoice.py');
  assert.deepEqual(opened.index.summary().skippedByReason, {});
});

test('while indexing is paused nothing is taken in, and all of it afterwards', async (t) => {
  const { root, opened } = await workspace(t);
  opened.index.indexer.pause();
  writeFiles(root, { 'new.py': 'def rotate_image(image, degrees):\n    return image.rotate(degrees)\n' });
  await bringUpToDate(opened);
  assert.equal(pathsOf(await ask(opened, 'rotate image')).includes('new.py'), false);
  opened.index.indexer.resume();
  await opened.index.indexer.run();
  assert.equal(pathsOf(await ask(opened, 'rotate image'))[0], 'new.py');
});

test('a second opener reads, sees what the writer adds, and knows when it is gone', async (t) => {
  const { root, opened, open } = await workspace(t);
  const reader = await open();
  assert.equal(reader.role, 'reader');
  writeFiles(root, { 'new.py': 'def rotate_image(image, degrees):\n    return image.rotate(degrees)\n' });
  await changed(opened, root, 'new.py');
  await reader.index.reloadIfChanged();
  assert.equal(pathsOf(await ask(reader, 'rotate image'))[0], 'new.py');
  assert.equal(reader.writerIsGone(), false);
  await opened.close();
  assert.equal(reader.writerIsGone(), true);
});

test('clearing forgets everything; refreshing brings it back', async (t) => {
  const { opened } = await workspace(t);
  await opened.index.clear();
  assert.deepEqual((await ask(opened, 'invoice')).results, []);
  assert.equal(opened.index.summary().files.indexed, 0);
  opened.index.indexer.resume();
  await bringUpToDate(opened);
  assert.equal(pathsOf(await ask(opened, 'amounts of an invoice'))[0], 'billing/invoice.py');
});

test('a result ends with its last line of text, and a file that vanished since is stale and without text', async (t) => {
  const { root, opened } = await workspace(t, { 'two.py': 'def first_step(x):\n    return x + 1\n\n\ndef second_step(x):\n    return x * 2\n' });
  const { results } = await ask(opened, 'second_step', 10);
  const ranges = [results[0]!, ...results[0]!.otherRanges].map(({ startLine, endLine }) => [startLine, endLine]);
  assert.deepEqual(ranges.every(([, endLine]) => endLine === 2 || endLine === 6), true, JSON.stringify(ranges));
  fs.rmSync(path.join(root, 'two.py'));
  assert.deepEqual((await ask(opened, 'second_step')).results.map(({ snippet, stale }) => [snippet, stale]), [['', true]]);
});

test('a score is exactly the sum of the contributions shown with it', async (t) => {
  const { opened } = await workspace(t);
  for (const query of ['invoice amounts', 'retryWithDelay', 'test of waiting']) {
    for (const { score, contributions } of (await ask(opened, query)).results) {
      assert.equal(Object.values(contributions).reduce((sum, value) => sum + value, 0), score);
    }
  }
});

test('a root that is away for a while loses nothing, and nothing is embedded again when it is back', async (t) => {
  const { root, opened } = await workspace(t);
  const { computed } = opened.index.summary().embedded;
  fs.renameSync(root, `${root}-away`);
  await bringUpToDate(opened);
  assert.equal(opened.index.summary().files.indexed, 2);
  fs.renameSync(`${root}-away`, root);
  await bringUpToDate(opened);
  assert.deepEqual([opened.index.summary().files.indexed, opened.index.summary().files.failed, opened.index.summary().embedded.computed], [2, 0, computed]);
});

test('a folder that takes the place of a file takes it out of the index', async (t) => {
  const { root, opened } = await workspace(t);
  fs.rmSync(path.join(root, 'src/retry.js'));
  writeFiles(root, { 'src/retry.js/inner.md': '# Inner\n\nWhere the hedgehog sleeps.\n' });
  await changed(opened, root, 'src/retry.js', 'src/retry.js/inner.md');
  assert.equal(pathsOf(await ask(opened, 'where does the hedgehog sleep'))[0], 'src/retry.js/inner.md');
  assert.equal(pathsOf(await ask(opened, 'retryWithDelay')).includes('src/retry.js'), false);
});
