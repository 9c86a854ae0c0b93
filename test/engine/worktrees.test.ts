/** Is a second worktree of an indexed repository there at once, with its own files, and nothing done twice? */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openCounted } from '../support/countedIndex.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, bringUpToDate, openTestIndex, pathsOf, repository } from '../support/testIndex.ts';

/** A repository of real code with its index, complete and still open, and what indexes share. */
async function indexed(t: TestContext, within = '') {
  const [root, indexDir] = [path.join(tempDirectory(t), 'first'), tempDirectory(t)];
  for (const folder of ['catalog', 'lexical', 'search']) fs.cpSync(path.join(repository, 'src/core', folder), path.join(root, within, folder), { recursive: true });
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'one');
  const shared = { directory: tempDirectory(t), maxVectorBytes: 0 };
  const first = await openTestIndex(t, { indexDir, roots: [path.join(root, within)], shared });
  assert.equal(first.begunWith, null);
  await bringUpToDate(first);
  while (first.index.buildGraphStep());
  await first.index.saveGraph();
  const worktree = (name = 'second', ...from: string[]): string => {
    git('worktree', 'add', '-q', '--detach', path.join(root, '..', name), ...from);
    return path.join(root, '..', name);
  };
  const open = (folder: string) => openTestIndex(t, { indexDir: tempDirectory(t), roots: [folder], shared });
  return { root, indexDir, shared, git, first, worktree, open };
}

const query = 'which chunks are nearest';

test('the index of a second worktree answers before it has looked at a file, and then finds nothing to do', async (t) => {
  const { first, root, worktree, open } = await indexed(t);
  const folder = worktree();
  const second = await open(folder);
  assert.equal(second.begunWith, root);
  const [before, expected] = [second.index.summary(), first.index.summary()];
  assert.ok(expected.chunks.total > 100);
  assert.deepEqual([before.files, before.chunks, before.embedded], [expected.files, expected.chunks, { computed: 0, reused: 0 }]);
  const [answer, wished] = [await ask(second, query), await ask(first, query)];
  assert.deepEqual(answer.results.map(({ root: from, path: file, score }) => [from, file, score]), wished.results.map(({ path: file, score }) => [folder, file, score]));
  await second.index.graphLoaded;
  assert.equal(second.index.summary().graph.vectors, expected.chunks.total, 'the graph came along');
  await bringUpToDate(second);
  assert.deepEqual([second.index.summary().files, second.index.summary().embedded], [expected.files, { computed: 0, reused: 0 }]);
  assert.ok((await ask(second, query)).results.every(({ stale }) => !stale), 'the files were compared');
});

test('a worktree of another branch has that branch\'s files, and embeds only these', async (t) => {
  const { first, root, git, worktree, open } = await indexed(t);
  git('checkout', '-qb', 'other');
  writeFiles(root, { 'animals.md': '# Hedgehogs\n\nWhere the hedgehog sleeps in winter.\n' });
  git('rm', '-q', 'lexical/stem.ts');
  git('add', '.');
  git('commit', '-qm', 'two');
  git('checkout', '-q', 'main');
  const second = await open(worktree('second', 'other'));
  await bringUpToDate(second);
  assert.equal(second.index.summary().embedded.computed, 1);
  assert.equal(pathsOf(await ask(second, 'where do hedgehogs sleep'))[0], 'animals.md');
  assert.equal(pathsOf(await ask(second, 'stem of a word', 50)).includes('lexical/stem.ts'), false);
  assert.equal(pathsOf(await ask(first, 'stem of a word', 50)).includes('lexical/stem.ts'), true, 'the other index is as it was');
});

test('the same folder within two worktrees counts; another folder, and a clone, do not', async (t) => {
  const { root, worktree, open } = await indexed(t, 'packages/one');
  const folder = worktree();
  assert.equal((await open(path.join(folder, 'packages/one'))).begunWith, path.join(root, 'packages/one'));
  assert.equal((await open(folder)).begunWith, null);
  const clone = tempDirectory(t);
  execFileSync('git', ['clone', '-q', root, clone]);
  assert.equal((await open(path.join(clone, 'packages/one'))).begunWith, null);
});

