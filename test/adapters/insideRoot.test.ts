/** Does a link, put in place at the worst moment, lead the reader out of its root? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { Failure } from '../../src/core/failure.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

test('a folder that became a link out of the root is neither listed nor read', async (t) => {
  const [root, outside] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'kept.txt': 'kept', 'folder/plain.txt': 'inside' });
  writeFiles(outside, { 'plain.txt': 'outside', 'more.txt': 'outside' });
  const files = new DiskFiles();
  assert.equal(Buffer.from((await files.read({ root, path: 'folder/plain.txt' })).bytes).toString(), 'inside');
  fs.rmSync(path.join(root, 'folder'), { recursive: true });
  fs.symlinkSync(outside, path.join(root, 'folder'), 'junction');
  await assert.rejects(files.read({ root, path: 'folder/plain.txt' }), (error) => error instanceof Failure && error.code === 'unreadable');
  const found: string[] = [];
  for await (const entry of files.scan([{ path: root, name: 'root' }], defaultScanSettings)) if (entry.type === 'file') found.push(entry.path);
  assert.deepEqual(found, ['kept.txt']);
});

test('a root that is itself a link is read', async (t) => {
  const [root, place] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'a/b.txt': 'inside' });
  fs.symlinkSync(root, path.join(place, 'link'), 'junction');
  assert.equal((await new DiskFiles().read({ root: path.join(place, 'link'), path: 'a/b.txt' })).bytes.length, 6);
});

test('while a folder and a link change places all the time, what lies outside is never read', async (t) => {
  const [root, outside] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'real/plain.txt': 'inside' });
  writeFiles(outside, { 'plain.txt': 'outside' });
  fs.symlinkSync(outside, path.join(root, 'link'), 'junction');
  const swapping = `const fs = require('node:fs'); const { workerData: root } = require('node:worker_threads');
    for (;;) { for (const [from, to] of [['real', 'folder'], ['folder', 'real'], ['link', 'folder'], ['folder', 'link']]) fs.renameSync(root + '/' + from, root + '/' + to); }`;
  const worker = new Worker(swapping, { eval: true, workerData: root });
  const files = new DiskFiles();
  const seen = new Map<string, number>();
  for (let i = 0; i < 3000; i++) {
    const outcome = await files.read({ root, path: 'folder/plain.txt' }).then(({ bytes }) => Buffer.from(bytes).toString(), (error: unknown) => (error as Failure).code);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  }
  await worker.terminate();
  assert.equal(seen.get('outside'), undefined);
  assert.ok(seen.has('inside') || seen.has('unreadable'), JSON.stringify([...seen]));
});
