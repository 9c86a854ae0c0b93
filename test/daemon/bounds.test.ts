/** Does a daemon keep to the bounds that the user sets: memory, priority, battery? */
import assert from 'node:assert/strict';
import os from 'node:os';
import { test } from 'node:test';
import { settings, startDaemon } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const files = { 'a.md': '# Retry\n\nWaits longer after each failure.\n', 'b.ts': 'export function add(a: number, b: number) {\n  return a + b;\n}\n' };

test('where memory is short no graph is built, and one that is there is let go of; with room it is built', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const daemon = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t), settings: { memory: 1 } });
  await daemon.until(({ phase, chunks, graph }) => phase === 'ready' && chunks.total > 0 && chunks.withVectors === chunks.total && graph.ready, 'doing without a graph');
  assert.equal((await daemon.client.request('status', null)).graph.vectors, 0);
  await daemon.client.request('setSettings', { settings: { ...settings, memory: 0 } });
  await daemon.until(({ graph }) => graph.vectors > 0 && graph.ready, 'building the graph');
  await daemon.client.request('setSettings', { settings: { ...settings, memory: 1 } });
  await daemon.until(({ graph }) => graph.vectors === 0, 'letting go of the graph');
  const { results } = await daemon.client.request('search', { query: 'wait after failing', limit: 3 });
  assert.equal(results[0]?.path, 'a.md');
});

test('the process and its threads have the priority that is set', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const daemon = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t), settings: { priority: 'lowest' } });
  await daemon.until(({ phase }) => phase === 'ready', 'being ready');
  assert.equal(os.getPriority(daemon.child.pid), os.constants.priority.PRIORITY_LOW);
});

test('the status says what pauses the indexing and what is known of the power', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const daemon = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t), settings: { pauseOnBattery: true } });
  await daemon.until(({ phase }) => phase === 'ready' || phase === 'paused', 'being ready');
  await daemon.client.request('pause', null);
  const { power } = await daemon.client.request('status', null);
  assert.deepEqual([power.pausedBy, power.pauses], ['user', true]);
});