const misfits: Readonly<Record<string, (indexDir: string) => void>> = {
  'is of another recipe': (indexDir) => alter(indexDir, `UPDATE meta SET value = '-1' WHERE key = 'recipe'`),
  'is of another format': (indexDir) => alter(indexDir, 'PRAGMA user_version = 1'),
  'holds another folder too': (indexDir) => alter(indexDir, `UPDATE files SET root = '/elsewhere' WHERE id = 1`),
  'is damaged': (indexDir) => fs.writeFileSync(path.join(indexDir, 'catalog.sqlite'), 'x'.repeat(10_000)),
  'is gone': (indexDir) => fs.rmSync(indexDir, { recursive: true }),
};

function alter(indexDir: string, sql: string): void {
  const catalog = new DatabaseSync(path.join(indexDir, 'catalog.sqlite'));
  catalog.exec(sql);
  catalog.close();
}

for (const [what, spoil] of Object.entries(misfits)) {
  test(`an index that ${what} is not begun with, and nothing of it is left`, async (t) => {
    const { first, indexDir, worktree, open } = await indexed(t);
    const { total } = first.index.summary().chunks;
    await first.close();
    spoil(indexDir);
    const second = await open(worktree());
    assert.deepEqual([second.begunWith, second.index.summary().chunks.total, second.healed], [null, 0, false]);
    await bringUpToDate(second);
    assert.deepEqual(second.index.summary().chunks, { total, withVectors: total });
  });
}

test('a copy that a kill has cut short is begun anew', async (t) => {
  const { first, root, shared, worktree } = await indexed(t);
  const [folder, indexDir] = [worktree(), tempDirectory(t)];
  for (const name of ['catalog.sqlite.unfinished', 'catalog.sqlite.unfinished-wal', 'graph.hnsw', 'graph.hnsw.json', 'tables.snapshot']) fs.writeFileSync(path.join(indexDir, name), 'x'.repeat(9000));
  const second = await openTestIndex(t, { indexDir, roots: [folder], shared });
  assert.deepEqual([second.begunWith, second.index.summary().chunks], [root, first.index.summary().chunks]);
  assert.deepEqual(fs.readdirSync(indexDir).filter((name) => name.includes('unfinished')), []);
});

test('a graph that does not belong to the copy is not taken', async (t) => {
  const { indexDir, worktree, open } = await indexed(t);
  fs.appendFileSync(path.join(indexDir, 'graph.hnsw'), 'x');
  const second = await open(worktree());
  await second.index.graphLoaded;
  assert.equal(second.index.summary().graph.vectors, 0);
  while (second.index.buildGraphStep());
  assert.equal(second.index.summary().graph.vectors, second.index.summary().chunks.total);
});

test('files whose content stayed are read, not taken apart: after a touch; all are in a rebuild', async (t) => {
  const root = tempDirectory(t);
  fs.cpSync(path.join(repository, 'src/core/lexical'), root, { recursive: true });
  const opened = await openCounted(t, { indexDir: tempDirectory(t), root });
  const work = async (everything = false): Promise<[number, number]> => {
    const before = [opened.files.reads, opened.takenApart()] as const;
    await opened.index.refresh({ everything });
    await opened.index.indexer.run();
    return [opened.files.reads - before[0], opened.takenApart() - before[1]];
  };
  const names = fs.readdirSync(root);
  assert.deepEqual(await work(), [names.length, names.length]);
  for (const [i, name] of names.entries()) fs.utimesSync(path.join(root, name), 1_000_000, 1_000_000 + i);
  assert.deepEqual(await work(), [names.length, 0]);
  assert.deepEqual(await work(), [0, 0], 'the new stamps are noted');
  assert.deepEqual(await work(true), [names.length, names.length]);
  fs.appendFileSync(path.join(root, names[0]!), '\n// and more\n');
  assert.deepEqual(await work(), [1, 1]);
});
