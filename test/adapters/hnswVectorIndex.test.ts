/** Is a saved graph the same again when loaded, and is every graph that is not whole refused without a crash? */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { HnswVectorIndex } from '../../src/adapters/hnswVectorIndex.ts';
import { ExactVectorIndex } from '../support/exactVectorIndex.ts';
import { randomNumbers, randomUnitVectors } from '../support/randomVectors.ts';
import { smallDisk, tempDirectory } from '../support/tempDirectory.ts';

const dimensions = 32;
const vectors = randomUnitVectors(800, dimensions, 4);
const probe = path.join(import.meta.dirname, 'graphProbe.ts');

function graphOf(count: number): HnswVectorIndex {
  const index = new HnswVectorIndex(dimensions);
  vectors.slice(0, count).forEach((vector, id) => index.add(id, vector));
  return index;
}

async function savedGraph(t: TestContext): Promise<string> {
  const file = path.join(tempDirectory(t), 'graph.hnsw');
  await graphOf(500).save(file, 'model-a');
  return file;
}

async function loaded(file: string, identity: string): Promise<HnswVectorIndex> {
  const index = await HnswVectorIndex.load(file, identity);
  assert.ok(index instanceof HnswVectorIndex, String(index));
  return index;
}

/** What a child process says; one that dies of a signal fails the test. */
function inChild(...args: readonly string[]): unknown {
  const child = spawnSync(process.execPath, [probe, ...args], { encoding: 'utf8' });
  assert.deepEqual([child.status, child.signal], [0, null], child.stderr);
  return JSON.parse(child.stdout);
}

test('a loaded graph answers as the saved one did, and can be changed', async (t) => {
  const file = path.join(tempDirectory(t), 'graph.hnsw');
  const index = graphOf(500);
  for (let id = 0; id < 100; id += 2) index.remove(id);
  index.add(900, new Float32Array(dimensions));
  await index.save(file, 'model-a');
  const again = await loaded(file, 'model-a');
  assert.deepEqual([again.count, again.dimensions, again.has(900), again.has(2), again.markedCount], [451, dimensions, true, false, 50]);
  assert.deepEqual([...again.ids()].sort(), [...index.ids()].sort());
  for (const query of vectors.slice(500, 550)) assert.deepEqual(again.search(query, 10, 100), index.search(query, 10, 100));
  again.add(2, vectors[2]!);
  again.add(600, vectors[600]!);
  again.remove(5);
  assert.deepEqual([again.count, again.search(vectors[2]!, 1, 50)[0]!.id, again.search(vectors[600]!, 1, 50)[0]!.id], [452, 2, 600]);
  await again.save(file, 'model-b');
  assert.equal((await loaded(file, 'model-b')).count, 452);
  assert.deepEqual(fs.readdirSync(path.dirname(file)).sort(), ['graph.hnsw', 'graph.hnsw.json']);
});

test('an empty graph, and one that was emptied, can be saved and loaded', async (t) => {
  const file = path.join(tempDirectory(t), 'graph.hnsw');
  await new HnswVectorIndex(dimensions).save(file, 'a');
  assert.equal((await loaded(file, 'a')).count, 0);
  const emptied = graphOf(3);
  for (const id of [0, 1, 2]) emptied.remove(id);
  emptied.add(7, new Float32Array(dimensions));
  await emptied.save(file, 'a');
  const again = await loaded(file, 'a');
  again.add(1, vectors[1]!);
  assert.deepEqual([again.count, again.has(7), again.search(vectors[1]!, 5, 5).length], [2, true, 1]);
});

test('the same additions in the same order give the same file, byte for byte', async (t) => {
  const directory = tempDirectory(t);
  for (const name of ['one', 'two']) await graphOf(500).save(path.join(directory, name), 'a');
  assert.ok(fs.readFileSync(path.join(directory, 'one')).equals(fs.readFileSync(path.join(directory, 'two'))));
});

test('a name with spaces, quotes and letters of any script will do', async (t) => {
  const file = path.join(tempDirectory(t), 'my "graph" für 用户 😀.hnsw');
  await graphOf(20).save(file, 'a');
  assert.equal((await loaded(file, 'a')).count, 20);
});

