/** Does the old model answer until the new one's vectors are complete, and is nothing embedded twice on the way there and back? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { SqliteStore } from '../../src/adapters/sqliteStore.ts';
import { statusText } from '../../src/cli/statusText.ts';
import type { Answer } from '../../src/core/search/answer.ts';
import { bundledModel, otherModel } from '../support/otherModel.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, bringUpToDate, installed, openTestIndex, pathsOf } from '../support/testIndex.ts';

const subjects = ['retries a request', 'parses an invoice', 'plays a sound', 'draws a chart', 'reads a file', 'sorts the names', 'locks a door', 'sends a letter'];
const files = Object.fromEntries(Array.from({ length: 80 }, (_, i) =>
  [`part${i}.md`, `# Part ${i}\n\nThis component ${subjects[i % subjects.length]} in step ${i}.\n\n## Care\n\nOil wheel ${i} in week ${i * 7}.\n`]));
const queries = ['try again after a failure', 'amounts to pay', 'music', 'wheel 17', 'letters and mail'];

const answersOf = (opened: OpenedIndex): Promise<Answer[]> => Promise.all(queries.map((query) => ask(opened, query)));
const change = ({ index }: OpenedIndex) => index.summary().modelChange;
const computed = ({ index }: OpenedIndex): number => index.summary().embedded.computed;

/** Stops the work once the condition holds. */
async function pauseWhen(opened: OpenedIndex, condition: () => boolean): Promise<void> {
  const { indexer } = opened.index;
  indexer.onChange = () => { if (!indexer.paused && condition()) indexer.pause(); };
  await bringUpToDate(opened);
  indexer.onChange = () => {};
  assert.ok(indexer.paused, 'stopped midway');
}

const midway = (opened: OpenedIndex) => pauseWhen(opened, () => (change(opened)?.made ?? 0) > 0);

async function resume({ index: { indexer } }: OpenedIndex): Promise<void> {
  indexer.resume();
  await indexer.run();
}

/** An index that the bundled model has made, closed again. */
async function workspace(t: TestContext, model?: string) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, files);
  const open = (modelDir = installed.modelDir) => openTestIndex(t, { indexDir, roots: [root], modelDir });
  const first = await open(model);
  await bringUpToDate(first);
  const before = await answersOf(first);
  await first.close();
  return { root, indexDir, open, before, computed: computed(first) };
}

async function freshAnswers(t: TestContext, root: string, modelDir: string): Promise<Answer[]> {
  const fresh = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], modelDir });
  await bringUpToDate(fresh);
  return answersOf(fresh);
}

test('the old model answers as before until the new one is complete, which then answers as in a fresh index', async (t) => {
  const { root, indexDir, open, before } = await workspace(t);
  const next = otherModel(t);
  const opened = await open(next.dir);
  assert.deepEqual(await answersOf(opened), before, 'before anything is done');
  await midway(opened);
  const { made, total, ...names } = change(opened)!;
  assert.deepEqual(names, { from: bundledModel, to: next.id, answering: 'old' });
  assert.ok(made > 0 && made < total);
  assert.ok(statusText(opened).includes(`next model  ${next.id}: ${made} of ${total} vectors (${Math.floor(made / total * 100)}%); ${bundledModel} answers meanwhile`));
  assert.deepEqual(await answersOf(opened), before, 'midway');
  await resume(opened);
  assert.deepEqual([change(opened), opened.index.embedder?.id], [null, next.id]);
  const after = await answersOf(opened);
  assert.deepEqual(after, await freshAnswers(t, root, next.dir));
  assert.notDeepEqual(after, before, 'the models are told apart by their answers');
  const { embedded } = opened.index.summary();
  await opened.close();
  const again = await open(next.dir);
  assert.deepEqual(await answersOf(again), after, 'after opening again');
  await bringUpToDate(again);
  assert.deepEqual(again.index.summary().embedded, embedded);
  await again.close();
  const store = SqliteStore.open(indexDir, false);
  assert.deepEqual([...store.chunkVectors(bundledModel), ...store.pathVectors(bundledModel)], [], 'the old vectors are let go of');
  store.close();
});

test('questions asked all through the change are answered by one model or the other, never by a mixture', async (t) => {
  const { root, open } = await workspace(t);
  const next = otherModel(t);
  const fresh = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], modelDir: next.dir });
  await bringUpToDate(fresh);
  const opened = await open(next.dir);
  const question = (): Promise<string> => ask(opened, 'amounts to pay', 3).then((answer) => JSON.stringify(answer));
  const [before, after] = [await question(), JSON.stringify(await ask(fresh, 'amounts to pay', 3))];
  const working = bringUpToDate(opened);
  const [seen, underWay] = [new Set<string>(), new Set<Promise<unknown>>()];
  // Some are always under way, so also when the model changes.
  for (let left = 100; left > 0; await nextTurn()) {
    if (underWay.size < 8) {
      const asked: Promise<unknown> = question().then((answer) => seen.add(answer)).finally(() => underWay.delete(asked));
      underWay.add(asked);
    }
    if (change(opened) === null) left--;
  }
  await Promise.all([working, ...underWay]);
  assert.deepEqual([...seen], [before, after]);
});

