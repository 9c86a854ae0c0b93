/** Does an index open as it was left, without doing anything again, and does no damage to what it opens from change an answer? */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openCounted, type CountedIndex } from '../support/countedIndex.ts';
import { smallDisk, tempDirectory } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

const questions = ['which chunks are nearest', 'parse a query', 'postings of a term', 'vocabulry', 'lex', '"How are"', 'lang:typescript id pool', 'path:catalog file'];

async function bringUpToDate({ index }: CountedIndex): Promise<void> {
  await index.refresh();
  await index.indexer.run();
  if (index.indexer.trouble) throw index.indexer.trouble;
}

/** All that is told of each hit, but what depends on the clock. */
async function answersOf(opened: CountedIndex): Promise<string[]> {
  const answers = await toQuestions(opened);
  const { results } = await opened.index.similar({ file: path.join(opened.index.roots[0]!.path, 'lexical/postings.ts'), limit: 10 });
  return [...answers, ...results.map(({ path: file, startLine, endLine, score }) => `${file}:${startLine}-${endLine} ${score}`)];
}

async function toQuestions({ index }: CountedIndex): Promise<string[]> {
  const answers: (readonly object[])[] = [];
  for (const query of questions) answers.push((await index.search({ query, limit: 20 })).results);
  return answers.flatMap((results, question) => results.map((hit) => `${question}: ${JSON.stringify(hit)}`));
}

const longAgo = 1_700_000_000;

/** As if everything in a folder had been written long ago: what was written in the last two seconds is read again, as its stamp says nothing. */
function age(folder: string): void {
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) fs.utimesSync(path.join(folder, name), longAgo, longAgo);
}

async function indexed(t: TestContext): Promise<{ root: string; indexDir: string }> {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  for (const folder of ['catalog', 'lexical', 'search']) fs.cpSync(path.join(repository, 'src/core', folder), path.join(root, folder), { recursive: true });
  age(root);
  const first = await openCounted(t, { indexDir, root });
  await bringUpToDate(first);
  while (first.index.buildGraphStep());
  await first.index.saveGraph();
  assert.equal(await first.index.saveSnapshot(), true);
  await first.close();
  return { root, indexDir };
}

/** What an index without a snapshot answers: the catalog alone decides. */
async function fromCatalog(t: TestContext, { root, indexDir }: { root: string; indexDir: string }): Promise<string[]> {
  const copy = tempDirectory(t);
  fs.cpSync(indexDir, copy, { recursive: true });
  fs.rmSync(path.join(copy, 'tables.snapshot'));
  const opened = await openCounted(t, { indexDir: copy, root });
  assert.equal(opened.snapshot, 'discarded');
  const answers = await answersOf(opened);
  await opened.close();
  return answers;
}

test('with nothing changed no file is read, nothing is embedded, the graph is not built, and the answers are the same', async (t) => {
  const where = await indexed(t);
  const opened = await openCounted(t, where);
  assert.equal(opened.snapshot, 'used');
  await bringUpToDate(opened);
  assert.deepEqual([opened.files.reads, opened.embedder.embedded], [0, 0]);
  const { graph } = opened.index.state;
  assert.deepEqual([graph.waiting, graph.changes, graph.count], [0, 0, opened.index.state.vectors.count]);
  assert.equal(opened.index.snapshotIsStale, false);
  assert.deepEqual(await answersOf(opened), await fromCatalog(t, where));
});

test('what was edited, added, renamed and removed since the snapshot is taken in from the store', async (t) => {
  const where = await indexed(t);
  const { root } = where;
  const edit = async (change: () => void): Promise<void> => {
    const opened = await openCounted(t, where);
    assert.equal(opened.snapshot, 'used');
    change();
    age(root);
    await bringUpToDate(opened);
    await opened.close();
  };
  await edit(() => {
    fs.writeFileSync(path.join(root, 'lexical/posting.ts'), `// postings of the vocabulary, anew\n${fs.readFileSync(path.join(root, 'lexical/posting.ts'), 'utf8')}`);
    fs.rmSync(path.join(root, 'search/nearest.ts'));
    fs.renameSync(path.join(root, 'catalog/idPool.ts'), path.join(root, 'catalog/numberPool.ts'));
  });
  await edit(() => fs.writeFileSync(path.join(root, 'search/added.md'), '# Zymurgy\n\nWhich chunks are nearest to a fermentation, and how is a query parsed?\n'));
  const opened = await openCounted(t, where);
  assert.equal(opened.snapshot, 'used');
  assert.equal(opened.index.state.vectors.count, opened.index.catalog.chunkCount);
  await bringUpToDate(opened);
  assert.deepEqual([opened.files.reads, opened.embedder.embedded], [0, 0]);
  assert.deepEqual(await answersOf(opened), await fromCatalog(t, where));
  const paths = (await opened.index.search({ query: 'zymurgy', limit: 3 })).results.map((hit) => hit.path);
  assert.equal(paths[0], 'search/added.md');
});

