/** Does the store keep what was committed, and only that, whatever happens to its process and its disk? */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { SqliteStore } from '../../src/adapters/sqliteStore.ts';
import type { CatalogChange, ChunkRow, FileRow } from '../../src/core/catalog/rows.ts';
import { Failure } from '../../src/core/failure.ts';
import { smallDisk, tempDirectory } from '../support/tempDirectory.ts';

const key = (n: number): string => n.toString(16).padStart(32, '0');

export const fileRow = (id: number, over: Partial<FileRow> = {}): FileRow => ({
  id, root: '/r', path: `src/file${id}.ts`, size: 10, mtimeMs: 1234.5, isRecent: id % 2 === 0, state: 'indexed', reason: '', message: '',
  language: 'typescript', kind: 'code', contentKey: key(id), ...over,
});
const chunkRow = (id: number, fileId: number, over: Partial<ChunkRow> = {}): ChunkRow => ({
  id, fileId, startLine: 1, endLine: 5, shape: 'function', symbol: `f${id}`, contentKey: key(1000 + id), revision: 1, ...over,
});
const change = (over: Partial<CatalogChange> = {}): CatalogChange => ({
  revision: 1, newTerms: [], files: [], removedFileIds: [], chunks: [], removedChunkIds: [], contents: [], ...over,
});
const sample = (): CatalogChange => change({
  newTerms: [{ id: 0, term: 'alpha' }, { id: 1, term: 'beta' }],
  files: [fileRow(0), fileRow(1, { state: 'skipped', reason: 'binary', message: 'NUL', contentKey: '' })],
  chunks: [chunkRow(0, 0), chunkRow(1, 0, { symbol: null, startLine: 6, endLine: 9 })],
  contents: [{ key: key(1000), terms: Uint8Array.of(1, 2) }, { key: key(1001), terms: Uint8Array.of(3) }],
});
const code = (expected: string) => (error: unknown): boolean => error instanceof Failure && error.code === expected;

test('what is committed is there after reopening, value by value', (t) => {
  const directory = tempDirectory(t);
  const store = SqliteStore.open(directory, true);
  store.commit(sample());
  store.putVectors('m', [{ key: key(1000), vector: Uint8Array.of(9, 9) }]);
  store.putPathVectors('m', [{ fileId: 0, vector: Uint8Array.of(7) }]);
  store.close();
  const again = SqliteStore.open(directory, true);
  t.after(() => again.close());
  assert.deepEqual([...again.files()], sample().files);
  assert.deepEqual([...again.chunks()], sample().chunks);
  assert.deepEqual([...again.terms(0)], ['alpha', 'beta']);
  assert.deepEqual([...again.chunkTerms()].map(({ chunkId, terms }) => [chunkId, [...terms]]), [[0, [1, 2]], [1, [3]]]);
  assert.deepEqual([...again.chunkVectors('m')].map(({ chunkId, vector }) => [chunkId, [...vector]]), [[0, [9, 9]]]);
  assert.deepEqual([...again.chunkVectors('another model')], []);
  assert.deepEqual([...again.pathVectors('m')].map(({ fileId }) => fileId), [0]);
  assert.deepEqual(again.vectors('m', [key(1001), key(1000)]).map((vector) => vector && [...vector]), [null, [9, 9]]);
  assert.equal(again.readMeta('revision'), '1');
});

test('a removed file takes its chunks and path vector along, and leaves texts for reuse until they are evicted', (t) => {
  const store = SqliteStore.open(tempDirectory(t), true);
  t.after(() => store.close());
  store.commit(sample());
  store.putVectors('m', [{ key: key(1000), vector: Uint8Array.of(9) }]);
  store.putPathVectors('m', [{ fileId: 0, vector: Uint8Array.of(7) }]);
  store.commit(change({ revision: 2, removedFileIds: [0], removedChunkIds: [0, 1] }));
  assert.deepEqual([...store.chunks()], []);
  assert.deepEqual([...store.pathVectors('m')], []);
  store.evict(2);
  assert.notEqual(store.vectors('m', [key(1000)])[0], null);
  store.evict(0);
  assert.equal(store.vectors('m', [key(1000)])[0], null);
});

