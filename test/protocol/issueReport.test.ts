/** Does a bug report tell what helps, and nothing of the user's? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueReport } from '../../src/protocol/issueReport.ts';
import { indexStatus } from '../support/indexStatus.ts';

const secret = 'topSecretProject';
const hostile = `/home/${secret}/<img src=x>\u202e\n## ${secret}`;

test('counts and codes are in it; no path, name, message, query or list is, wherever it stands', () => {
  const status = indexStatus({
    roots: [{ path: hostile, name: secret }], indexDir: hostile, languages: [secret], skippedByReason: { binary: 2, [hostile]: 1 },
    failedByCode: { unreadable: 1, [hostile]: 1 }, filesByLanguage: { [secret]: 1 },
    trouble: { code: 'diskFull', message: hostile, nextStep: hostile }, model: { id: hostile, dimensions: 256, state: 'failed', message: hostile },
  });
  const settings = [{ name: 'exclude', value: [hostile] }, { name: 'model', value: hostile }, { name: 'priority', value: hostile }, { name: 'threads', value: 3 }];
  const report = issueReport({ versions: { Lodestone: '0.1.0' }, daemon: 'running', status, settings });
  for (const part of [secret, '/home', '<img', '\u202e']) assert.equal(report.includes(part), false, part);
  for (const part of ['Lodestone: 0.1.0', 'indexed 10', 'binary 2, other 1', 'unreadable 1, other 1', 'trouble: diskFull', 'exclude: 1 entries', 'model: set', 'threads: 3']) assert.ok(report.includes(part), part);
});

test('without a status it says so', () => {
  assert.match(issueReport({ versions: {}, daemon: 'stopped', status: null, settings: [] }), /background process: stopped\n- no status yet[\s\S]*\nnone\n/);
});
