/** Are vectors shared, within bounds, and is nothing lost but them when the file can't be trusted or written? */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { SharedVectors, sharedVectorsFile } from '../../src/adapters/sharedVectors.ts';
import { keyOf } from '../../src/core/analyseFile.ts';
import { smallDisk, tempDirectory } from '../support/tempDirectory.ts';

const megabyte = 1024 * 1024;
const rowOf = (text: string) => ({ key: keyOf(text), vector: Uint8Array.from({ length: 260 }, (_, i) => (text.length * 31 + i * text.charCodeAt(i % text.length)) & 0xff) });
const rowsOf = (name: string, count: number) => Array.from({ length: count }, (_, i) => rowOf(`${name} ${i}`));

function open(t: TestContext, directory = tempDirectory(t), maxBytes = 64 * megabyte) {
  const cache = SharedVectors.open(directory, maxBytes);
  assert.ok(cache);
  t.after(() => cache.close());
  return { cache, directory, file: path.join(directory, sharedVectorsFile) };
}

const found = (cache: SharedVectors, rows: readonly { readonly key: string }[], recipe = 'model/256') =>
  cache.find(recipe, rows.map(({ key }) => key)).filter((vector) => vector !== null).length;

test('what one index keeps another finds, under the same model only', (t) => {
  const { cache, directory } = open(t);
  const rows = rowsOf('text', 300);
  cache.keep('model/256', rows);
  const other = open(t, directory).cache;
  assert.deepEqual(other.find('model/256', [rows[7]!.key, keyOf('unknown')]), [rows[7]!.vector, null]);
  assert.equal(found(other, rows), 300);
  assert.equal(found(other, rows, 'another/256'), 0);
  assert.equal(found(other, rows, 'model/128'), 0);
  assert.equal(other.standing.trouble, null);
});

test('only this user may read the file, and it names neither model nor content', (t) => {
  const { cache, directory, file } = open(t);
  const rows = rowsOf('text', 10);
  cache.keep('secret-model-name/256', rows);
  for (const name of fs.readdirSync(directory)) assert.equal(fs.statSync(path.join(directory, name)).mode & 0o777, 0o600, name);
  cache.close();
  const bytes = fs.readFileSync(file);
  assert.ok(bytes.includes(Buffer.from(rows[3]!.vector)));
  assert.equal(bytes.includes('secret-model-name'), false);
  assert.equal(bytes.includes(Buffer.from(rows[3]!.key, 'hex')), false);
});

test('it stays within its bound, and what was used last stays longest', (t) => {
  const { cache, file } = open(t, undefined, 2 * megabyte);
  const [used, unused] = [rowsOf('used', 100), rowsOf('unused', 100)];
  cache.keep('model/256', [...used, ...unused]);
  for (let i = 0; i < 100; i++) {
    cache.keep('model/256', rowsOf(`batch ${i}`, 128));
    assert.equal(found(cache, used), 100, `batch ${i}`);
  }
  assert.equal(found(cache, unused), 0);
  assert.equal(found(cache, rowsOf('batch 99', 128)), 128);
  cache.close();
  assert.ok(fs.statSync(file).size <= 2.25 * megabyte, `${fs.statSync(file).size} bytes`);
});

test('a bound that is lowered holds at the next start, and none at all removes the file', (t) => {
  const { cache, directory, file } = open(t);
  cache.keep('model/256', rowsOf('text', 5000));
  cache.close();
  const lowered = open(t, directory, megabyte).cache;
  assert.ok(lowered.standing.bytes < megabyte, `${lowered.standing.bytes} bytes`);
  lowered.keep('model/256', rowsOf('text', 5));
  assert.equal(found(lowered, rowsOf('text', 5)), 5);
  lowered.close();
  assert.equal(SharedVectors.open(directory, 0), null);
  assert.deepEqual(fs.readdirSync(directory), []);
  assert.equal(fs.existsSync(file), false);
});

