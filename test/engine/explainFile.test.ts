/** Does every path get an answer to "why is this (not) indexed?", with the rule that decides? On real folders. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex } from '../support/testIndex.ts';

test('each kind of reason is named, with the rule that decides', async (t) => {
  const [root, elsewhere] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(elsewhere, { 'far.ts': 'export const far = 1;\n' });
  writeFiles(root, {
    'a.ts': 'export const a = 1;\n', '.gitignore': 'build/\n*.log\n', 'build/in/out.js': 'out();\n', 'x.log': 'x', 'own/y.ts': 'y', '.lodestoneignore': 'own/\n',
    'kept/z.md': '# Z\n', 'hidden/h.ts': 'h', 'out/e.ts': 'e', 'large.txt': 'word '.repeat(1000), 'empty.ts': '', 'nul.txt': 'a\0b', 'p.png': 'png', 'q.min.js': 'q',
    'package-lock.json': '{}', 'gen.ts': '// @generated\ncode();\n', '.git/config': '', 'node_modules/m/i.js': 'm', 'venv/pyvenv.cfg': '', 'venv/v.py': 'v',
  });
  fs.symlinkSync('a.ts', path.join(root, 'link.ts'));
  spawnSync('mkfifo', [path.join(root, 'pipe')]);
  const opened = await openTestIndex(t, {
    indexDir: tempDirectory(t), roots: [root], settings: { maxFileSizeBytes: 2048, filesExclude: ['**/hidden'], exclude: ['out/**'] },
  });
  await bringUpToDate(opened);
  const explain = async (name: string): Promise<string> => {
    const { state, message } = await opened.index.explain(path.resolve(root, name));
    return `${state} ${message}`;
  };
  const expected: Readonly<Record<string, RegExp>> = {
    'a.ts': /^indexed typescript, 1 chunks, 1 of them with vectors\.$/,
    'build/in/out.js': /^skipped ignored: \.gitignore:1 build\/; the folder build\/ is left out as a whole$/,
    'build': /^skipped ignored: \.gitignore:1 build\/$/,
    'x.log': /^skipped ignored: \.gitignore:2 \*\.log$/,
    'own/y.ts': /^skipped ignored: \.lodestoneignore:1 own\/; the folder own\//,
    'hidden/h.ts': /^skipped excluded: files\.exclude: \*\*\/hidden/,
    'out/e.ts': /^skipped excluded: exclude setting: out\/\*\*/,
    'large.txt': /^skipped tooLarge: larger than 2 kB$/,
    'empty.ts': /^skipped empty: /, 'nul.txt': /^skipped binary: a NUL byte/, 'p.png': /^skipped binary: .*\.png$/, 'q.min.js': /^skipped minified: /,
    'package-lock.json': /^skipped lockfile: /, 'gen.ts': /^skipped generated: line 1: /, '.git/config': /^skipped builtin: .*version control/,
    'node_modules/m/i.js': /^skipped builtin: .*node_modules/, 'venv/v.py': /^skipped builtin: .*pyvenv\.cfg/,
    'link.ts': /^skipped symlink: /, 'pipe': /^skipped notAFile: /,
    'kept': /^folder A folder, with 1 files indexed, 0 skipped and 0 failed\.$/, '.': /^folder A folder, with \d+ files indexed/,
    'gone.ts': /^missing /, [path.join(elsewhere, 'far.ts')]: /^outside /,
  };
  const factsOf = async (name: string) => (await opened.index.explain(path.resolve(root, name))).facts;
  assert.deepEqual(await factsOf('build/in/out.js'), { reason: 'ignored', rule: '.gitignore:1 build/', folder: 'build/' });
  assert.deepEqual(await factsOf('large.txt'), { reason: 'tooLarge', rule: 'larger than 2 kB' });
  assert.deepEqual(await factsOf('a.ts'), { language: 'typescript', chunks: 1, embedded: 1, problem: '' });
  assert.deepEqual(await factsOf('kept'), { counts: { indexed: 1, skipped: 0, failed: 0 } });
  for (const [name, pattern] of Object.entries(expected)) assert.match(await explain(name), pattern, name);
});

test('what waits says for what: a pause, its turn, the next look at the disk', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, { 'a.ts': 'export const a = 1;\n' });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  const { index } = opened;
  await bringUpToDate(opened);
  writeFiles(root, { 'new.ts': 'export const b = 1;\n' });
  const file = path.join(root, 'new.ts');
  assert.deepEqual([(await index.explain(file)).state, (await index.explain(file)).message], ['pending', 'It has not been noticed yet: it will be with the next look at the disk.']);
  index.indexer.pause();
  writeFiles(root, { 'a.ts': 'export const changed = 1;\n' });
  await index.refresh();
  assert.match((await index.explain(file)).message, /indexing is paused/);
  assert.deepEqual((await index.explain(file)).facts, { waitsFor: 'resume' });
  assert.match((await index.explain(path.join(root, 'a.ts'))).message, /waits to be read again: indexing is paused/);
  index.indexer.resume();
  await index.indexer.run();
  assert.equal((await index.explain(file)).state, 'indexed');
});

test('a folder that is a root twice, by a link, or inside another root is explained as it is indexed', async (t) => {
  const [root, links] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'a.ts': 'export const a = 1;\n', 'inner/b.ts': 'export const b = 1;\n' });
  const [link, innerLink] = [path.join(links, 'link'), path.join(links, 'inner')];
  fs.symlinkSync(root, link);
  fs.symlinkSync(path.join(root, 'inner'), innerLink);
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root, link, innerLink, path.join(root, 'inner')] });
  await bringUpToDate(opened);
  assert.deepEqual(opened.index.summary().files, { indexed: 2, skipped: 0, failed: 0, pending: 0, stale: 0 });
  for (const file of [path.join(root, 'a.ts'), path.join(link, 'a.ts'), path.join(root, 'inner/b.ts'), path.join(link, 'inner/b.ts'), path.join(innerLink, 'b.ts')]) {
    assert.equal((await opened.index.explain(file)).state, 'indexed', file);
  }
});
