/** Is there ever more than one writer to an index? */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { WriterLock } from '../../src/adapters/writerLock.ts';
import { Failure } from '../../src/core/failure.ts';
import { tempDirectory } from '../support/tempDirectory.ts';

test('the second to ask is refused, until the first has let go', (t) => {
  const directory = path.join(tempDirectory(t), 'made/when/absent');
  const first = WriterLock.acquire(directory);
  assert.notEqual(first, null);
  assert.equal(WriterLock.acquire(directory), null);
  first!.release();
  const second = WriterLock.acquire(directory);
  assert.notEqual(second, null);
  second!.release();
});

test('a lock of a killed process is free at once', async (t) => {
  const directory = tempDirectory(t);
  const script = `const { WriterLock } = await import(${JSON.stringify(path.join(import.meta.dirname, '../../src/adapters/writerLock.ts'))});
    globalThis.lock = WriterLock.acquire(${JSON.stringify(directory)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  assert.equal(WriterLock.acquire(directory), null);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = WriterLock.acquire(directory);
  assert.notEqual(lock, null);
  lock!.release();
});

test('a directory that cannot be made is reported with what to do', (t) => {
  const file = path.join(tempDirectory(t), 'a-file');
  fs.writeFileSync(file, '');
  assert.throws(() => WriterLock.acquire(path.join(file, 'below')), (error) => error instanceof Failure && error.code === 'readOnly' && error.nextStep !== '');
});

test('the same index directory by a link has the same writer', (t) => {
  const directory = tempDirectory(t);
  const link = path.join(tempDirectory(t), 'link');
  fs.symlinkSync(directory, link);
  const lock = WriterLock.acquire(directory);
  assert.equal(WriterLock.acquire(link), null);
  lock!.release();
});
