/** Does a daemon mend a store that turns out to be damaged while it is in use, without ending? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { eventually, isReady, startDaemon, type TestDaemon } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const find = async ({ client }: TestDaemon, query: string): Promise<string | undefined> => (await client.request('search', { query, limit: 3 })).results[0]?.path;

/** Nothing reads this index of a table before a change is written. */
function spoilUnreadPage(indexDir: string): void {
  const file = path.join(indexDir, 'catalog.sqlite');
  const database = new DatabaseSync(file);
  const page = Number(database.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_files_1'`).get()?.['rootpage']);
  const length = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  database.close();
  const handle = fs.openSync(file, 'r+');
  fs.writeSync(handle, new Uint8Array(length).fill(0xa5), 0, length, (page - 1) * length);
  fs.closeSync(handle);
}

test('damage that shows while the index is in use is mended from the files by the same process, which says so', async (t) => {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`part${i}.md`, `# Part ${i}\n\nComponent ${i} turns wheel number ${i} of the clockwork.\n`])));
  // What was written just now would be read again, and written down, at the next start.
  for (const name of fs.readdirSync(root)) fs.utimesSync(path.join(root, name), 1_700_000_000, 1_700_000_000);
  const first = await startDaemon(t, { roots: [root], indexDir });
  await first.until(isReady);
  await first.kill();
  spoilUnreadPage(indexDir);
  const events: string[] = [];
  const daemon = await startDaemon(t, { roots: [root], indexDir, log: ({ event }) => events.push(event) });
  await daemon.until((status) => isReady(status) && status.files.indexed === 60);
  assert.equal(await find(daemon, 'wheel number 17 of the clockwork'), 'part17.md');
  assert.ok(!events.includes('indexHealed'));
  writeFiles(root, { 'violin.md': '# Violin\n\nTune the strings every morning.\n' });
  await eventually(async () => events, (all) => all.includes('indexHealed'), 'mended');
  const status = await daemon.until((each) => isReady(each) && each.files.indexed === 61);
  assert.equal(status.trouble, null);
  assert.deepEqual([await find(daemon, 'wheel number 17 of the clockwork'), await find(daemon, 'tune the strings')], ['part17.md', 'violin.md']);
  assert.equal(daemon.child.exitCode, null);
});
