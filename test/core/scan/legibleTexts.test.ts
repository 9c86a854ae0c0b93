/** Is what a file says remembered only as long as it says that? Real files, by the real reader. */
import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DiskFiles } from '../../../src/adapters/diskFiles.ts';
import { LegibleTexts } from '../../../src/core/scan/legibleTexts.ts';
import { tempDirectory, writeFiles } from '../../support/tempDirectory.ts';

test('a text is taken over while the file\'s stamp is the same, and was not too fresh to tell', async (t) => {
  const root = tempDirectory(t);
  const file = path.join(root, 'a.txt');
  const write = (text: string, time: Date): void => {
    writeFileSync(file, text);
    utimesSync(file, time, time);
  };
  const linesOf = async (): Promise<readonly string[]> => (await texts.read({ root, path: 'a.txt' })).lines;
  const texts = new LegibleTexts(new DiskFiles());
  const longAgo = new Date(Date.now() - 60_000);
  write('one\ntwo', longAgo);
  const first = await linesOf();
  assert.deepEqual(first, ['one', 'two']);
  assert.equal(await linesOf(), first, 'it is not split again');
  const now = new Date();
  write('one\nten', now);
  assert.deepEqual(await linesOf(), ['one', 'ten']);
  write('one\nsix', now);
  assert.deepEqual(await linesOf(), ['one', 'six'], 'written again in the tick of the clock in which it was read');
  rmSync(file);
  await assert.rejects(linesOf(), { code: 'vanished' });
});

test('what is remembered is masked', async (t) => {
  const root = tempDirectory(t);
  const secret = `AKIA${'Q7RT2XW9LM4NB8VC'}`;
  writeFiles(root, { 'keys.txt': `key ${secret}\n` });
  const texts = new LegibleTexts(new DiskFiles());
  for (let time = 0; time < 2; time++) assert.ok(!(await texts.read({ root, path: 'keys.txt' })).text.includes(secret));
});

test('no more than four million characters are remembered, those read last', async (t) => {
  const root = tempDirectory(t);
  const names = Array.from({ length: 6 }, (_, at) => `${at}.txt`);
  writeFiles(root, Object.fromEntries(names.map((name) => [name, `${name}\n`.padEnd(900_000, 'word ')])));
  for (const name of names) utimesSync(path.join(root, name), 1e9, 1e9);
  const texts = new LegibleTexts(new DiskFiles());
  const linesOf = async (name: string) => (await texts.read({ root, path: name })).lines;
  const [first, second] = [await linesOf('0.txt'), await linesOf('1.txt')];
  for (const name of ['2.txt', '3.txt']) await linesOf(name);
  assert.equal(await linesOf('0.txt'), first);
  await linesOf('4.txt');
  assert.equal(await linesOf('0.txt'), first, 'used of late');
  assert.notEqual(await linesOf('1.txt'), second, 'the one that was not used for longest is read anew');
});
