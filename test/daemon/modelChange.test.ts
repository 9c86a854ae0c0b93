/** Does the background process keep answering with the old model while it changes to another, also when it is killed on the way? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test, type TestContext } from 'node:test';
import { modelChangeSentence } from '../../src/protocol/statusText.ts';
import { eventually, isReady, startDaemon, type TestDaemon } from '../support/daemon.ts';
import { bundledModel, otherModel } from '../support/otherModel.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const queries = ['wheel 217 of the clockwork', 'lubricate every week', 'an assembly that rotates', 'component 33'];

const answersOf = ({ client }: TestDaemon) => Promise.all(queries.map(async (query) => {
  const { tookMs, ...answer } = await client.request('search', { query, limit: 10 });
  assert.ok(tookMs >= 0);
  return answer;
}));

async function workspace(t: TestContext, model?: string) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, Object.fromEntries(Array.from({ length: 600 }, (_, i) =>
    [`part${i}.md`, `# Part ${i}\n\nComponent ${i} turns wheel number ${i} of the clockwork.\n\n## Care\n\nOil it in week ${i}.\n`])));
  const start = (modelDir?: string) => startDaemon(t, { roots: [root], indexDir, ...(modelDir === undefined ? {} : { modelDir }) });
  const daemon = await start(model);
  const { embedded } = await daemon.until(isReady);
  const before = await answersOf(daemon);
  await daemon.client.request('shutdown', null);
  return { root, start, before, computed: embedded.computed };
}

/** A daemon on its way to a model, stopped there. */
async function midway(start: (modelDir: string) => Promise<TestDaemon>, modelDir: string) {
  const daemon = await start(modelDir);
  await daemon.until(({ modelChange }) => modelChange !== null && modelChange.made > 0, 'the change under way');
  await daemon.client.request('pause', null);
  const { modelChange } = await daemon.client.request('status', null);
  assert.ok(modelChange !== null && modelChange.made < modelChange.total, 'stopped before it is complete');
  return { daemon, modelChange };
}

test('killed on the way to another model, the old one answers the same, and it goes on where it was', async (t) => {
  const { start, before, computed } = await workspace(t);
  const next = otherModel(t);
  const { daemon, modelChange } = await midway(start, next.dir);
  assert.deepEqual(await answersOf(daemon), before);
  assert.match(modelChangeSentence(modelChange).replace(bundledModel, 'OLD'), /^Model lodestone-other-1000: \d+% of vectors; model OLD answers meanwhile\.$/);
  await daemon.client.request('resume', null);
  await daemon.kill();
  const again = await start(next.dir);
  const status = await again.until((each) => isReady(each) && each.modelChange === null && each.model.id === next.id && each.graph.ready, 'the new model answering');
  assert.equal(status.graph.vectors, status.chunks.total);
  assert.ok(status.embedded.computed <= 2 * computed + 16, 'at most the files in flight are embedded again after a kill');
  assert.notDeepEqual(await answersOf(again), before);
});

test('killed on the way and started with the old model again, nothing has changed', async (t) => {
  const { start, before } = await workspace(t);
  const { daemon } = await midway(start, otherModel(t).dir);
  await daemon.client.request('resume', null);
  await daemon.kill();
  const back = await start();
  const { embedded } = await back.client.request('status', null);
  const status = await back.until(isReady);
  assert.deepEqual([status.modelChange, status.model.id, await answersOf(back)], [null, bundledModel, before]);
  assert.ok(embedded.computed === 0 || embedded.computed === status.embedded.computed, 'nothing is embedded for the old model');
});

test('a file that is saved on the way is found by the old model at once', async (t) => {
  const { root, start } = await workspace(t);
  const next = otherModel(t);
  const daemon = await start(next.dir);
  writeFiles(root, { 'violin.md': '# Violin\n\nTune the strings every morning.\n' });
  const find = async () => (await daemon.client.request('search', { query: 'tune the strings of a violin', limit: 3 })).results[0]?.path;
  await eventually(find, (first) => first === 'violin.md', 'found');
  const status = await daemon.until(({ model, modelChange }) => modelChange === null && model.id === next.id);
  assert.equal(status.chunks.withVectors, status.chunks.total);
  assert.equal(await find(), 'violin.md');
});

test('a process that only reads follows the writer to its other model', async (t) => {
  const { start, before } = await workspace(t);
  const next = otherModel(t);
  const { daemon: writer } = await midway(start, next.dir);
  const reader = await start();
  await reader.until(({ role, chunks }) => role === 'reader' && chunks.total > 0);
  assert.deepEqual(await answersOf(reader), before);
  await writer.client.request('resume', null);
  const status = await reader.until(({ model, chunks }) => model.id === next.id && chunks.withVectors === chunks.total, 'the reader following');
  assert.equal(status.role, 'reader');
  assert.deepEqual(await answersOf(reader), await answersOf(writer));
});

test('where the old model is not there any more it says so, and words answer', async (t) => {
  const old = otherModel(t, 3000);
  const { start } = await workspace(t, old.dir);
  fs.rmSync(old.dir, { recursive: true });
  const daemon = await start();
  const status = await daemon.until(({ modelChange }) => modelChange !== null);
  assert.match(modelChangeSentence(status.modelChange!), /model lodestone-other-3000 is not there any more: words answer meanwhile/);
  assert.equal((await daemon.client.request('search', { query: 'wheel number 217 of the clockwork', limit: 3 })).results[0]?.path, 'part217.md');
  await daemon.until((each) => isReady(each) && each.modelChange === null && each.model.id === bundledModel);
});
