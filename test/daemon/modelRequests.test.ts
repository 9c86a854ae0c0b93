/** Does the background process fetch a model when it is asked to, tell how far it is, and stop when told? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { RequestFailure } from '../../src/protocol/connection.ts';
import type { DaemonEvents } from '../../src/protocol/daemonProtocol.ts';
import { eventually, startDaemon } from '../support/daemon.ts';
import { commit, neededBytes, repository, startHub, tinyModel, type HubFaults } from '../support/modelHub.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

async function setUp(t: TestContext, faults: HubFaults = {}) {
  const [hub, data, root] = [await startHub(t, faults), tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'a.md': '# A\n' });
  Object.assign(process.env, { HF_ENDPOINT: hub.endpoint, XDG_DATA_HOME: data });
  t.after(() => { delete process.env['HF_ENDPOINT']; delete process.env['XDG_DATA_HOME']; });
  const { client } = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t) });
  const progress: DaemonEvents['modelProgress'][] = [];
  client.on('modelProgress', (step) => progress.push(step));
  return { hub, client, progress, folder: path.join(data, 'lodestone/models/tiny--encoder@c0ffee123456') };
}

test('a plan is pinned, its download brings the model, and progress is told', async (t) => {
  const { hub, client, progress, folder } = await setUp(t);
  const offer = await client.request('planModel', { model: repository });
  assert.deepEqual(offer, {
    model: `${repository}@${commit}`, licence: 'apache-2.0', endpoint: hub.endpoint, folder, totalBytes: neededBytes, missingBytes: neededBytes,
  });
  assert.equal(fs.existsSync(folder), false);
  assert.deepEqual(await client.request('downloadModel', { model: offer.model }), { folder });
  assert.deepEqual(fs.readFileSync(path.join(folder, 'onnx/model.onnx')), tinyModel['onnx/model.onnx']);
  assert.deepEqual(progress.at(-1), { doneBytes: neededBytes, totalBytes: neededBytes });
  assert.ok(progress.length > 2 && progress.length <= 101);
});

test('a cancelled download ends, keeps its part, and can be asked for again', async (t) => {
  const { hub, client, progress, folder } = await setUp(t, { cutAfter: (name) => name === 'onnx/model.onnx' ? 50_000 : undefined });
  const abort = new AbortController();
  client.on('modelProgress', (step) => { progress.push(step); if (step.doneBytes > neededBytes - 260_000) abort.abort(); });
  await assert.rejects(client.request('downloadModel', { model: repository }, abort.signal), (error: unknown) => error instanceof RequestFailure && error.code === 'cancelled');
  assert.ok(fs.statSync(path.join(`${folder}.unfinished`, 'onnx/model.onnx.part')).size > 0);
  delete hub.faults.cutAfter;
  const busy = (error: unknown) => { if (error instanceof RequestFailure && error.code === 'modelBusy') return null; throw error; };
  await eventually(() => client.request('downloadModel', { model: repository }).catch(busy), (answer) => answer !== null, 'free again');
  assert.deepEqual(fs.readFileSync(path.join(folder, 'onnx/model.onnx')), tinyModel['onnx/model.onnx']);
});

test('nothing is asked of the hub unless a model is asked for', async (t) => {
  const { hub, client } = await setUp(t);
  await client.request('search', { query: 'a', limit: 5 });
  await client.request('refresh', null);
  assert.deepEqual(hub.requests, []);
  await assert.rejects(client.request('planModel', { model: 'tiny/other' }), (error: unknown) => error instanceof RequestFailure && error.code === 'notOnHub' && error.nextStep !== '');
});