test('a snapshot that is damaged anywhere, cut short, zeroed at its end or of another moment is discarded, and changes no answer', async (t) => {
  const where = await indexed(t);
  const expected = await fromCatalog(t, where);
  const snapshot = path.join(where.indexDir, 'tables.snapshot');
  const whole = fs.readFileSync(snapshot);
  const damages: [string, Buffer][] = Array.from({ length: 24 }, (_, at) => {
    const bytes = Buffer.from(whole);
    bytes[Math.floor((at * (whole.length - 1)) / 23)]! ^= 1 << (at % 8);
    return [`bit ${at} of 24`, bytes];
  });
  const zeroed = Buffer.from(whole).fill(0, whole.length - 4096);
  damages.push(['cut', whole.subarray(0, whole.length - 1)], ['torn', whole.subarray(0, whole.length >> 1)], ['empty', Buffer.alloc(0)], ['zeroed', zeroed], ['longer', Buffer.concat([whole, Buffer.alloc(8)])]);
  for (const [name, bytes] of damages) {
    const indexDir = tempDirectory(t);
    fs.cpSync(where.indexDir, indexDir, { recursive: true });
    fs.writeFileSync(path.join(indexDir, 'tables.snapshot'), bytes);
    const opened = await openCounted(t, { ...where, indexDir });
    assert.equal(opened.snapshot, 'discarded', name);
    assert.deepEqual(await answersOf(opened), expected, name);
    assert.equal(fs.existsSync(path.join(indexDir, 'tables.snapshot')), false, name);
    await opened.close();
    assert.equal((await openCounted(t, { ...where, indexDir })).snapshot, 'none', 'it is told once');
  }
});

test('killed between the commit of a moved file and the vector of its new path, it makes that vector, and a reader that came between takes it in', async (t) => {
  const [where, other] = [await indexed(t), await indexed(t)];
  const [from, to] = ['lexical/postings.ts', 'search/lists.ts'];
  for (const { root } of [where, other]) fs.renameSync(path.join(root, from), path.join(root, to));
  const whole = await openCounted(t, other);
  await bringUpToDate(whole);
  const writer = await openCounted(t, where);
  // As if the process ended here: what follows the commit is left undone.
  writer.index.embedding.step = () => Promise.resolve(writer.index.indexer.pause());
  await bringUpToDate(writer);
  await writer.close();
  const reader = await openCounted(t, { ...where, access: 'read' });
  const again = await openCounted(t, where);
  await bringUpToDate(again);
  const scores = async ({ index }: CountedIndex) => (await index.search({ query: 'lists of postings', limit: 20 })).results.map(({ path: file, score }) => [file, score]);
  assert.deepEqual(await scores(again), await scores(whole));
  await reader.index.reloadIfChanged();
  assert.deepEqual(await scores(reader), await scores(whole));
});

test('of two snapshots only the one that the store names is used: a process that ended between writing and naming leaves neither', async (t) => {
  const where = await indexed(t);
  const snapshot = path.join(where.indexDir, 'tables.snapshot');
  const old = fs.readFileSync(snapshot);
  const opened = await openCounted(t, where);
  fs.writeFileSync(path.join(where.root, 'search/added.md'), '# Added\n\nWhich chunks are nearest?\n');
  await bringUpToDate(opened);
  assert.equal(await opened.index.saveSnapshot(), true);
  await opened.close();
  const expected = await fromCatalog(t, where);
  fs.writeFileSync(snapshot, old);
  const again = await openCounted(t, where);
  assert.equal(again.snapshot, 'discarded');
  assert.deepEqual(await answersOf(again), expected);
});

test('what changes while the snapshot is written makes it no snapshot, and it is written again', async (t) => {
  const where = await indexed(t);
  const opened = await openCounted(t, where);
  const saving = opened.index.saveSnapshot();
  opened.index.state.setPathVector(0, Float32Array.of(1, ...new Float32Array(63)));
  assert.equal(await saving, false);
  await opened.close();
  const again = await openCounted(t, where);
  assert.equal(again.snapshot, 'discarded');
  assert.equal(await again.index.saveSnapshot(), true);
  await again.close();
  assert.equal((await openCounted(t, where)).snapshot, 'used');
});

test('another model keeps the words of the snapshot and takes its vectors from the store', async (t) => {
  const where = await indexed(t);
  const other = await openCounted(t, { ...where, model: 'another' });
  assert.equal(other.snapshot, 'used');
  assert.equal(other.index.state.vectors.count, 0);
  await bringUpToDate(other);
  assert.equal(other.index.state.vectors.count, other.index.catalog.chunkCount);
  await other.close();
  const again = await openCounted(t, { ...where, model: 'another' });
  assert.equal(again.snapshot, 'used');
  assert.equal(again.index.state.vectors.count, again.index.catalog.chunkCount);
});

