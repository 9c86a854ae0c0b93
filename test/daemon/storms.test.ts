/** In a storm of changes, does little wait, is little done twice, and is everything found in the end? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiskFollower } from '../../src/daemon/diskFollower.ts';
import { eventually } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, openTestIndex, pathsOf } from '../support/testIndex.ts';

async function followed(t: TestContext, files: Record<string, string>) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, files);
  const opened = await openTestIndex(t, { roots: [root], indexDir });
  const disk = new DiskFollower(opened, { changed: () => {}, note: () => {} });
  t.after(() => disk.stop());
  disk.start();
  await untilIndexed(opened, Object.keys(files).length);
  await sleep(500); // by now everything is watched
  return { root, disk, opened };
}

const untilIndexed = ({ index }: Awaited<ReturnType<typeof openTestIndex>>, count: number) =>
  eventually(async () => index.summary().files, ({ indexed, pending }) => indexed === count && pending === 0, `${count} files indexed`);

test('a log that is appended to is read a few times only, its end is found, and other files do not wait', async (t) => {
  const { root, disk, opened } = await followed(t, { 'server.txt': 'The log begins.\n', 'a.md': '# A\n' });
  const { revision } = opened.index.catalog;
  let deferred = 0;
  for (let i = 0; i < 100; i++) {
    fs.appendFileSync(path.join(root, 'server.txt'), `Request ${i} was answered.\n`);
    await sleep(80);
    deferred = Math.max(deferred, disk.watching.deferred);
    if (disk.watching.deferred) assert.ok(disk.isDeferred(path.join(root, 'server.txt')) && !disk.isDeferred(path.join(root, 'a.md')));
  }
  const commits = opened.index.catalog.revision - revision;
  assert.ok(commits <= 12, `${commits} commits for 100 changes`);
  assert.equal(deferred, 1, 'the status says that it waits');
  writeFiles(root, { 'violin.md': '# Violin\n\nTune the strings every morning.\n' });
  await eventually(() => ask(opened, 'tune the strings of a violin').then(pathsOf), (paths) => paths[0] === 'violin.md', 'found while the log waits');
  fs.appendFileSync(path.join(root, 'server.txt'), 'Shutdown after an overheated xylophone.\n');
  await eventually(() => ask(opened, 'overheated xylophone').then(pathsOf), (paths) => paths[0] === 'server.txt', 'the end of the log found');
  await eventually(async () => disk.watching.deferred, (waiting) => waiting === 0, 'nothing waits'); // the system may tell of the last change twice
});

test('of thousands of files written at once few wait, and all are found', async (t) => {
  const { root, disk, opened } = await followed(t, { 'a.md': '# A\n' });
  const count = 6000;
  let most = 0;
  for (let i = 0; i < count; i++) {
    writeFiles(root, { [`d${i % 50}/n${i}.md`]: `# Note ${i}\n\nAbout subject ${i}.\n` });
    if (i % 200 === 0) await sleep(1);
    most = Math.max(most, disk.waiting);
  }
  const end = Date.now() + 120_000;
  while (opened.index.summary().files.indexed < count + 1 && Date.now() < end) {
    most = Math.max(most, disk.waiting);
    await sleep(20);
  }
  assert.equal(opened.index.summary().files.indexed, count + 1);
  assert.ok(most <= 5000, `${most} paths waited`);
  // Until all have their vectors, those that have them come before those that lack them.
  await eventually(() => ask(opened, 'subject 5999').then(pathsOf), (paths) => paths[0] === 'd49/n5999.md', 'the last file found');
  fs.rmSync(path.join(root, 'd7'), { recursive: true });
  await eventually(async () => opened.index.summary().files.indexed, (indexed) => indexed === count + 1 - count / 50, 'a deleted folder forgotten');
});

test('a file that is saved while the whole disk is looked at stays in the index', async (t) => {
  const { root, disk, opened } = await followed(t, Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`d${i}/n.md`, `# Note ${i}\n`])));
  for (let round = 0; round < 5; round++) {
    const scan = disk.refresh();
    writeFiles(root, { [`d0/new${round}.md`]: `# New ${round}\n` });
    await opened.index.update([path.join(root, `d0/new${round}.md`)]);
    await scan;
    assert.notEqual(opened.index.catalog.file({ root, path: `d0/new${round}.md` }), undefined);
  }
});
