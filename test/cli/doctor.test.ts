/** Does doctor find what is wrong with an installation or an index, leave it alone unless asked, and mend it when asked? */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { judgeWatching } from '../../src/adapters/checkIndex.ts';
import { checkDisk, checkNativeModules, checkNode, type Finding } from '../../src/adapters/checkInstallation.ts';
import { WriterLock } from '../../src/adapters/writerLock.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

function runCli(args: readonly string[], nodeArguments: readonly string[] = []) {
  return spawnSync(process.execPath, [...nodeArguments, path.join(repository, 'src/cli/main.ts'), ...args], { encoding: 'utf8' });
}

function indexed(t: TestContext) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'a.ts': 'export function parseInvoice(text: string) { return text.split(","); }\n', 'b.md': '# Harbour\n\nShips are counted at noon.\n' });
  const run = (...args: string[]) => runCli([...args, '--path', root, '--index-dir', indexDir]);
  const doctor = (...args: string[]) => {
    const { status, stdout } = run('doctor', '--json', ...args);
    const findings: readonly Finding[] = JSON.parse(stdout);
    return { status, findings, wrong: findings.filter(({ level }) => level !== 'ok').map(({ check, level }) => `${check} ${level}`) };
  };
  run('index');
  return { root, indexDir, run, doctor, at: ['--path', root, '--index-dir', indexDir] };
}

test('a sound index is called sound, check by check', (t) => {
  const { doctor } = indexed(t);
  const { status, findings, wrong } = doctor();
  assert.deepEqual([status, wrong.filter((each) => !each.startsWith('disk'))], [0, []]);
  assert.deepEqual(new Set(findings.map(({ check }) => check)),
    new Set(['node', 'nativeModules', 'model', 'grammars', 'disk', 'permissions', 'lock', 'leftovers', 'store', 'graph', 'snapshot', 'vectors', 'files', 'watching']));
});

test('a damaged store and graph, open permissions, leftovers and an index that is behind are found, left alone, and mended when asked', (t) => {
  const { root, indexDir, run, doctor } = indexed(t);
  const [store, graph] = [path.join(indexDir, 'catalog.sqlite'), path.join(indexDir, 'graph.hnsw')];
  fs.appendFileSync(graph, 'x');
  fs.writeFileSync(path.join(indexDir, 'graph.hnsw.unfinished'), '');
  fs.chmodSync(indexDir, 0o755);
  writeFiles(root, { 'new.md': '# Lighthouse\n' });
  assert.deepEqual(doctor().wrong, ['permissions warning', 'leftovers warning', 'graph bad', 'files warning']);
  assert.deepEqual([doctor('--repair').wrong, fs.statSync(indexDir).mode & 0o077], [[], 0]);
  for (const suffix of ['-wal', '-shm']) fs.rmSync(store + suffix, { force: true });
  const pages = fs.readFileSync(store);
  pages.fill(0x5a, 4096, pages.length - 4096);
  fs.writeFileSync(store, pages);
  const before = fs.readFileSync(store);
  const damaged = doctor();
  assert.deepEqual([damaged.status, damaged.wrong], [3, ['store bad']]);
  assert.ok(fs.readFileSync(store).equals(before), 'nothing is changed without being asked');
  assert.deepEqual([doctor('--repair').status, run('search', 'ships at noon').stdout.startsWith('b.md')], [0, true]);
});

test('a snapshot that is not the one that was saved is found, and made anew', (t) => {
  const { root, indexDir, run, doctor } = indexed(t);
  writeFiles(root, Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`notes/n${i}.md`, `# Note ${i}\n\nAbout subject ${i}.\n`])));
  run('index');
  const snapshot = path.join(indexDir, 'tables.snapshot');
  assert.ok(doctor().findings.some(({ check, message }) => check === 'snapshot' && message.includes('is whole')));
  const bytes = fs.readFileSync(snapshot);
  bytes[bytes.length >> 1]! ^= 1;
  fs.writeFileSync(snapshot, bytes);
  assert.ok(doctor().wrong.includes('snapshot warning'));
  assert.ok(!doctor('--repair').wrong.some((each) => each.startsWith('snapshot')));
  assert.ok(doctor().findings.some(({ check, message }) => check === 'snapshot' && message.includes('is whole')));
});

test('where a native library does not load, doctor says which, and a search what is missing; words still find without a model', (t) => {
  const { at } = indexed(t);
  const without = (name: string) => ['--import', `data:text/javascript,import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) { if (name === '${name}') throw new Error('${name} is of another platform\\nand more'); return next(name, context); } });`];
  for (const name of ['onnxruntime-node', 'hnswlib-node']) {
    const doctor = runCli(['doctor', ...at], without(name));
    assert.equal(doctor.status, 3);
    assert.match(doctor.stdout, new RegExp(`^BAD  .*${name} does not load: ${name} is of another platform\\. Install Lodestone again, for this platform\\.$`, 'm'));
    assert.match(doctor.stdout, /^ok {3}\d+ grammars load$/m);
  }
  const search = runCli(['search', 'ships at noon', ...at], without('onnxruntime-node'));
  assert.deepEqual([search.status, search.stdout.startsWith('b.md')], [0, true]);
  assert.match(search.stderr, /onnxruntime-node does not load: .*Searching by words alone/);
  const noGraph = runCli(['search', 'ships at noon', ...at], without('hnswlib-node'));
  assert.deepEqual([noGraph.status, noGraph.stderr], [3, 'hnswlib-node does not load: hnswlib-node is of another platform. Install Lodestone again, for this platform.\n']);
});

test('contents that changed under the same stamp are found by the sample', (t) => {
  const { root, run, doctor } = indexed(t);
  const file = path.join(root, 'b.md');
  const then = new Date('2024-05-06T07:08:09Z');
  fs.utimesSync(file, then, then);
  run('index');
  fs.writeFileSync(file, '# Harbour\n\nShips are counted at dusk.\n');
  fs.utimesSync(file, then, then);
  assert.ok(doctor().findings.some(({ check, level, message }) => check === 'files' && level === 'bad' && message.startsWith('1 of 2 files')));
  assert.deepEqual(doctor('--repair').status, 0);
});

test('while another process writes, doctor says so and repairs nothing', (t) => {
  const { indexDir, run, doctor } = indexed(t);
  fs.chmodSync(indexDir, 0o755);
  const lock = WriterLock.acquire(indexDir);
  t.after(() => lock?.release());
  assert.ok(doctor().findings.some(({ check, message }) => check === 'lock' && message === 'a process keeps the index up to date'));
  const { status, stderr } = run('doctor', '--repair');
  assert.equal(status, 3);
  assert.match(stderr, /Another process keeps this index/);
});

test('an old Node, modules that do not load, a full disk and too few watches are bad, and say what to do', (t) => {
  const findings = [checkNode('20.1.0'), ...checkNativeModules(tempDirectory(t)), checkDisk(1024), judgeWatching(9000, 8192)];
  assert.deepEqual(findings.map(({ level }) => level), ['bad', 'bad', 'bad', 'bad', 'bad']);
  assert.ok(findings.every(({ nextStep }) => nextStep !== null));
  assert.deepEqual([checkNode('22.22.0'), checkDisk(200 * 1024 ** 2), judgeWatching(5000, 8192), judgeWatching(10, 8192)].map(({ level }) => level), ['ok', 'warning', 'warning', 'ok']);
});
