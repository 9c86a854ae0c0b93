/** Does a long request say how far it is, give way to others, and stop when it is not wanted any more? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskProgress } from '../../src/protocol/daemonProtocol.ts';
import { isReady, startDaemon } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

/** A file of functions that are like those of every other. */
const fileOf = (number: number): string => Array.from({ length: 20 }, (_, at) => `
export function sum${number}x${at}(values${at}: readonly number[], limit: number): number {
  let total = 0;
  for (const value of values${at}) {
    if (value > limit) throw new RangeError(\`too large: \${value}\`);
    total += value * ${at};
  }
  return Math.round(total / values${at}.length);
}
`).join('');

test('duplicates are compared in pieces, between which a search is answered, and an abort ends it', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`src/file${at}.ts`, fileOf(at)])));
  const daemon = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t) });
  await daemon.until(isReady);
  const told: TaskProgress[] = [];
  daemon.client.on('taskProgress', (progress) => told.push(progress));
  const order: string[] = [];
  const duplicates = daemon.client.request('duplicates', { threshold: 0.7, limit: 3 }).then((answer) => { order.push('duplicates'); return answer; });
  await daemon.client.request('search', { query: 'sum of values', limit: 1 }).then(() => order.push('search'));
  const { found, groups, compared } = await duplicates;
  assert.deepEqual(order, ['search', 'duplicates']);
  assert.ok(found >= 1 && groups[0]!.pieces.length > 1);
  const last = told.at(-1)!;
  assert.deepEqual([last.task, last.done], ['duplicates', last.total]);
  assert.ok(told.length > 10 && told.length <= 101 && last.total >= compared);

  writeFiles(root, { 'src/file0.ts': fileOf(1000) });
  await daemon.client.request('refresh', null);
  await daemon.until(isReady);
  const abort = new AbortController();
  daemon.client.on('taskProgress', ({ done }) => { told.push({ task: 'duplicates', done, total: 0 }); abort.abort(); });
  told.length = 0;
  await assert.rejects(daemon.client.request('duplicates', { threshold: 0.7, limit: 3 }, abort.signal), { code: 'cancelled' });
  await daemon.client.request('status', null);
  const after = told.length;
  await daemon.client.request('search', { query: 'sum', limit: 1 });
  assert.equal(told.length, after, 'nothing goes on');
});

test('a topic map is made in steps, and kept for the next who asks', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`src/file${at}.ts`, fileOf(at)])));
  const daemon = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t) });
  await daemon.until(isReady);
  const told: TaskProgress[] = [];
  daemon.client.on('taskProgress', (progress) => told.push(progress));
  const map = await daemon.client.request('topics', null);
  assert.equal(map.files.length, 30);
  assert.ok(map.topics.length > 0 && map.files.every(({ topic }) => topic < map.topics.length));
  assert.deepEqual(told.map(({ task, done, total }) => [task, done / total]), [['topics', 0.25], ['topics', 0.5], ['topics', 0.75], ['topics', 1]]);
  assert.deepEqual(await daemon.client.request('topics', null), map);
  assert.equal(told.length, 4);
});
