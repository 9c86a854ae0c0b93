/** Are copies found in a workspace, and nothing else? Over real code with renamed copies and namesakes in five languages. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { leastThreshold, type DuplicatesAnswer, type DuplicatesRequest } from '../../src/core/duplicates/duplicateFinder.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, repository } from '../support/testIndex.ts';

const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');
const pushQueue = read('src/core/workQueue.ts');

async function indexed(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const root = tempDirectory(t);
  cpSync(path.join(repository, 'test/fixtures/similar'), root, { recursive: true });
  writeFiles(root, files);
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  const told: number[] = [];
  const task = { turn: async () => {}, progress: (done: number) => { told.push(done); } };
  const find = (request: Partial<DuplicatesRequest> = {}, signal?: AbortSignal): Promise<DuplicatesAnswer> =>
    opened.index.duplicates({ threshold: 0.7, limit: 100, ...request }, task, signal);
  return { root, find, told, opened };
}

const placesOf = ({ groups }: DuplicatesAnswer): string[][] => groups.map(({ pieces }) => pieces.map(({ path: file }) => file).sort()).sort();

test('copies with other names are found in each language, namesakes are not', async (t) => {
  const { find } = await indexed(t);
  const places = placesOf(await find());
  for (const copies of [['net/persevere.ts', 'queue/retry.ts'], ['calendar/bookings.go', 'ranges/merge.go'], ['store/blocks.rs', 'store/checksum.rs']]) {
    assert.ok(places.some((group) => copies.every((file) => group.includes(file))), `${copies.join(' and ')}: ${JSON.stringify(places)}`);
  }
  for (const group of places) for (const namesake of ['legacy/retry.ts', 'tables/median.py', 'calendar/merge.go', 'manifest/checksum.rs']) assert.equal(group.includes(namesake), false);
});

test('a file that was copied is one group, from its first line to its last', async (t) => {
  const { find } = await indexed(t, { 'one/queue.ts': pushQueue, 'two/queue.ts': pushQueue.replace(/WorkQueue/g, 'Backlog') });
  const group = (await find()).groups.find(({ pieces }) => pieces.some(({ path: file }) => file === 'one/queue.ts'))!;
  assert.deepEqual(group.pieces.map(({ path: file }) => file).sort(), ['one/queue.ts', 'two/queue.ts']);
  for (const { startLine, endLine } of group.pieces) assert.ok(endLine - startLine > 40, `${startLine}-${endLine}`);
});

test('a higher threshold finds less, and a lower one the same and more', async (t) => {
  const { find } = await indexed(t);
  const counts = [];
  for (const threshold of [0.5, 0.7, 0.9, 1]) counts.push((await find({ threshold })).groups.flatMap(({ pieces }) => pieces).length);
  assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
  assert.ok(counts[0]! > counts[3]!);
  for (const { likeness, pieces } of (await find({ threshold: 0.8 })).groups) {
    assert.ok(likeness >= 0.8 && pieces.length > 1);
    assert.equal(pieces[0]!.likeness, 1);
  }
});

test('another threshold is answered from what was compared, without reading a file again', async (t) => {
  const { root, find, told } = await indexed(t);
  const first = await find();
  const reported = told.length;
  assert.ok(reported > 0 && told.at(-1)! >= first.compared, 'it says how far it is');
  rmSync(path.join(root, 'queue'), { recursive: true });
  assert.deepEqual(await find(), first);
  assert.equal(told.length, reported);
});

test('what changed in the index is compared anew', async (t) => {
  const { root, find, opened } = await indexed(t);
  const before = await find();
  writeFiles(root, { 'one/queue.ts': pushQueue, 'two/queue.ts': pushQueue });
  await bringUpToDate(opened);
  assert.ok((await find()).found > before.found);
});

test('other people’s code is left out and counted, unless it is asked for', async (t) => {
  const { find } = await indexed(t, { 'src/queue.ts': pushQueue, 'third_party/lib/queue.ts': pushQueue });
  const own = await find();
  assert.equal(placesOf(own).flat().some((file) => file.startsWith('third_party')), false);
  assert.ok(own.vendored > 0);
  const all = await find({ vendored: true });
  assert.ok(placesOf(all).some((group) => group.includes('src/queue.ts') && group.includes('third_party/lib/queue.ts')));
  assert.equal(all.vendored, 0);
});

test('imports, getters and rows of data are no duplicates; copied prose is one', async (t) => {
  const imports = (names: string) => `import { ${names} } from './a.ts';\n`.repeat(12);
  const rows = (word: string) => JSON.stringify(Array.from({ length: 60 }, (_, at) => ({ name: `${word}${at}`, size: at, kind: `${word} kind ${at * 7}` })), null, 2);
  const section = '# Rotation\n\nKeys are rotated each week by the scheduler, which asks the vault for a new one and keeps the old one for a day, so that tokens that were signed with it are still accepted until they expire.\n';
  const { find } = await indexed(t, {
    'a/imports.ts': imports('one, two'), 'b/imports.ts': imports('three, four'), 'a/rows.json': rows('apple'), 'b/rows.json': rows('river'),
    'docs/keys.md': section, 'docs/old/keys.md': `${section}\nSee also the vault.\n`,
  });
  const places = placesOf(await find()).flat();
  for (const file of ['a/imports.ts', 'a/rows.json']) assert.equal(places.includes(file), false, file);
  assert.ok(places.includes('docs/keys.md') && places.includes('docs/old/keys.md'));
});

test('filters hold, a limit counts what it leaves out, and a threshold out of bounds is refused', async (t) => {
  const { find } = await indexed(t);
  const typescript = await find({ languages: ['typescript'] });
  assert.ok(typescript.found > 0);
  assert.deepEqual(typescript.groups.flatMap(({ pieces }) => pieces).filter(({ language }) => language !== 'typescript'), []);
  const limited = await find({ limit: 1 });
  assert.equal(limited.groups.length, 1);
  assert.ok(limited.found > 1);
  for (const threshold of [leastThreshold - 0.1, 1.1, NaN]) await assert.rejects(find({ threshold }), { code: 'badRequest' });
});

test('a search for duplicates that is aborted stops', async (t) => {
  const { find } = await indexed(t);
  await assert.rejects(find({}, AbortSignal.abort()), { code: 'cancelled' });
});
