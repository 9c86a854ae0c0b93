/** Does a model come from the hub once, whole, pinned and checked, and does every fault say what to do? */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { downloadModel, planModelDownload, type DownloadProgress } from '../../src/adapters/modelDownload.ts';
import { listModels } from '../../src/adapters/modelDownloadFolder.ts';
import { WriterLock } from '../../src/adapters/writerLock.ts';
import { Failure, type FailureCode } from '../../src/core/failure.ts';
import { commit, neededBytes, repository, startHub, tinyModel, type HubFaults, type TestHub } from '../support/modelHub.ts';
import { smallDisk, tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const graph = 'onnx/model.onnx';

async function setUp(t: TestContext, faults: HubFaults = {}) {
  const [hub, models] = [await startHub(t, faults), tempDirectory(t)];
  useHub(t, hub);
  return { hub, models, plan: (name = repository) => planModelDownload(name, undefined, models) };
}

function useHub(t: TestContext, hub: Pick<TestHub, 'endpoint'>): void {
  process.env['HF_ENDPOINT'] = hub.endpoint;
  t.after(() => { delete process.env['HF_ENDPOINT']; });
}

const ignore = (): void => undefined;

function failsWith(code: FailureCode, message: RegExp = /./) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.nextStep, '');
    return true;
  };
}

const read = (folder: string, name: string): Buffer => fs.readFileSync(path.join(folder, name));
const fileRequests = (hub: TestHub, name: string): string[] => hub.requests.filter((line) => line.includes(encodeURIComponent(name)));

test('a plan tells what would come, pinned, and neither writes nor fetches a file of the model', async (t) => {
  const { hub, models, plan } = await setUp(t, { info: { cardData: { license: 'mit' } } });
  const { files, ...rest } = await plan();
  assert.deepEqual(rest, {
    repository, commit, licence: 'mit', endpoint: hub.endpoint, folder: path.join(models, 'tiny--encoder@c0ffee123456'),
    totalBytes: neededBytes, missingBytes: neededBytes,
  });
  assert.deepEqual(files.map((file) => file.path), ['LICENSE', 'config.json', 'tokenizer.json', '1_Pooling/config.json', graph]);
  assert.deepEqual(fs.readdirSync(models), []);
  assert.deepEqual(hub.requests.filter((line) => line.includes('/resolve/')), []);
});

test('the licence is taken from the README where the hub does not name it, and a long tree from all its pages', async (t) => {
  const { hub, plan } = await setUp(t, { pageSize: 3 });
  const { licence, totalBytes } = await plan();
  assert.deepEqual([licence, totalBytes], ['apache-2.0', neededBytes]);
  assert.equal(hub.requests.filter((line) => line.includes('/tree/')).length, 3);
});

test('a download brings the needed files and no other, with a record of them, and is not repeated', async (t) => {
  const { hub, models, plan } = await setUp(t);
  const progress: DownloadProgress[] = [];
  const first = await plan();
  await downloadModel(first, (step) => progress.push(step));
  for (const name of ['LICENSE', 'config.json', 'tokenizer.json', '1_Pooling/config.json', graph]) assert.deepEqual(read(first.folder, name), tinyModel[name], name);
  assert.deepEqual(fs.readdirSync(first.folder, { recursive: true }).sort(),
    ['1_Pooling', '1_Pooling/config.json', 'LICENSE', 'config.json', 'download.json', 'onnx', graph, 'tokenizer.json']);
  assert.deepEqual(progress.at(-1), { doneBytes: neededBytes, totalBytes: neededBytes });
  assert.ok(progress.length > 5 && progress.every(({ doneBytes }, i) => i === 0 || doneBytes >= progress[i - 1]!.doneBytes));
  const [listed] = await listModels(models);
  assert.deepEqual([listed?.folder, listed?.record.repository, listed?.record.commit, listed?.record.licence], [first.folder, repository, commit, 'apache-2.0']);
  assert.deepEqual(listed?.record.files.at(-1), { path: graph, size: 300_000, sha256: createHash('sha256').update(tinyModel[graph]!).digest('hex') });
  const before = fileRequests(hub, graph).length;
  const second = await plan();
  assert.equal(second.missingBytes, 0);
  await downloadModel(second, ignore);
  assert.equal(fileRequests(hub, graph).length, before);
});

test('weights beside a graph come with it, and a graph at the top is as good', async (t) => {
  const files = { 'config.json': Buffer.from('{}'), 'tokenizer.json': Buffer.from('{}'), 'model.onnx': Buffer.from('graph'), 'model.onnx_data': Buffer.from('weights'), 'model.onnx_other': Buffer.from('-') };
  const { plan } = await setUp(t, { files });
  const planned = await plan();
  await downloadModel(planned, ignore);
  assert.deepEqual(planned.files.map((file) => file.path), ['config.json', 'tokenizer.json', 'model.onnx_data', 'model.onnx']);
  assert.equal(read(planned.folder, 'model.onnx_data').toString(), 'weights');
});