const damages: Readonly<Record<string, (bytes: Buffer, rows: ReturnType<typeof rowsOf>) => Buffer>> = {
  'no database': () => Buffer.from('not a database at all '.repeat(500)),
  'cut short': (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2) + 100),
  'zeroed tail': (bytes) => Buffer.from(bytes).fill(0, 8192),
  'one bit of one vector': (bytes, rows) => {
    const altered = Buffer.from(bytes);
    altered[altered.indexOf(Buffer.from(rows[0]!.vector)) + 100]! ^= 1;
    return altered;
  },
};

for (const [what, damage] of Object.entries(damages)) {
  test(`a damaged file is made anew, and says so: ${what}`, (t) => {
    const { cache, directory, file } = open(t);
    const rows = rowsOf('text', 500);
    cache.keep('model/256', rows);
    cache.close();
    fs.writeFileSync(file, damage(fs.readFileSync(file), rows));
    const again = open(t, directory).cache;
    assert.equal(found(again, rows), 0, 'no vector of it is trusted');
    again.keep('model/256', rows);
    assert.equal(found(again, rows), 500);
    assert.deepEqual([again.standing.madeAnew, again.standing.trouble], [true, null]);
  });
}

test('a damaged file is made anew, and says so: a row of which something else has come than a vector', (t) => {
  const { cache, directory, file } = open(t);
  const rows = rowsOf('text', 10);
  cache.keep('model/256', rows);
  cache.close();
  const database = new DatabaseSync(file);
  database.exec('UPDATE vectors SET vector = 1');
  database.close();
  const again = open(t, directory).cache;
  assert.equal(found(again, rows), 0);
  assert.equal(again.standing.madeAnew, true);
});

test('while another process holds the lock nothing is kept, but what is there is found', (t) => {
  const { cache, directory, file } = open(t);
  cache.keep('model/256', rowsOf('before', 10));
  const holder = new DatabaseSync(file);
  holder.exec('BEGIN IMMEDIATE');
  cache.keep('model/256', rowsOf('meanwhile', 10));
  assert.match(cache.standing.trouble ?? '', /another process/);
  assert.equal(found(cache, rowsOf('before', 10)), 10);
  holder.close();
  const after = open(t, directory).cache;
  after.keep('model/256', rowsOf('meanwhile', 10));
  assert.equal(found(after, rowsOf('meanwhile', 10)), 10);
});

test('on a full disk what is there is left, and the trouble is said', (t) => {
  const { cache } = open(t, smallDisk(t, megabyte));
  for (let i = 0; i < 100 && cache.standing.trouble === null; i++) cache.keep('model/256', rowsOf(`batch ${i}`, 100));
  assert.equal(cache.standing.trouble, 'the disk is full');
  assert.deepEqual(cache.find('model/256', [keyOf('batch 0 0')]), [null], 'it is left alone for a while');
});

test('where nothing can be written, or a newer version wrote, it is left out', (t) => {
  const directory = tempDirectory(t);
  fs.writeFileSync(path.join(directory, 'file'), '');
  const nowhere = open(t, path.join(directory, 'file', 'shared')).cache;
  nowhere.keep('model/256', rowsOf('text', 3));
  assert.equal(found(nowhere, rowsOf('text', 3)), 0);
  assert.match(nowhere.standing.trouble ?? '', /ENOTDIR|EEXIST/);
  const { cache, file } = open(t, directory);
  cache.close();
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const before = fs.readFileSync(file);
  const left = open(t, directory).cache;
  left.keep('model/256', rowsOf('text', 3));
  assert.match(left.standing.trouble ?? '', /newer version/);
  assert.deepEqual(fs.readFileSync(file), before);
});

test('several processes keep and find at the same time', async (t) => {
  const directory = tempDirectory(t);
  const script = path.join(import.meta.dirname, '../support/shareVectors.ts');
  const runs = ['a', 'b', 'c'].map((name) => promisify(execFile)(process.execPath, [script, directory, name, '40']));
  assert.deepEqual((await Promise.all(runs)).map(({ stdout }) => stdout), ['40', '40', '40']);
  const { cache } = open(t, directory);
  for (const name of ['a', 'b', 'c']) assert.equal(found(cache, rowsOf(name, 40), 'model'), 40);
});
