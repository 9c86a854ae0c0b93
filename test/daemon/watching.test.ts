/** Where not everything can be watched, are changes found all the same, and does the status say how? */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiskFollower, usualIntervals, type ScanIntervals } from '../../src/daemon/diskFollower.ts';
import { watchingText } from '../../src/protocol/statusText.ts';
import { eventually, isReady, startDaemon, type TestDaemon } from '../support/daemon.ts';
import { limitedNode } from '../support/limitedNode.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, openTestIndex, pathsOf } from '../support/testIndex.ts';

const onLinux = process.platform === 'linux';
const sound = 'export function playSound(name) { return new Audio(name).play(); }\n';
const violin = '# Violin\n\nTune the strings every morning.\n';

function workspace(t: TestContext) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { '.gitignore': 'build/\n', ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`part${i}/note.md`, `# Part ${i}\n\nWheel number ${i}.\n`])) });
  return { root, indexDir };
}

async function limited(t: TestContext, limit: Parameters<typeof limitedNode>[1], value: number) {
  const { root, indexDir } = workspace(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir, execPath: limitedNode(t, limit, value) });
  const status = await daemon.until((each) => isReady(each) && each.watching?.by === 'editor', 'the editor being asked');
  return { root, daemon, status };
}

const find = async ({ client }: TestDaemon, query: string): Promise<string[]> =>
  (await client.request('search', { query, limit: 5 })).results.map((result) => result.path);

test('where watches run out it says so, and what the editor tells of is found', async (t) => {
  if (!onLinux) return;
  const { root, daemon, status } = await limited(t, 'max_inotify_watches', 20);
  assert.deepEqual([status.watching?.limited?.code, status.trouble, status.phase], ['ENOSPC', null, 'ready']);
  assert.match(watchingText(status.watching!).hint!, /limit of watched folders .* All files are looked at every \d+ s besides\. Raise fs\.inotify/);
  const notice = (...files: string[]) => daemon.client.request('noticed', { paths: files.map((file) => path.join(root, file)) });
  writeFiles(root, { 'part7/sound.js': sound, 'build/out.js': sound });
  await notice('part7/sound.js', 'build/out.js');
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths[0] === 'part7/sound.js', 'found after the editor told of it');
  assert.equal((await find(daemon, 'play a sound')).includes('build/out.js'), false);
  fs.renameSync(path.join(root, 'part7'), path.join(root, 'media'));
  await notice('part7', 'media');
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths[0] === 'media/sound.js' && !paths.includes('part7/sound.js'), 'found in the folder that alone was named');
  writeFiles(root, { '.gitignore': 'media/\n' });
  await notice('.gitignore');
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths.includes('build/out.js') && !paths.includes('media/sound.js'), 'following the new rules');
});

test('where the system allows no watcher at all, the same; the focus finds what nobody told of', async (t) => {
  if (!onLinux) return;
  const { root, daemon, status } = await limited(t, 'max_inotify_instances', 0);
  assert.deepEqual([status.watching?.limited?.code, status.trouble], ['EMFILE', null]);
  writeFiles(root, { 'sound.js': sound });
  const focus = async () => { await daemon.client.request('reconcile', null); return find(daemon, 'play a sound'); };
  await eventually(focus, (paths) => paths[0] === 'sound.js', 'found by looking at the disk');
});

test('a workspace that can be watched says that changes are noticed at once', async (t) => {
  const { root, indexDir } = workspace(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  const { watching } = await daemon.until(isReady);
  assert.deepEqual(watching, { by: 'system', limited: null, deferred: 0 });
  assert.deepEqual(watchingText(watching), { value: 'at once', hint: null });
});

test('"why" says of a file that keeps changing that it is left alone for a while', async (t) => {
  const { root, indexDir } = workspace(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  const file = path.join(root, 'growing.md');
  const why = async (): Promise<string> => {
    fs.appendFileSync(file, 'One more line.\n');
    return (await daemon.client.request('explainFile', { file })).reason;
  };
  await eventually(why, (reason) => reason.includes('It changes again and again: it is left alone'), 'left alone');
});

/** A follower in this process, with intervals that a test can wait for. */
async function follower(t: TestContext, root: string, indexDir: string, intervals: Partial<ScanIntervals>) {
  const opened = await openTestIndex(t, { roots: [root], indexDir });
  const disk = new DiskFollower(opened, { changed: () => {}, note: () => {} }, { ...usualIntervals, ...intervals });
  t.after(() => disk.stop());
  disk.start();
  await eventually(async () => opened.index.summary().files, ({ indexed, pending }) => indexed === 41 && pending === 0, 'indexed');
  return opened;
}

test('what the system tells nobody of is found when nothing else is to do', async (t) => {
  const { root, indexDir } = workspace(t);
  const opened = await follower(t, root, indexDir, { idle: 300, tick: 50 });
  await sleep(500); // by now everything is watched
  // A drive that is mounted over a watched folder: inotify tells neither of that nor of what is written there.
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1000000', 'tmpfs', path.join(root, 'part3')], { encoding: 'utf8' });
  assert.equal(mounted.status, 0, mounted.stderr);
  try {
    writeFiles(root, { 'part3/violin.md': violin });
    await eventually(() => ask(opened, 'tune the strings of a violin').then(pathsOf), (paths) => paths[0] === 'part3/violin.md', 'found without being told');
    assert.equal(opened.index.catalog.file({ root, path: 'part3/note.md' }), undefined, 'what the drive hides is gone');
  } finally {
    spawnSync('umount', ['-l', path.join(root, 'part3')]);
  }
});
