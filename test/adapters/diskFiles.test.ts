/** Does the disk's file source keep its contract, and survive what disks hold? */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { appendFile, chmod, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { type ScanEntry, defaultScanSettings } from '../../src/core/types.ts';
import { type FileSourceBed, fileSourceContract, lineOf, scanned } from '../contracts/fileSource.contract.ts';

async function openBed(): Promise<FileSourceBed> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'lodestone-files-')));
  return {
    source: new DiskFiles(),
    root,
    write: async (file, content) => {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), content);
    },
    link: (file, target) => symlink(target, path.join(root, file)),
    remove: (file) => rm(path.join(root, file), { recursive: true }),
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

fileSourceContract('DiskFiles', openBed);

describe('files on a disk', () => {
  let bed: FileSourceBed;
  before(async () => {
    bed = await openBed();
  });
  after(() => bed.dispose());

  /** A root of its own for each test. */
  const rootFor = async (name: string) => {
    const root = path.join(bed.root, name);
    await mkdir(root);
    return root;
  };

  test('names with spaces, emoji, newlines and 250 characters are found and read', async () => {
    const root = await rootFor('names');
    const names = ['a b.ts', '🦊 fox.md', 'line\nbreak.txt', `${'n'.repeat(247)}.ts`, '[x]{y}*.ts', '-rf', 'tab\t.md', "it's \"quoted\".ts"];
    await mkdir(path.join(root, 'dir\nwith 🦊'));
    for (const name of names) await writeFile(path.join(root, 'dir\nwith 🦊', name), name);
    const paths = names.map((name) => `dir\nwith 🦊/${name}`);
    assert.deepEqual(await scanned(bed.source, [root]), [...paths].sort());
    for (const [index, file] of paths.entries()) {
      const { bytes } = await bed.source.read({ root, path: file });
      assert.equal(Buffer.from(bytes).toString(), names[index]);
      assert.notEqual(await bed.source.inspect({ root, path: file }, defaultScanSettings), null);
    }
  });

  test('a name that is not valid UTF-8 fails, and says why', async () => {
    const root = await rootFor('latin');
    await writeFile(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.of(0xe9), Buffer.from('.txt')]), 'x');
    await writeFile(path.join(root, 'good.txt'), 'x');
    const entries: ScanEntry[] = [];
    for await (const entry of bed.source.scan([{ path: root, name: '' }], defaultScanSettings)) entries.push(entry);
    const failed = entries.find((entry) => entry.type === 'failed');
    assert.equal(entries.length, 2);
    assert.equal(failed?.code, 'unreadable');
    assert.match(failed.message, /not valid UTF-8/);
  });

  test('loops of links, links to nowhere and to themselves are told of once each', async () => {
    const root = await rootFor('links');
    await mkdir(path.join(root, 'a/b'), { recursive: true });
    await writeFile(path.join(root, 'a/b/c.ts'), 'c');
    await symlink('../..', path.join(root, 'a/b/loop'));
    await symlink('self', path.join(root, 'self'));
    await symlink('/nowhere/at/all', path.join(root, 'dangling'));
    assert.deepEqual(await scanned(bed.source, [root]), [
      'a/b/c.ts', 'a/b/loop symlink symbolic links are not followed', 'dangling symlink symbolic links are not followed',
      'self symlink symbolic links are not followed',
    ]);
    const behind = await bed.source.inspect({ root, path: 'a/b/loop/a/b/c.ts' }, defaultScanSettings);
    assert.equal(behind !== null && behind !== 'directory' && behind.type === 'skipped' && behind.reason, 'symlink');
  });

  test('a root may be a link, and counts once beside its target', async () => {
    const root = await rootFor('target');
    await writeFile(path.join(root, 'a.ts'), 'a');
    const link = path.join(bed.root, 'rootLink');
    await symlink(root, link);
    assert.deepEqual(await scanned(bed.source, [link]), ['a.ts']);
    assert.deepEqual(await scanned(bed.source, [link, root]), ['a.ts']);
  });

  test('pipes and sockets are skipped, and reading one does not wait', async () => {
    const root = await rootFor('pipes');
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    assert.deepEqual(await scanned(bed.source, [root]), ['pipe notAFile neither a file nor a folder']);
    await assert.rejects(bed.source.read({ root, path: 'pipe' }), { code: 'unreadable' });
    await assert.rejects(bed.source.read({ root, path: '' }), { code: 'unreadable' });
  });

  test('a root that is missing, or is a file, fails and the others are scanned', async () => {
    const root = await rootFor('there');
    await writeFile(path.join(root, 'a.ts'), 'a');
    const lines = await scanned(bed.source, [path.join(bed.root, 'missing'), root, path.join(root, 'a.ts')]);
    assert.deepEqual(lines, [' failed folderMissing', ' failed folderMissing', 'a.ts']);
  });

  test('files and folders that go away during a scan are in no state', async () => {
    const root = await rootFor('vanishing');
    for (let index = 0; index < 40; index++) {
      await mkdir(path.join(root, `d${index}`));
      await writeFile(path.join(root, `d${index}`, 'a.ts'), 'a');
    }
    const lines: string[] = [];
    for await (const entry of bed.source.scan([{ path: root, name: '' }], defaultScanSettings)) {
      lines.push(lineOf(entry));
      if (lines.length === 1) for (const name of await readdir(root)) await rm(path.join(root, name), { recursive: true });
    }
    assert.ok(lines.length < 40, `${lines.length} entries`);
    assert.ok(lines.every((line) => /^d\d+\/a\.ts$/.test(line)), lines.join());
  });

  test('a folder and a file that may not be read fail, and the rest is scanned', async () => {
    const root = await rootFor('locked');
    await mkdir(path.join(root, 'closed'));
    await writeFile(path.join(root, 'closed/a.ts'), 'a');
    await writeFile(path.join(root, 'secret.ts'), 's');
    await writeFile(path.join(root, 'open.ts'), 'o');
    await chmod(path.join(root, 'closed'), 0);
    await chmod(path.join(root, 'secret.ts'), 0);
    for (const directory of [bed.root, root]) await chmod(directory, 0o755);
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'diskFilesAsNobody.ts'), root]);
    await chmod(path.join(root, 'closed'), 0o755);
    assert.deepEqual(JSON.parse(stdout), {
      lines: ['closed/ failed unreadable', 'open.ts', 'secret.ts'],
      read: 'unreadable',
      inspected: 'failed',
      nextStep: 'Allow this user to read it, or exclude it from the index.',
    });
  });

  test('a file that grows while it is read comes with a stamp that shows the change', async () => {
    const root = await rootFor('growing');
    await writeFile(path.join(root, 'log.txt'), 'x'.repeat(1 << 20));
    const file = { root, path: 'log.txt' };
    let writing = true;
    const writer = (async () => {
      while (writing) await appendFile(path.join(root, 'log.txt'), 'more\n');
    })();
    for (let round = 0; round < 20; round++) {
      const { bytes, stamp } = await bed.source.read(file);
      assert.equal(bytes.length, stamp.size);
    }
    writing = false;
    await writer;
    const last = await bed.source.read(file);
    const entry = await bed.source.inspect(file, { ...defaultScanSettings, maxFileSizeBytes: 1 << 30 });
    assert.deepEqual(entry, { type: 'file', ...file, size: last.stamp.size, mtimeMs: last.stamp.mtimeMs });
  });

  test('200,000 empty files are scanned in bounded memory', async () => {
    // In memory where that is possible: a busy disk takes a minute to make so many files.
    const root = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lodestone-many-'));
    const count = 200_000;
    for (let index = 0; index < count; index++) closeSync(openSync(path.join(root, `${index}.txt`), 'w'));
    const heapBefore = process.memoryUsage().heapUsed;
    let [empty, heapMost] = [0, 0];
    for await (const entry of bed.source.scan([{ path: root, name: '' }], defaultScanSettings)) {
      if (entry.type === 'skipped' && entry.reason === 'empty') empty++;
      if (empty % 10_000 === 0) heapMost = Math.max(heapMost, process.memoryUsage().heapUsed - heapBefore);
    }
    await rm(root, { recursive: true });
    assert.equal(empty, count);
    // The names of one folder are held at once; their entries must not be.
    assert.ok(heapMost < 200e6, `${heapMost} bytes`);
  });

  test('a path of 100 folders is scanned', async () => {
    const root = await rootFor('deep');
    const deep = Array.from({ length: 100 }, (_, index) => `level${index}`).join('/');
    await mkdir(path.join(root, deep), { recursive: true });
    await writeFile(path.join(root, deep, 'end.ts'), 'e');
    assert.deepEqual(await scanned(bed.source, [root]), [`${deep}/end.ts`]);
  });
});
