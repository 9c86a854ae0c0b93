/** Is a text that any index on this machine has embedded embedded again? */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { SharedVectors, sharedVectorsFile } from '../../src/adapters/sharedVectors.ts';
import { openCounted, type CountedIndex } from '../support/countedIndex.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

async function bringUpToDate({ index }: CountedIndex): Promise<void> {
  await index.refresh();
  await index.indexer.run();
  if (index.indexer.trouble) throw index.indexer.trouble;
}

/** Real code, in a folder of its own. */
function code(t: TestContext, folder = tempDirectory(t)): string {
  for (const each of ['catalog', 'chunk', 'embed', 'lexical']) fs.cpSync(path.join(repository, 'src/core', each), path.join(folder, each), { recursive: true });
  return folder;
}

function sharing(t: TestContext, directory = tempDirectory(t)): SharedVectors {
  const cache = SharedVectors.open(directory, 64 * 1024 * 1024)!;
  t.after(() => cache.close());
  return cache;
}

/** A new index of a folder, complete. */
async function indexOf(t: TestContext, root: string, cache: SharedVectors | null, model?: string): Promise<CountedIndex> {
  const opened = await openCounted(t, { indexDir: tempDirectory(t), root, cache, ...(model && { model }) });
  await bringUpToDate(opened);
  const { total, withVectors } = opened.index.summary().chunks;
  assert.ok(total > 100);
  assert.equal(withVectors, total);
  return opened;
}

const hits = async ({ index }: CountedIndex) => (await index.search({ query: 'tokens of an identifier', limit: 20 })).results.map(({ path: file, startLine, score }) => [file, startLine, score]);

test('a clone with an index of its own embeds nothing, and answers the same', async (t) => {
  const shared = tempDirectory(t);
  const first = await indexOf(t, code(t), sharing(t, shared));
  const texts = first.embedder.embedded;
  assert.ok(texts > 100);
  const clone = await indexOf(t, code(t), sharing(t, shared));
  assert.equal(clone.embedder.embedded, 0, 'neither texts nor paths');
  assert.equal(clone.index.summary().embedded.computed, 0);
  assert.deepEqual(await hits(clone), await hits(first));
  const alone = await indexOf(t, code(t), null);
  assert.equal(alone.embedder.embedded, texts);
  assert.deepEqual(await hits(alone), await hits(first));
});

test('vectors of another model are never taken, and both models\' are kept', async (t) => {
  const cache = sharing(t);
  const first = await indexOf(t, code(t), cache);
  const other = await indexOf(t, code(t), cache, 'another');
  assert.equal(other.embedder.embedded, first.embedder.embedded);
  assert.deepEqual([(await indexOf(t, code(t), cache)).embedder.embedded, (await indexOf(t, code(t), cache, 'another')).embedder.embedded], [0, 0]);
});

test('a cache that is damaged costs embedding, nothing else', async (t) => {
  const shared = tempDirectory(t);
  const cache = sharing(t, shared);
  const first = await indexOf(t, code(t), cache);
  cache.close();
  const file = path.join(shared, sharedVectorsFile);
  fs.writeFileSync(file, fs.readFileSync(file).fill(0x5a, 4096));
  const damaged = await indexOf(t, code(t), sharing(t, shared));
  assert.equal(damaged.embedder.embedded, first.embedder.embedded);
  assert.deepEqual(await hits(damaged), await hits(first));
  assert.equal((await indexOf(t, code(t), sharing(t, shared))).embedder.embedded, 0, 'it was filled again');
});

test('a rename embeds no text but the words of the new path, and one that came before not even these', async (t) => {
  const root = code(t);
  const opened = await indexOf(t, root, sharing(t));
  const { computed } = opened.index.summary().embedded;
  const texts = opened.embedder.embedded;
  fs.renameSync(path.join(root, 'lexical/stem.ts'), path.join(root, 'lexical/wordEndings.ts'));
  await bringUpToDate(opened);
  assert.deepEqual([opened.index.summary().embedded.computed, opened.embedder.embedded], [computed, texts + 1]);
  fs.renameSync(path.join(root, 'lexical/wordEndings.ts'), path.join(root, 'lexical/stem.ts'));
  await bringUpToDate(opened);
  assert.deepEqual([opened.index.summary().embedded.computed, opened.embedder.embedded], [computed, texts + 1]);
});

test('a branch that changes one file in fifty embeds at most three chunks in a hundred, and none on the way back', async (t) => {
  const root = tempDirectory(t);
  fs.cpSync(path.join(repository, 'src'), root, { recursive: true });
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'one');
  const files = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const changed = files.filter((_, i) => i % 50 === 25);
  git('checkout', '-qb', 'other');
  for (const file of changed) {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    fs.writeFileSync(path.join(root, file), text.replace(/\n(?=export )/, '\nexport const changedOnTheOtherBranch = true;\n'));
  }
  git('commit', '-qam', 'two');
  git('checkout', '-q', 'main');
  const opened = await indexOf(t, root, null);
  const before = opened.index.summary();
  git('checkout', '-q', 'other');
  await bringUpToDate(opened);
  const embedded = opened.index.summary().embedded.computed - before.embedded.computed;
  assert.ok(changed.length >= 4 && embedded >= changed.length, `${embedded} of ${changed.length} files`);
  assert.ok(embedded <= before.chunks.total * 0.03, `${embedded} of ${before.chunks.total} chunks`);
  git('checkout', '-q', 'main');
  await bringUpToDate(opened);
  assert.equal(opened.index.summary().embedded.computed, before.embedded.computed + embedded);
});

test('an edit in a file of 26,000 lines embeds only what it touches, and so does a function put between, before or after', async (t) => {
  const root = tempDirectory(t);
  const step = (i: number): string => [
    `/** Step ${i}. */`, `function step${i}(input) {`, `  const value = input * ${i};`, ...(i * 7919 % 3 ? ['  log(value);'] : []),
    ...(i * 31 % 5 ? [`  audit(${i});`] : []), '  return value;', '}', '',
  ].join('\n');
  const functions = Array.from({ length: 3550 }, (_, i) => step(i));
  const save = (pieces: readonly string[]) => writeFiles(root, { 'long.js': pieces.join('\n') });
  assert.ok(functions.join('\n').split('\n').length >= 26_000);
  save(functions);
  const opened = await indexOf(t, root, null);
  let { computed } = opened.index.summary().embedded;
  const embeddedBy = async (pieces: readonly string[]): Promise<number> => {
    save(pieces);
    await bringUpToDate(opened);
    const before = computed;
    ({ computed } = opened.index.summary().embedded);
    return computed - before;
  };
  const edited = functions.with(1700, functions[1700]!.replace('const value', 'const doubled'));
  assert.equal(await embeddedBy(edited), 1);
  const inserted = 'function inserted() {\n  return "at which all lines after it move";\n}\n';
  for (const at of [1200, 0, edited.length]) {
    const count = await embeddedBy(edited.toSpliced(at, 0, inserted));
    assert.ok(count >= 1 && count <= 3, `${count} embedded for a function at ${at}`);
  }
});
