/** Does the command line get a model only with consent, and say what it would do? */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { repository, startHub, tinyModel, type HubFaults } from '../support/modelHub.ts';
import { tempDirectory } from '../support/tempDirectory.ts';
import { repository as checkout } from '../support/testIndex.ts';

/** Runs a program on a terminal of its own, which is standard input and output to it, and here a pipe. */
const onTerminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

async function setUp(t: TestContext, faults: HubFaults = {}) {
  const [hub, home] = [await startHub(t, faults), tempDirectory(t)];
  const environment = { ...process.env, HF_ENDPOINT: hub.endpoint, HOME: home, XDG_DATA_HOME: path.join(home, 'data') };
  const start = (command: string, args: readonly string[], input: string) => {
    const child = spawn(command, args, { env: environment });
    child.stdin.end(input);
    return child;
  };
  const ended = async (child: ReturnType<typeof start>) => {
    const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { status: Number(status), stdout, stderr };
  };
  const cli = [path.join(checkout, 'src/cli/main.ts'), 'model'];
  const run = (...args: readonly string[]) => ended(start(process.execPath, [...cli, ...args], ''));
  const answering = (input: string, ...args: readonly string[]) => ended(start('python3', ['-c', onTerminal, process.execPath, ...cli, ...args], input));
  const models = path.join(home, 'data/lodestone/models');
  return { hub, run, answering, models, folder: path.join(models, 'tiny--encoder@c0ffee123456') };
}

test('with --yes the model comes, standard output is its folder alone, and it is listed', async (t) => {
  const { hub, run, folder } = await setUp(t);
  const { status, stdout, stderr } = await run('get', repository, '--yes');
  assert.deepEqual([status, stdout], [0, `${folder}\n`]);
  assert.match(stderr, /--model/);
  assert.deepEqual(fs.readFileSync(path.join(folder, 'onnx/model.onnx')), tinyModel['onnx/model.onnx']);
  const listed = await run('list');
  assert.deepEqual([listed.status, listed.stdout], [0, `${folder}  0.3 MB  apache-2.0\n`]);
  const [record] = JSON.parse((await run('list', '--json')).stdout);
  assert.deepEqual([record.folder, record.repository], [folder, repository]);
  hub.requests.length = 0;
  const again = await run('get', repository);
  assert.deepEqual([again.status, again.stdout], [0, `${folder}\n`], 'what is here needs no consent');
  assert.ok(hub.requests.every((line) => !line.includes('onnx')));
});

test('without a terminal and without --yes nothing is downloaded, and what would be is said', async (t) => {
  const { hub, run, models } = await setUp(t);
  const { status, stdout, stderr } = await run('get', repository);
  assert.deepEqual([status, stdout], [2, '']);
  for (const said of [/tiny\/encoder, commit c0ffee123456/, /licence +apache-2\.0/, /size +0\.3 MB/, /onnx\/model\.onnx/, /into .*tiny--encoder@c0ffee123456/, /--yes/]) assert.match(stderr, said);
  assert.ok(stderr.includes(hub.endpoint));
  assert.equal(fs.existsSync(models), false);
  assert.ok(hub.requests.every((line) => !line.includes('onnx')));
});

test('on a terminal it asks: only a yes downloads', async (t) => {
  const { answering, folder } = await setUp(t);
  const refused = await answering('n\n', 'get', repository);
  assert.equal(refused.status, 1);
  assert.match(refused.stdout, /licence +apache-2\.0[\s\S]*Download it\? \[y\/N\]/);
  assert.equal(fs.existsSync(folder), false);
  const agreed = await answering('y\n', 'get', repository);
  assert.equal(agreed.status, 0);
  assert.match(agreed.stdout, /0\.3 MB of 0\.3 MB/);
  assert.deepEqual(fs.readFileSync(path.join(folder, 'onnx/model.onnx')), tinyModel['onnx/model.onnx']);
});

test('trouble with the hub ends with 3 and a next step, bad usage with 2', async (t) => {
  const { run } = await setUp(t, { refuse: { status: 404 } });
  const missing = await run('get', repository, '--yes');
  assert.deepEqual([missing.status, missing.stdout], [3, '']);
  assert.match(missing.stderr, /no model tiny\/encoder .* Check the name/);
  for (const args of [[], ['get'], ['get', 'a/b', 'c/d'], ['get', 'nonsense'], ['drop', 'a/b']]) assert.equal((await run(...args)).status, 2, args.join(' '));
  assert.match((await run('list')).stderr, /No model has been downloaded/);
});
