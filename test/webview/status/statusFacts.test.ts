/** Does the status page say the truth in words? */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { IndexStatus } from '../../../src/protocol/daemonProtocol.ts';
import { progressSentence } from '../../../src/protocol/statusText.ts';
import { describeSkipReason } from '../../../src/protocol/skipReasons.ts';
import { contentFacts, machineFacts } from '../../../src/webview/status/statusFacts.ts';
import { indexStatus } from '../../support/indexStatus.ts';

const now = 1_700_000_000_000;
const valueOf = (name: string, parts: Parameters<typeof indexStatus>[0], at = now) => {
  const status = indexStatus(parts);
  return [...contentFacts(status, at), ...machineFacts(status)].find((fact) => fact.name === name);
};

test('what was embedded and what was known from before are counted apart', () => {
  const fact = valueOf('Embedded', { embedded: { computed: 1200, reused: 1 } });
  assert.deepEqual([fact?.value, fact?.hint], ['1,200 texts', '1 text known from before, not embedded again']);
});

test('the age of the last update is said in whole units', () => {
  assert.equal(valueOf('Last update', {}, now + 59_000)?.value, 'just now');
  assert.equal(valueOf('Last update', {}, now + 60_000)?.value, '1 minute ago');
  assert.equal(valueOf('Last update', {}, now + 3 * 86_400_000)?.value, '3 days ago');
  assert.equal(valueOf('Last update', { lastUpdate: null })?.value, 'never');
});

test('a model that failed says why', () => {
  assert.equal(valueOf('Model', { model: { id: 'm', dimensions: 256, state: 'failed', message: 'The file is damaged.' } })?.hint, 'The file is damaged.');
});

test('vectors that are shared say where they lie, and if they are left out, why', () => {
  const shared = { file: '/storage/vectors.sqlite', bytes: 3 * 1024 * 1024, maxBytes: 512 * 1024 * 1024, trouble: null, madeAnew: false };
  const fact = valueOf('Shared vectors', { sharedVectors: shared });
  assert.deepEqual([fact?.value, fact?.hint], ['3.0 MB of 512 MB', 'for all workspaces: /storage/vectors.sqlite']);
  assert.match(valueOf('Shared vectors', { sharedVectors: { ...shared, trouble: 'the disk is full' } })?.hint ?? '', /^the disk is full/);
  assert.match(valueOf('Shared vectors', { sharedVectors: { ...shared, madeAnew: true } })?.hint ?? '', /damaged/);
  assert.equal(valueOf('Shared vectors', { sharedVectors: null }), undefined);
});

test('a window that only reads says who keeps the index', () => {
  assert.match(valueOf('Role', { role: 'reader' })?.hint ?? '', /another window/);
});

test('an unknown reason for leaving a file out is shown as it is', () => {
  assert.equal(describeSkipReason('toString').title, 'toString');
  assert.equal(describeSkipReason('lockfile').title, 'Lock file');
});

test('while the first files are read, nothing is promised', () => {
  const status = indexStatus({ phase: 'indexing', files: { indexed: 0, skipped: 0, failed: 0, pending: 900, stale: 0 }, chunks: { total: 0, withVectors: 0 } });
  assert.equal(progressSentence(status), '0 files read, 900 to go.');
});

test('how meaning is searched says how complete the graph is, with samples and date, or why each vector is compared', () => {
  const recall = { recall: 0.99649, atLeast: 0.9939, width: 800, samples: 300, asked: 12, measuredAt: Date.UTC(2026, 10, 24, 12) };
  const factOf = (graph: Pick<IndexStatus['graph'], 'search' | 'recall'>) => valueOf('Search by meaning', { graph: { vectors: 9000, ready: true, ...graph } });
  assert.equal(factOf({ search: 'graph', recall })?.value, 'by the graph');
  assert.match(factOf({ search: 'graph', recall })?.hint ?? '', /^finds 99\.6% of the ten nearest \(at least 99\.3%\) at width 800, measured on \S*2026\S* with 300 samples, 12 of them questions of yours$/);
  assert.match(factOf({ search: 'insufficient', recall: { ...recall, recall: 0.5, asked: 0 } })?.hint ?? '', /misses too many of the nearest; finds 50\.0% .* none of them questions of yours$/);
  for (const search of ['few', 'incomplete', 'unmeasured'] as const) assert.match(factOf({ search, recall: null })?.value ?? '', /^exact/);
});

test('what waits to be read again, and folders that are skipped as a whole, are told', () => {
  const facts = contentFacts(indexStatus({ files: { indexed: 10, skipped: 3, failed: 0, pending: 2, stale: 4 }, skippedFolders: 1 }), 0);
  assert.deepEqual(facts.slice(0, 2).map(({ hint }) => hint), ['2 waiting, 4 to be read again', 'reasons below; 1 of them whole folders']);
});
