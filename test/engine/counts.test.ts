/** Do the counts of the status add up to the files on the disk, whatever is done to them? Random trees, random changes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex } from '../support/testIndex.ts';

/** Mulberry32: the same seed makes the same trees. */
function randomFrom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
}

const folders = ['', 'src', 'src/deep/er', 'build', 'node_modules/x', 'docs', '.git', 'a b'] as const;
const names = ['a.ts', 'b.md', 'c.py', 'd.bin', 'e.min.js', 'f.log', 'package-lock.json', 'g', 'ü.txt', '.env', '.env.example', 'h.pem', 'i\u202e\n<b>.md'] as const;
const contents: readonly (string | Uint8Array)[] = ['export const a = 1;\n', '# Title\n\nText.\n', '', Buffer.of(0, 1, 2, 0), 'x'.repeat(5000), `${'long '.repeat(2000)}\n`, '// @generated\ncode();\n'];
const ignoreFiles = ['', 'build/\n', '*.log\n', 'docs\n!docs/b.md\n', 'src/deep/\n*.md\n'] as const;

type Choose = ReturnType<typeof randomFrom>;

/** One change on the disk; the paths that a watcher would tell of, or null where it would ask for a look at everything. */
function change(root: string, choose: Choose): string[] | null {
  const file = path.join(root, choose(folders), choose(names));
  switch (choose(['write', 'write', 'write', 'remove', 'removeFolder', 'ignore', 'link', 'unsayable', 'pipe'] as const)) {
    case 'write': writeFiles(root, { [path.relative(root, file)]: choose(contents) }); return [file];
    case 'remove': fs.rmSync(file, { force: true }); return [file];
    case 'removeFolder': {
      const folder = path.join(root, choose(folders.slice(1)));
      const files = fs.existsSync(folder) ? filesIn(folder) : [];
      fs.rmSync(folder, { recursive: true, force: true });
      return [...files, folder];
    }
    case 'ignore': writeFiles(root, { '.gitignore': choose(ignoreFiles) }); return null;
    case 'link': {
      fs.rmSync(path.join(root, 'link'), { force: true });
      fs.symlinkSync(choose(['src', 'nowhere', '..', '/etc']), path.join(root, 'link'));
      return [path.join(root, 'link')];
    }
    case 'unsayable': { // a name that is not UTF-8 fails, as a file that may not be read does
      const name = Buffer.concat([Buffer.from(`${root}/n`), Buffer.of(0xff, choose([0x61, 0x62]))]);
      if (fs.existsSync(name)) fs.rmSync(name);
      else fs.writeFileSync(name, 'text');
      return null;
    }
    case 'pipe': {
      const pipe = path.join(root, 'pipe');
      if (fs.existsSync(pipe)) fs.rmSync(pipe);
      else spawnSync('mkfifo', [pipe]);
      return [pipe];
    }
  }
}

/** Files on the disk that lie in no folder which the index says is left out as a whole. */
function filesOnDisk(root: string, { index }: OpenedIndex): number {
  const skipped = [...index.catalog.files()].filter(({ path: name }) => name.endsWith('/')).map(({ path: name }) => path.join(root, name));
  return filesIn(root).filter((file) => !skipped.some((folder) => file.startsWith(folder))).length;
}

/** Links are not followed. */
function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(path.join(folder, entry.name)) : [path.join(folder, entry.name)]));
}

function sumOf({ index }: OpenedIndex): number {
  const { files, skippedFolders, skippedByReason } = index.summary();
  assert.equal(Object.values(skippedByReason).reduce((sum, count) => sum + count, 0), files.skipped);
  assert.ok(files.stale <= files.indexed + files.skipped + files.failed);
  return files.indexed + files.skipped - skippedFolders + files.failed + files.pending;
}

/** States and reasons that have come up in any of the trees. */
const states = new Set<string>();

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`after each of many random changes to links, pipes, secrets and files of all kinds the counts add up, while indexing as well (seed ${seed})`, async (t) => {
    const [root, choose] = [tempDirectory(t), randomFrom(seed)];
    for (let i = 0; i < 20; i++) change(root, choose);
    const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], settings: { maxFileSizeBytes: 4096 } });
    const { indexer } = opened.index;
    await bringUpToDate(opened);
    assert.equal(sumOf(opened), filesOnDisk(root, opened));
    for (let round = 0; round < 15; round++) {
      const moments: number[] = [];
      const told = [1, 2, 3].map(() => change(root, choose));
      const onDisk = (): number => filesOnDisk(root, opened);
      if (told.includes(null)) await opened.index.refresh();
      else {
        indexer.pause();
        await opened.index.update(told.flatMap((paths) => paths ?? []));
      }
      indexer.onChange = () => { moments.push(sumOf(opened)); };
      assert.equal(sumOf(opened), onDisk(), 'what waits is counted');
      indexer.resume();
      await indexer.run();
      assert.equal(sumOf(opened), onDisk(), 'nothing waits');
      assert.deepEqual([...new Set(moments)].filter((sum) => sum !== onDisk()), []);
      assert.deepEqual(indexer.waitingFiles, { pending: 0, stale: 0 });
      for (const { reason, state } of opened.index.catalog.files()) states.add(state === 'indexed' ? state : reason);
      indexer.onChange = () => {};
    }
  });
}

test('all that a file may be has come up in these trees', () => {
  const expected = ['binary', 'builtin', 'empty', 'generated', 'ignored', 'indexed', 'lockfile', 'minified', 'notAFile', 'secret', 'symlink', 'tooLarge', 'unreadable'];
  assert.deepEqual(expected.filter((each) => !states.has(each)), []);
});

test('during one pass over many files, every moment adds up', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`src/${at}.ts`, `export const value${at} = ${at};\n`])));
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  const sums: number[] = [];
  opened.index.indexer.onChange = () => { if (opened.index.indexer.phase !== 'scanning') sums.push(sumOf(opened)); };
  await bringUpToDate(opened);
  await opened.index.refresh({ everything: true });
  const { files } = opened.index.summary();
  assert.deepEqual([files.indexed + files.pending, files.stale > 0], [150, true], 'files that are read again are still indexed');
  await opened.index.indexer.run();
  assert.deepEqual([...new Set(sums)], [150]);
});
