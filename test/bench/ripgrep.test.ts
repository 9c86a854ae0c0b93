/** Is ripgrep, the peer, given its due? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { ripgrepRanking } from '../../bench/quality/systems/ripgrep.ts';

test('files are ranked by distinct words first, then by matches, and shown by the line that holds most words', () => {
  const output = ['./b.go\x003:retry', './b.go\x009:Retry', './b.go\x009:delay', './a.go\x001:retry', './a.go\x002:retry', './c.go\x005:delay', ''].join('\n');
  assert.deepEqual(ripgrepRanking(output), [
    { path: 'b.go', startLine: 9, endLine: 9 },
    { path: 'a.go', startLine: 1, endLine: 1 },
    { path: 'c.go', startLine: 5, endLine: 5 },
  ]);
});