test('what changes while it is being saved counts at once, and the file is whole', async (t) => {
  const file = path.join(tempDirectory(t), 'graph.hnsw');
  const many = randomUnitVectors(6000, dimensions, 6);
  const index = new HnswVectorIndex(dimensions);
  const exact = new ExactVectorIndex(dimensions);
  for (const [id, vector] of many.slice(0, 4000).entries()) [index, exact].forEach((each) => each.add(id, vector));
  let saving = true;
  const saved = Promise.all([index.save(file, 'first'), index.save(file, 'second')]).finally(() => { saving = false; });
  let turns = 0;
  for (; saving; turns++) {
    const changed = turns % 2000;
    for (const each of [index, exact]) {
      each.add(4000 + changed, many[4000 + changed]!);
      each.add(changed, many[5999 - changed]!);
      each.remove(2 * changed + 1);
      if (turns % 3 === 0) each.add(2 * changed, new Float32Array(dimensions));
    }
    assert.equal(index.count, exact.count);
    assert.deepEqual(index.search(many[4000 + changed]!, 1, 100).map(({ id }) => id), exact.search(many[4000 + changed]!, 1).map(({ id }) => id));
    await new Promise(setImmediate);
  }
  await saved;
  assert.ok(turns > 3, `${turns} turns`);
  assert.deepEqual([...index.ids()].sort(), [...exact.ids()].sort());
  assert.ok((await loaded(file, 'second')).count > 3000);
});

test('closing frees it after a running save, and leaves it empty', async (t) => {
  const file = path.join(tempDirectory(t), 'graph.hnsw');
  const index = graphOf(500);
  const save = index.save(file, 'a');
  await Promise.all([save, index.close()]);
  assert.deepEqual([index.count, index.search(vectors[0]!, 5, 5)], [0, []]);
  assert.equal((await loaded(file, 'a')).count, 500);
});

test('no graph, or one of another identity, is told by its reason', async (t) => {
  const file = await savedGraph(t);
  assert.equal(await HnswVectorIndex.load(file, 'model-b'), 'otherIdentity');
  assert.equal(await HnswVectorIndex.load(`${file}.other`, 'model-a'), 'missing');
  fs.renameSync(file, `${file}.away`);
  assert.equal(await HnswVectorIndex.load(file, 'model-a'), 'missing');
  fs.mkdirSync(file);
  assert.equal(await HnswVectorIndex.load(file, 'model-a'), 'damaged');
});

type Damage = (file: string) => void;
const rewritten = (change: (bytes: Buffer) => Uint8Array): Damage => (file) => fs.writeFileSync(file, change(fs.readFileSync(file)));
const besides = (damage: Damage): Damage => (file) => damage(`${file}.json`);
const altered = (pattern: RegExp, replacement: string): Damage => (file) => fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(pattern, replacement));

const damages: Readonly<Record<string, readonly [Damage, string]>> = {
  'cut to half': [rewritten((bytes) => bytes.subarray(0, bytes.length >> 1)), 'damaged'],
  'cut by one byte': [rewritten((bytes) => bytes.subarray(0, -1)), 'damaged'],
  'cut to nothing': [rewritten(() => new Uint8Array()), 'damaged'],
  'longer than it was': [rewritten((bytes) => Buffer.concat([bytes, Buffer.alloc(4)])), 'damaged'],
  'filled with zeros': [rewritten((bytes) => bytes.fill(0)), 'damaged'],
  'with a page of zeros': [rewritten((bytes) => bytes.fill(0, 8192, 12288)), 'damaged'],
  'with another entry point': [rewritten((bytes) => { bytes.writeUInt32LE(0x7fff_ffff, 52); return bytes; }), 'damaged'],
  'filled with noise': [rewritten((bytes) => { const random = randomNumbers(1); return bytes.map(() => 256 * random()); }), 'damaged'],
  'without its sidecar': [(file) => fs.rmSync(`${file}.json`), 'missing'],
  'with a sidecar cut short': [besides(rewritten((bytes) => bytes.subarray(0, 50))), 'damaged'],
  'with an empty sidecar': [besides(rewritten(() => new Uint8Array())), 'damaged'],
  'with a sidecar that is no object': [besides((file) => fs.writeFileSync(file, '[null]')), 'damaged'],
  'with a sidecar of another format': [besides(altered(/"format":2/, '"format":3')), 'otherFormat'],
  'with a sidecar that says other dimensions': [besides(altered(/"dimensions":32/, '"dimensions":64')), 'damaged'],
  'with a sidecar that says another identity': [besides(altered(/model-a/, 'model-x')), 'damaged'],
};