test('what says how a model is run comes with it, whatever the folders of its steps are called; of graphs the whole one, else an 8-bit one', async (t) => {
  const names = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'modules.json', 'sentence_roberta_config.json', 'config_sentence_transformers.json',
    '0_Transformer/config.json', '2_Pooling/config.json', 'onnx/model_quantized.onnx'];
  const others = ['onnx/model_int8.onnx', 'onnx/model_fp16.onnx', 'vocab.txt', 'pytorch_model.bin', 'examples/config.json', 'run_config.json.py'];
  const { plan } = await setUp(t, { files: Object.fromEntries([...names, ...others].map((name) => [name, Buffer.from(name)])) });
  assert.deepEqual((await plan()).files.map((file) => file.path), names);
});

test('a cut connection is taken up where it broke, without being asked', async (t) => {
  let cuts = 2;
  const { hub, plan } = await setUp(t, { cutAfter: (name) => name === graph && cuts-- > 0 ? 100_000 : undefined });
  const planned = await plan();
  await downloadModel(planned, ignore);
  assert.deepEqual(read(planned.folder, graph), tinyModel[graph]);
  assert.deepEqual(fileRequests(hub, graph).filter((line) => !line.includes('/resolve/')).map((line) => line.split(' ')[2]),
    [undefined, 'bytes=100000-', 'bytes=200000-']);
});

test('a hub that has gone leaves the part, and the next request asks for the rest only', async (t) => {
  const { hub, models, plan } = await setUp(t, { cutAfter: () => undefined });
  const planned = await plan();
  let sent = false;
  hub.faults.cutAfter = (name) => name !== graph ? undefined : sent ? 0 : (sent = true, 120_000);
  await assert.rejects(downloadModel(planned, ignore), failsWith('hubUnreachable', /cut/));
  assert.equal(fs.existsSync(planned.folder), false);
  assert.equal(fs.statSync(path.join(`${planned.folder}.unfinished`, `${graph}.part`)).size, 120_000);
  assert.deepEqual(await listModels(models), []);
  delete hub.faults.cutAfter;
  hub.requests.length = 0;
  const again = await plan();
  assert.equal(again.missingBytes, 180_000);
  await downloadModel(again, ignore);
  assert.deepEqual(read(planned.folder, graph), tinyModel[graph]);
  assert.deepEqual(hub.requests.filter((line) => line.includes('bytes=')).map((line) => line.split(' ')[2]), ['bytes=120000-', 'bytes=120000-']);
  assert.deepEqual(fileRequests(hub, 'tokenizer.json'), []);
});

test('stopping ends a download that hears nothing more, keeps the part, and says so', async (t) => {
  const { plan } = await setUp(t, { cutAfter: (name) => name === graph ? 200_000 : undefined, falls: 'silent' });
  const planned = await plan();
  const stop = new AbortController();
  const stopInGraph = ({ doneBytes }: DownloadProgress): void => { if (doneBytes > neededBytes - 250_000) stop.abort(); };
  await assert.rejects(downloadModel(planned, stopInGraph, stop.signal), failsWith('cancelled', /stopped/));
  assert.ok(fs.statSync(path.join(`${planned.folder}.unfinished`, `${graph}.part`)).size >= 50_000);
});

test('where a range is ignored or refused, the file comes from its beginning', async (t) => {
  for (const ranges of ['ignored', 'refused'] as const) {
    const { hub, plan } = await setUp(t, { ranges });
    const planned = await plan();
    writeFiles(`${planned.folder}.unfinished`, { [`${graph}.part`]: Buffer.alloc(1000) });
    await downloadModel(planned, ignore);
    assert.deepEqual(read(planned.folder, graph), tinyModel[graph]);
    assert.ok(hub.requests.some((line) => line.endsWith('bytes=1000-')));
  }
});

test('other bytes than the hub names are deleted and said, for large and for plain files', async (t) => {
  for (const name of [graph, 'tokenizer.json']) {
    const altered = Buffer.from(tinyModel[name]!);
    altered[5]! ^= 1;
    const { hub, plan } = await setUp(t, { altered: { [name]: altered } });
    const planned = await plan();
    await assert.rejects(downloadModel(planned, ignore), failsWith('modelDamaged', /other bytes than the hub names .* deleted/));
    assert.deepEqual([fs.existsSync(planned.folder), fs.existsSync(path.join(`${planned.folder}.unfinished`, `${name}.part`))], [false, false]);
    delete hub.faults.altered;
    await downloadModel(planned, ignore);
    assert.deepEqual(read(planned.folder, name), tinyModel[name]);
  }
});

