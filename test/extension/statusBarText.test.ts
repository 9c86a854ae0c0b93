/** Does the status bar say what the index is doing, in few words? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { statusBarText } from '../../src/extension/statusBarText.ts';
import { indexStatus } from '../support/indexStatus.ts';

test('while vectors are made, it shows the share that is covered', () => {
  const { text, tooltip } = statusBarText('running', indexStatus({ phase: 'embedding', chunks: { total: 200, withVectors: 91 } }));
  assert.equal(text, '$(search) Lodestone 45%');
  assert.match(tooltip, /Word search is ready; meaning search covers 45%/);
  assert.match(tooltip, /91 of 200 chunks/);
});

test('100% is said only when nothing is missing', () => {
  assert.equal(statusBarText('running', indexStatus({ phase: 'embedding', chunks: { total: 100_000, withVectors: 99_999 } })).text, '$(search) Lodestone 99%');
});

test('while files are read, it shows the share of files', () => {
  const files = { indexed: 30, skipped: 5, failed: 0, pending: 70, stale: 0 };
  assert.equal(statusBarText('running', indexStatus({ phase: 'indexing', files })).text, '$(sync~spin) Lodestone 30%');
});

test('once a pace is known, it says how long it still takes, and the tooltip how fast it goes', () => {
  const files = { indexed: 30, skipped: 5, failed: 0, pending: 70, stale: 0 };
  const { text, tooltip } = statusBarText('running', indexStatus({ phase: 'indexing', files }), { of: 'files', perSecond: 12.3, secondsLeft: 110 });
  assert.equal(text, '$(sync~spin) Lodestone 30%, about 2 min');
  assert.match(tooltip, /12 files a second; about 2 min until all are read/);
  assert.equal(statusBarText('restarting', indexStatus({ phase: 'indexing', files }), { of: 'files', perSecond: 1, secondsLeft: 9 }).text, '$(sync~spin) Lodestone');
});

test('ready, paused and failed look different', () => {
  assert.equal(statusBarText('running', indexStatus({ phase: 'ready' })).text, '$(search) Lodestone');
  assert.equal(statusBarText('running', indexStatus({ phase: 'paused' })).text, '$(debug-pause) Lodestone');
  assert.deepEqual(statusBarText('running', indexStatus({ phase: 'failed' })).problem, true);
});

test('a daemon that is away is said, whatever its last status was', () => {
  assert.match(statusBarText('stopped', indexStatus({ phase: 'ready' })).text, /warning/);
  assert.match(statusBarText('restarting', indexStatus({ phase: 'ready' })).tooltip, /started again/);
});

test('trouble is shown as text, not as Markdown', () => {
  const trouble = { code: 'diskFull', message: 'No space on [disk](command:evil) `a`', nextStep: '' };
  const { tooltip, problem } = statusBarText('running', indexStatus({ trouble }));
  assert.equal(problem, true);
  assert.ok(tooltip.includes('\\[disk\\]\\(command:evil\\) \\`a\\`'), tooltip);
});
