/** Does every changed file get its turn, urgent ones first, and none twice? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkQueue } from '../../src/core/workQueue.ts';

const file = (path: string) => ({ root: '/r', path });
const drain = (queue: WorkQueue): string[] => {
  const paths: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) paths.push(next.path);
  return paths;
};

test('urgent files come first, each file once, in the order they came', () => {
  const queue = new WorkQueue();
  for (const path of ['a', 'b', 'a', 'c']) queue.add(file(path), false);
  queue.add(file('c'), true);
  queue.add(file('d'), true);
  queue.add(file('d'), false);
  assert.equal(queue.size, 4);
  assert.deepEqual(drain(queue), ['c', 'd', 'a', 'b']);
});

test('a file that changes while it is being analysed comes again afterwards', () => {
  const queue = new WorkQueue();
  queue.add(file('a'), false);
  const taken = queue.take()!;
  queue.add(file('a'), true);
  assert.equal(queue.take(), null);
  assert.equal(queue.size, 1);
  queue.finish(taken);
  assert.deepEqual([queue.urgentSize, drain(queue)], [1, ['a']]);
});

test('a file that is gone need not be read, but is looked at again if it is being read', () => {
  const queue = new WorkQueue();
  queue.add(file('a'), false);
  queue.add(file('b'), false);
  const taken = queue.take()!;
  queue.settle(file('a'));
  queue.settle(file('b'));
  queue.finish(taken);
  assert.deepEqual(drain(queue), ['a']);
});

test('a cleared queue forgets what waits, also what would come again', () => {
  const queue = new WorkQueue();
  queue.add(file('a'), false);
  queue.add(file('b'), false);
  const taken = queue.take()!;
  queue.add(file('a'), false);
  queue.clear();
  queue.finish(taken);
  assert.deepEqual([queue.size, queue.take()], [0, null]);
});