test('a reader follows commit after commit, through a new snapshot, and answers as its writer does', async (t) => {
  const where = await indexed(t);
  const writer = await openCounted(t, where);
  const reader = await openCounted(t, { ...where, access: 'read' });
  assert.equal(reader.snapshot, 'used');
  for (const round of [1, 2, 3]) {
    fs.writeFileSync(path.join(where.root, `search/round${round}.md`), `# Round ${round}\n\nPostings of a term, and which chunks are nearest, for the round number ${round}.\n`);
    fs.appendFileSync(path.join(where.root, 'lexical/postings.ts'), `\n// round ${round}: parse a query\n`);
    await bringUpToDate(writer);
    if (round === 2) assert.equal(await writer.index.saveSnapshot(), true);
    await reader.index.reloadIfChanged();
    await reader.index.graphLoaded;
    assert.deepEqual(await toQuestions(reader), await toQuestions(writer), `round ${round}`);
  }
});

test('a file that is rewritten within one tick of the clock, to the same size, is read again; one that was older when it was read is not', async (t) => {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  const [fresh, old] = [path.join(root, 'fresh.md'), path.join(root, 'old.md')];
  for (const file of [fresh, old]) fs.writeFileSync(file, '# Notes\n\nOtters sleep on their backs.\n');
  const now = Date.now() / 1000;
  fs.utimesSync(fresh, now, now);
  fs.utimesSync(old, longAgo, longAgo);
  const opened = await openCounted(t, { indexDir, root });
  await bringUpToDate(opened);
  assert.equal(opened.files.reads, 2);
  for (const [file, time] of [[fresh, now], [old, longAgo]] as const) {
    fs.writeFileSync(file, '# Notes\n\nBadgers dig in the meadow.'.padEnd(fs.statSync(file).size));
    fs.utimesSync(file, time, time);
  }
  await opened.close();
  const again = await openCounted(t, { indexDir, root });
  await bringUpToDate(again);
  assert.equal(again.files.reads, 1);
  const found = (await again.index.search({ query: 'badgers', limit: 5 })).results;
  assert.deepEqual([found[0]!.path, found[0]!.stale], ['fresh.md', false]);
});

test('on a full disk the snapshot that there is stays, and the next is written when there is room', async (t) => {
  const where = await indexed(t);
  const disk = smallDisk(t, 16_000_000);
  const indexDir = path.join(disk, 'index');
  fs.cpSync(where.indexDir, indexDir, { recursive: true });
  const opened = await openCounted(t, { ...where, indexDir });
  const before = await answersOf(opened);
  const filler = path.join(disk, 'filler');
  assert.throws(() => fs.writeFileSync(filler, new Uint8Array(16_000_000)), { code: 'ENOSPC' });
  await assert.rejects(opened.index.saveSnapshot(), { name: 'Failure', code: 'diskFull' });
  assert.equal(fs.existsSync(path.join(indexDir, 'tables.snapshot.unfinished')), false);
  await opened.close();
  const again = await openCounted(t, { ...where, indexDir });
  assert.equal(again.snapshot, 'used');
  assert.deepEqual(await answersOf(again), before);
  fs.rmSync(filler);
  assert.equal(await again.index.saveSnapshot(), true);
});

test('a description of the snapshot that makes no sense is that of none', async (t) => {
  const where = await indexed(t);
  const expected = await fromCatalog(t, where);
  const column = { name: 'chunks.fileIds', kind: 'Int32Array', bytes: 4, crc32: 0 };
  const told = ['', '{', 'null', '[]', '[null]', '[7]', ...[{ kind: 'toString' }, { bytes: -4 }, { bytes: 1e300 }, { bytes: 3 }, { name: 1 }, {}].map((change) => JSON.stringify([{ ...column, ...change }]))];
  for (const contents of told) {
    const indexDir = tempDirectory(t);
    fs.cpSync(where.indexDir, indexDir, { recursive: true });
    const database = new DatabaseSync(path.join(indexDir, 'catalog.sqlite'));
    database.prepare("UPDATE meta SET value = ? WHERE key = 'snapshot.contents'").run(contents);
    database.close();
    const opened = await openCounted(t, { ...where, indexDir });
    assert.equal(opened.snapshot, 'discarded', contents);
    assert.deepEqual(await answersOf(opened), expected, contents);
    await opened.close();
  }
});

test('a writer killed at any moment of its work leaves a snapshot that fits, or one that is discarded', async (t) => {
  const where = await indexed(t);
  const script = path.join(import.meta.dirname, '../support/saveForever.ts');
  for (let round = 0; round < 8; round++) {
    const child = spawn(process.execPath, [script, where.indexDir, where.root], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, round * 23));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const expected = await fromCatalog(t, where);
    const opened = await openCounted(t, where);
    assert.notEqual(opened.snapshot, 'none');
    assert.deepEqual(await answersOf(opened), expected, `round ${round}, ${opened.snapshot}`);
    await opened.close();
  }
});