test('eviction keeps the texts that were used last, and all that are in use', (t) => {
  const store = SqliteStore.open(tempDirectory(t), true);
  t.after(() => store.close());
  const contents = [1, 2, 3].map((n) => ({ key: key(n), terms: Uint8Array.of(n) }));
  store.commit(change({ revision: 1, files: [fileRow(0)], chunks: [chunkRow(0, 0, { contentKey: key(3) })], contents: [contents[0]!, contents[2]!] }));
  store.commit(change({ revision: 2, contents: [contents[1]!] }));
  store.putVectors('m', contents.map((content) => ({ key: content.key, vector: content.terms })));
  store.evict(1);
  assert.deepEqual(store.vectors('m', [key(1), key(2), key(3)]).map((vector) => vector !== null), [false, true, true]);
});

test('a commit that fails half way leaves nothing of itself', (t) => {
  const store = SqliteStore.open(tempDirectory(t), true);
  t.after(() => store.close());
  store.commit(sample());
  const broken = change({ revision: 2, files: [fileRow(5)], chunks: [chunkRow(7, 5, { startLine: null as unknown as number })] });
  assert.throws(() => store.commit(broken));
  assert.deepEqual([...store.files()].map(({ id }) => id), [0, 1]);
  assert.equal(store.readMeta('revision'), '1');
  store.commit(change({ revision: 2, files: [fileRow(5)] }));
  assert.equal([...store.files()].length, 3);
});

test('a reader sees the commits of the writer, by a changed data version, and can write nothing', (t) => {
  const directory = tempDirectory(t);
  const writer = SqliteStore.open(directory, true);
  const reader = SqliteStore.open(directory, false);
  t.after(() => { reader.close(); writer.close(); });
  const before = reader.dataVersion();
  writer.commit(sample());
  assert.notEqual(reader.dataVersion(), before);
  assert.equal([...reader.files()].length, 2);
  assert.throws(() => reader.commit(sample()), code('readOnly'));
});

test('a reader of a folder without an index is told so', (t) => {
  assert.throws(() => SqliteStore.open(tempDirectory(t), false), code('indexMissing'));
});

test('an index of a newer format is refused, one of an older format is emptied', (t) => {
  const directory = tempDirectory(t);
  const setVersion = (version: number): void => {
    const database = new DatabaseSync(path.join(directory, 'catalog.sqlite'));
    database.exec(`PRAGMA user_version = ${version}`);
    database.close();
  };
  const store = SqliteStore.open(directory, true);
  store.commit(sample());
  store.close();
  setVersion(999);
  assert.throws(() => SqliteStore.open(directory, true), code('indexNewer'));
  setVersion(0);
  const emptied = SqliteStore.open(directory, true);
  assert.deepEqual([...emptied.files()], []);
  emptied.close();
});

test('a file that is no database is reported as damaged', (t) => {
  const directory = tempDirectory(t);
  fs.writeFileSync(path.join(directory, 'catalog.sqlite'), 'this is not a database, whatever its name says'.repeat(100));
  assert.throws(() => SqliteStore.open(directory, true), code('indexDamaged'));
  SqliteStore.remove(directory);
  SqliteStore.open(directory, true).close();
});

test('a full disk is reported as such, and what was committed before stays', (t) => {
  const store = SqliteStore.open(smallDisk(t, 1_000_000), true);
  store.commit(sample());
  const big = (from: number): CatalogChange => change({
    revision: 2, contents: Array.from({ length: 200 }, (_, i) => ({ key: key(from + i), terms: new Uint8Array(20_000) })),
  });
  assert.throws(() => store.commit(big(5000)), code('diskFull'));
  assert.equal([...store.files()].length, 2);
  store.close();
});

test('a writer killed at any moment leaves whole commits only', async (t) => {
  const directory = tempDirectory(t);
  SqliteStore.open(directory, true).close();
  const script = path.join(import.meta.dirname, '../support/commitForever.ts');
  for (let round = 0; round < 5; round++) {
    const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, 30 + round * 37));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = SqliteStore.open(directory, true);
    const revision = Number(store.readMeta('revision'));
    const chunks = [...store.chunks()];
    assert.ok(revision > 0);
    assert.equal(chunks.length, 20, 'every commit replaces all twenty chunks');
    assert.deepEqual(new Set(chunks.map((chunk) => chunk.revision)), new Set([revision]));
    store.close();
  }
});
