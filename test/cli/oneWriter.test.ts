/** Is one folder one index with one writer, by whichever name it is asked for, and are the others served or told? With real processes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isReady, startDaemon } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

test('a folder and a link to it are one index: while a window keeps it, a search by the link is served, and indexing is told so', async (t) => {
  const [root, links, cache] = [tempDirectory(t), tempDirectory(t), tempDirectory(t)];
  const link = path.join(links, 'link');
  fs.symlinkSync(root, link);
  writeFiles(root, { 'harbour.md': '# Harbour\n\nShips are counted at noon.\n' });
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const run = (...args: string[]) => spawnSync(process.execPath, [path.join(repository, 'src/cli/main.ts'), ...args], { encoding: 'utf8', env });
  assert.equal(run('index', root).status, 0);
  assert.equal(run('index', link).status, 0);
  const indexes = fs.readdirSync(path.join(cache, 'lodestone/index'));
  assert.equal(indexes.length, 1);
  const daemon = await startDaemon(t, { roots: [root], indexDir: path.join(cache, 'lodestone/index', indexes[0]!) });
  assert.equal((await daemon.until(isReady)).role, 'writer');
  const told = run('index', link);
  assert.equal(told.status, 3);
  assert.match(told.stderr, /Another process is keeping this index up to date\. Nothing needs to be done; search it\./);
  assert.match(run('search', 'ships at noon', '--path', link).stdout, /^harbour\.md/);
  await daemon.kill();
  assert.equal(run('index', link).status, 0, 'nothing of a killed writer stands in the way');
});