test('what is edited, renamed, new and deleted during the change is found by the old model at once and by the new one after it', async (t) => {
  const { root, open } = await workspace(t);
  const next = otherModel(t);
  const opened = await open(next.dir);
  await midway(opened);
  writeFiles(root, { 'part3.md': '# Gardening\n\nWater the tomatoes daily.\n', 'new/violin.md': '# Violin\n\nTune the strings every morning.\n' });
  fs.renameSync(path.join(root, 'part5.md'), path.join(root, 'telescope.md'));
  fs.rmSync(path.join(root, 'part6.md'));
  opened.index.indexer.resume();
  await pauseWhen(opened, () => (opened.index.catalog.file({ root, path: 'new/violin.md' }) !== undefined && opened.index.embedding.size === 0));
  assert.ok(change(opened) !== null);
  assert.equal((await ask(opened, 'tomatoes')).coverage, 1);
  const check = async (): Promise<void> => {
    assert.equal(pathsOf(await ask(opened, 'water the tomatoes'))[0], 'part3.md');
    assert.equal(pathsOf(await ask(opened, 'tune the strings of a violin'))[0], 'new/violin.md');
    assert.equal(pathsOf(await ask(opened, 'telescope'))[0], 'telescope.md');
    assert.equal(pathsOf(await ask(opened, 'part 6', 50)).includes('part6.md'), false);
  };
  await check();
  await resume(opened);
  assert.equal(opened.index.embedder?.id, next.id);
  await check();
  assert.deepEqual((await answersOf(opened)).map(pathsOf), (await freshAnswers(t, root, next.dir)).map(pathsOf));
});

test('a change that is taken back leaves the old model as it was; tried again, it goes on where it was', async (t) => {
  const { open, before, computed: first } = await workspace(t);
  const next = otherModel(t);
  const opened = await open(next.dir);
  await midway(opened);
  const made = computed(opened) - first;
  assert.ok(made > 0);
  await opened.close();
  const back = await open();
  assert.deepEqual([change(back), await answersOf(back)], [null, before]);
  await bringUpToDate(back);
  assert.equal(computed(back), first + made, 'nothing is embedded for the old model');
  await back.close();
  const again = await open(next.dir);
  assert.ok(change(again)!.made > 0);
  await bringUpToDate(again);
  assert.equal(again.index.embedder?.id, next.id);
  assert.equal(computed(again), 2 * first, 'each text once for each model');
});

test('from a change that is under way another can be made', async (t) => {
  const { root, open, before } = await workspace(t);
  const [second, third] = [otherModel(t, 1000), otherModel(t, 2000)];
  const opened = await open(second.dir);
  await midway(opened);
  await opened.close();
  const other = await open(third.dir);
  assert.deepEqual([change(other)?.from, change(other)?.to, await answersOf(other)], [bundledModel, third.id, before]);
  await bringUpToDate(other);
  assert.deepEqual(await answersOf(other), await freshAnswers(t, root, third.dir));
});

test('where the old model is not there any more, words answer, that is said, and the new vectors serve as they come', async (t) => {
  const old = otherModel(t, 3000);
  const { root, open } = await workspace(t, old.dir);
  fs.rmSync(old.dir, { recursive: true });
  const opened = await open();
  assert.equal((await ask(opened, 'wheel 17')).retrieval, 'lexical');
  assert.equal(pathsOf(await ask(opened, 'wheel 17'))[0], 'part17.md');
  const { total } = opened.index.summary().chunks;
  assert.deepEqual(change(opened), { from: old.id, to: bundledModel, made: 0, total, answering: 'new' });
  await pauseWhen(opened, () => opened.index.state.vectors.count > 0);
  assert.equal((await ask(opened, 'wheel 17')).retrieval, 'hybrid');
  await resume(opened);
  assert.equal(change(opened), null);
  assert.deepEqual(await answersOf(opened), await freshAnswers(t, root, installed.modelDir));
});

test('a folder that holds another model by now does not answer for the old one', async (t) => {
  const [old, replacement] = [otherModel(t, 3000), otherModel(t, 4000)];
  const { open } = await workspace(t, old.dir);
  fs.cpSync(replacement.dir, old.dir, { recursive: true });
  const opened = await open(old.dir);
  assert.deepEqual([change(opened)?.from, change(opened)?.to, change(opened)?.answering], [old.id, replacement.id, 'new']);
  assert.equal((await ask(opened, 'wheel 17')).retrieval, 'lexical');
});

test('where the new model can not be opened, the old one goes on answering, and the trouble is named', async (t) => {
  const { open, before } = await workspace(t);
  const opened = await open(path.join(tempDirectory(t), 'nowhere'));
  assert.equal(opened.modelTrouble?.code, 'modelMissing');
  await bringUpToDate(opened);
  assert.deepEqual(await answersOf(opened), before);
});

test('a new model whose files go during the change does not come to answer with nothing', async (t) => {
  const { open, before } = await workspace(t);
  const next = otherModel(t);
  const opened = await open(next.dir);
  fs.rmSync(next.dir, { recursive: true });
  await bringUpToDate(opened);
  assert.deepEqual([opened.index.changeFailure?.code, opened.index.embedder?.id], ['modelMissing', bundledModel]);
  assert.deepEqual(await answersOf(opened), before);
});

test('an index that is cleared during the change is made anew for the new model alone', async (t) => {
  const { root, open } = await workspace(t);
  const next = otherModel(t);
  const opened = await open(next.dir);
  await midway(opened);
  const before = computed(opened);
  await opened.index.clear();
  opened.index.indexer.resume();
  await bringUpToDate(opened);
  assert.deepEqual([opened.index.embedder?.id, computed(opened) - before], [next.id, opened.index.summary().chunks.total]);
  assert.deepEqual(await answersOf(opened), await freshAnswers(t, root, next.dir));
});