for (const [how, [damage, reason]] of Object.entries(damages)) {
  test(`a graph ${how} is refused`, async (t) => {
    const file = await savedGraph(t);
    damage(file);
    assert.equal(inChild('load', file, 'model-a'), reason);
  });
}

test('a whole graph of other dimensions under a sidecar of its own is taken for what it is', async (t) => {
  const file = path.join(tempDirectory(t), 'graph.hnsw');
  const other = new HnswVectorIndex(48);
  randomUnitVectors(100, 48).forEach((vector, id) => other.add(id, vector));
  await other.save(file, 'model-a');
  assert.equal((await loaded(file, 'model-a')).dimensions, 48);
  fs.copyFileSync(`${file}.json`, `${file}.kept`);
  await graphOf(100).save(file, 'model-a');
  fs.renameSync(`${file}.kept`, `${file}.json`);
  assert.equal(inChild('load', file, 'model-a'), 'damaged');
});

test('a single flipped bit anywhere is noticed', async (t) => {
  const file = await savedGraph(t);
  const random = randomNumbers(12);
  for (const name of [file, `${file}.json`]) {
    const whole = fs.readFileSync(name);
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(whole);
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
      fs.writeFileSync(name, bytes);
      assert.equal(typeof (await HnswVectorIndex.load(file, 'model-a')), 'string');
    }
    fs.writeFileSync(name, whole);
  }
  assert.equal(inChild('load', file, 'model-a'), 399);
});

test('vectors that are not numbers are refused before native code sees them', () => {
  assert.deepEqual(inChild('addBadVectors'), [new Array(10).fill('badVector'), 3]);
});

test('a full disk is told, and the graph that was there stays', async (t) => {
  const directory = smallDisk(t, 1024 * 1024);
  const file = path.join(directory, 'graph.hnsw');
  await graphOf(50).save(file, 'small');
  const large = new HnswVectorIndex(256);
  randomUnitVectors(1200, 256).forEach((vector, id) => large.add(id, vector));
  await assert.rejects(large.save(file, 'large'), { name: 'Failure', code: 'diskFull' });
  assert.deepEqual(fs.readdirSync(directory).sort(), ['graph.hnsw', 'graph.hnsw.json']);
  assert.equal((await loaded(file, 'small')).count, 50);
  assert.equal(large.search(randomUnitVectors(1, 256)[0]!, 5, 50).length, 5);
});

test('a disk that fills up at any byte gives a failure or a whole graph', async (t) => {
  const index = graphOf(800);
  for (let kilobytes = 200; kilobytes <= 244; kilobytes += 4) {
    const directory = smallDisk(t, kilobytes * 1024);
    const file = path.join(directory, 'graph.hnsw');
    const outcome = await index.save(file, 'a').then(() => 'saved', (error: { code: unknown }) => error.code);
    if (outcome === 'saved') assert.equal((await loaded(file, 'a')).count, 800);
    else assert.deepEqual([outcome, await HnswVectorIndex.load(file, 'a')], ['diskFull', 'missing']);
  }
});

test('a folder that is missing, or a file in its place, is told', async (t) => {
  const directory = tempDirectory(t);
  await assert.rejects(graphOf(5).save(path.join(directory, 'gone', 'graph.hnsw'), 'a'), { name: 'Failure', code: 'folderMissing' });
  fs.writeFileSync(path.join(directory, 'file'), '');
  await assert.rejects(graphOf(5).save(path.join(directory, 'file', 'graph.hnsw'), 'a'), { name: 'Failure', code: 'folderMissing' });
});

test('a disk that may not be written to is told, and what lies there can still be loaded', async (t) => {
  const directory = smallDisk(t, 1024 * 1024);
  const file = path.join(directory, 'graph.hnsw');
  await graphOf(50).save(file, 'a');
  assert.equal(spawnSync('mount', ['-o', 'remount,ro', directory]).status, 0);
  await assert.rejects(graphOf(60).save(file, 'a'), { name: 'Failure', code: 'readOnly' });
  assert.equal((await loaded(file, 'a')).count, 50);
});
