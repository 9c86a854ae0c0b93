/** Does the command line index and search with a model that the user names, and refuse one that can't be used? */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { foreignModel, tinyModel } from '../support/foreignModel.ts';
import { tempDirectory } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

function workspace(t: TestContext) {
  const [root, indexDir, cache] = [path.join(tempDirectory(t), 'workspace'), tempDirectory(t), tempDirectory(t)];
  fs.cpSync(path.join(repository, 'test/fixtures/workspace'), root, { recursive: true });
  return (command: string, ...args: readonly string[]) => {
    const where = command === 'index' ? [root] : ['--path', root];
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(repository, 'src/cli/main.ts'), command, ...args, ...where, '--index-dir', indexDir], { cwd: root, encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache } });
    return { status, stdout, stderr };
  };
}

test('the fixture workspace is indexed and searched with the named model, whose id the status shows', (t) => {
  const run = workspace(t);
  const built = run('index', '--model', tinyModel);
  assert.equal(built.status, 0, built.stderr);
  assert.match(built.stderr, / 0 failed; (\d+) chunks, (?!0 )\d+ embedded/);
  const status = JSON.parse(run('status', '--json', '--model', tinyModel).stdout);
  assert.match(status.model, /^tiny-[0-9a-f]{12}$/);
  assert.deepEqual([status.chunks.withVectors > 3, status.chunks.withVectors], [true, status.chunks.total]);
  const { status: code, stdout } = run('search', 'read the configuration file', '--json', '--model', tinyModel);
  const answer = JSON.parse(stdout);
  assert.deepEqual([code, answer.retrieval, answer.coverage], [0, 'hybrid', 1]);
  assert.ok(answer.results.some(({ contributions }: { contributions: Readonly<Record<string, number>> }) => (contributions['meaning'] ?? 0) > 0));
  assert.match(run('doctor', '--model', tinyModel).stdout, /^ok {3}model tiny-[0-9a-f]{12}: it runs$/m);
});

test('explain says that such a model reads texts as a whole, and search marks no line by it', (t) => {
  const run = workspace(t);
  run('index', '--model', tinyModel);
  const [best] = JSON.parse(run('search', 'read the configuration file', '--json', '--model', tinyModel).stdout).results;
  assert.match(run('explain', 'read the configuration file', `${best.path}:${best.startLine}`, '--model', tinyModel).stdout, /reads a text as a whole, so each line was compared by itself\n( +\d\.\d\d {2}\d+: .+\n)+/);
  assert.doesNotMatch(run('search', 'read the configuration file', '--model', tinyModel).stdout, /^ +\d+\*/m);
});

test('a model that is changed in its folder is another model: its vectors are made anew', (t) => {
  const [run, folder] = [workspace(t), foreignModel(t)];
  const embedded = (): number => Number(/(\d+) embedded/.exec(run('index', '--model', folder).stderr)?.[1]);
  const [first, again] = [embedded(), embedded()];
  fs.writeFileSync(path.join(folder, '1_Pooling/config.json'), JSON.stringify({ pooling_mode: 'cls' }));
  assert.deepEqual([first > 0, again, embedded()], [true, first, 2 * first]);
});

test('a model that was named and can\'t be used is trouble, and says how to name another', (t) => {
  const run = workspace(t);
  const damaged = foreignModel(t, { 'model.onnx': 'not a graph' });
  for (const [folder, message] of [[path.join(tempDirectory(t), 'nowhere'), /nowhere/], [damaged, /graph/]] as const) {
    for (const args of [['index'], ['search', 'invoice']] as const) {
      const { status, stderr } = run(args[0], ...args.slice(1), '--model', folder);
      assert.equal(status, 3, stderr);
      assert.match(stderr, message);
      assert.match(stderr, /--model/);
    }
  }
  assert.match(run('doctor', '--model', damaged).stdout, /^BAD .*graph/m);
});

test('without --model an index keeps the model that it was asked to have, until the bundled one is asked for', (t) => {
  const run = workspace(t);
  const modelOf = (): string => JSON.parse(run('status', '--json').stdout).model;
  run('index');
  const bundled = modelOf();
  run('index', '--model', tinyModel);
  const named = modelOf();
  assert.match(named, /^tiny-/);
  run('search', 'read the configuration file');
  run('index');
  assert.equal(modelOf(), named);
  const embeddedBefore = JSON.parse(run('status', '--json').stdout).embedded.computed;
  run('index');
  assert.equal(JSON.parse(run('status', '--json').stdout).embedded.computed, embeddedBefore);
  run('index', '--model', 'bundled');
  assert.equal(modelOf(), bundled);
  run('index');
  assert.equal(modelOf(), bundled);
});

test('a model that the index was asked to have and that is gone is said, not replaced in silence', (t) => {
  const [run, folder] = [workspace(t), foreignModel(t)];
  run('index', '--model', folder);
  fs.rmSync(folder, { recursive: true });
  const { status, stderr } = run('search', 'invoice');
  assert.equal(status, 0);
  assert.match(stderr, /model's folder .* Searching by words alone/);
});
