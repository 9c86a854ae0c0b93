/** Is the index after a kill at any moment the one that a fresh build would give, with at most a batch embedded again? bench/kills kills a thousand times. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KillRun, phases } from '../support/kills/killRun.ts';

test('killed while indexing, updating, saving, switching models and searching, it is as a fresh index would be', async (t) => {
  const run = new KillRun(t, ['src/daemon', 'docs/decisions'], 20261124);
  for (const phase of phases) for (let kill = 0; kill < 4; kill++) await run.once(phase);
  await run.end();
  const kills = phases.map((phase) => run.counts[phase].kills);
  assert.deepEqual(kills, [4, 4, 4, 4, 4]);
  assert.ok(phases.some((phase) => run.counts[phase].amid > 0), 'some of them came amid the work');
});