test('a finished model that was altered since is mended by bringing the altered file alone', async (t) => {
  const { hub, plan } = await setUp(t);
  const planned = await plan();
  await downloadModel(planned, ignore);
  fs.appendFileSync(path.join(planned.folder, 'config.json'), ' ');
  hub.requests.length = 0;
  await downloadModel(await plan(), ignore);
  assert.deepEqual(read(planned.folder, 'config.json'), tinyModel['config.json']);
  assert.deepEqual(fileRequests(hub, graph), []);
});

test('each refusal has its code and a next step', async (t) => {
  const { hub, plan } = await setUp(t);
  const refusals: [NonNullable<HubFaults['refuse']>, FailureCode, RegExp][] = [
    [{ status: 404 }, 'notOnHub', /no model tiny\/encoder/],
    [{ status: 401, code: 'RepoNotFound' }, 'notOnHub', /no model/],
    [{ status: 401 }, 'hubRefused', /without an account/],
    [{ status: 403, code: 'GatedRepo' }, 'hubRefused', /gated/],
    [{ status: 503 }, 'hubUnreachable', /HTTP 503/],
  ];
  for (const [refuse, code, message] of refusals) {
    hub.faults.refuse = refuse;
    await assert.rejects(plan(), failsWith(code, message));
  }
  delete hub.faults.refuse;
  await assert.rejects(plan(`${repository}@v9`), failsWith('notOnHub', /no such revision/));
  await hub.stop();
  await assert.rejects(plan(), failsWith('hubUnreachable', /can't be reached/));
});

test('a gated model is refused before anyone is asked, unless a token opens it', async (t) => {
  const { hub, plan } = await setUp(t, { info: { gated: 'manual', cardData: { license: 'gemma' } }, refuseFiles: { status: 401, code: 'GatedRepo' } });
  await assert.rejects(plan(), failsWith('hubRefused', /gated/));
  delete hub.faults.refuseFiles;
  process.env['HF_TOKEN'] = 'hf_secret';
  t.after(() => { delete process.env['HF_TOKEN']; });
  await downloadModel(await plan(), ignore);
  assert.ok(hub.tokens.hub.includes('Bearer hf_secret'));
  assert.deepEqual(new Set(hub.tokens.store), new Set([undefined]), 'another host is not shown the token');
});

test('a repository without an ONNX graph, a tokenizer or a configuration is refused with what it lacks', async (t) => {
  const { hub, plan } = await setUp(t);
  for (const [lacking, message] of [[graph, /no model\.onnx/], ['tokenizer.json', /no tokenizer\.json/], ['config.json', /no config\.json/]] as const) {
    hub.faults.files = Object.fromEntries(Object.entries(tinyModel).filter(([name]) => name !== lacking && name !== 'onnx/model_int8.onnx'));
    await assert.rejects(plan(), failsWith('modelUnsuitable', message));
  }
});

test('what is no name of a model is refused before anything is asked of the hub', async (t) => {
  const { hub, plan } = await setUp(t);
  for (const name of ['encoder', '../encoder', 'tiny/..', 'a/b/c', 'tiny/encoder@', 'https://hub.example/tiny/encoder', '']) {
    await assert.rejects(plan(name), failsWith('badModelName'));
  }
  assert.deepEqual(hub.requests, []);
  process.env['HF_ENDPOINT'] = 'file:///etc';
  await assert.rejects(plan(), failsWith('badEndpoint', /HF_ENDPOINT/));
});

test('a disk without room is told before the first byte, and one that fills up keeps what came', async (t) => {
  const { hub, plan } = await setUp(t);
  const tiny = { ...await plan(), folder: path.join(smallDisk(t, 200_000), 'model') };
  hub.requests.length = 0;
  await assert.rejects(downloadModel(tiny, ignore), failsWith('diskFull', /needs \d+ bytes/));
  assert.deepEqual(hub.requests, []);
  const disk = smallDisk(t, 500_000);
  const filling = { ...await plan(), folder: path.join(disk, 'model') };
  const filler = path.join(disk, 'filler');
  const fillUp = (): void => { if (!fs.existsSync(filler)) fs.writeFileSync(filler, Buffer.alloc(300_000)); };
  await assert.rejects(downloadModel(filling, fillUp), failsWith('diskFull', /no room/));
  assert.ok(fs.statSync(path.join(`${filling.folder}.unfinished`, `${graph}.part`)).size > 0);
  fs.rmSync(filler);
  await downloadModel(filling, ignore);
  assert.deepEqual(read(filling.folder, graph), tinyModel[graph]);
});

test('two downloads into the same folder do not mix', async (t) => {
  const { models, plan } = await setUp(t);
  const planned = await plan();
  const lock = WriterLock.acquire(models);
  await assert.rejects(downloadModel(planned, ignore), failsWith('modelBusy'));
  lock?.release();
  await downloadModel(planned, ignore);
});
