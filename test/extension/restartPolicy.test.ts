/** Is a daemon that dies started again with growing pauses, and given up in the end? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { RestartPolicy } from '../../src/extension/restartPolicy.ts';

const quick = 5_000;
const healthy = 60_000;
const delays = (policy: RestartPolicy, lives: readonly number[]) => lives.map((life) => policy.afterDeath(life));

test('each quick death doubles the pause, and the fifth is the last', () => {
  assert.deepEqual(delays(new RestartPolicy(), [quick, quick, quick, quick, quick]), [1000, 2000, 4000, 8000, null]);
});

test('a minute of health forgives what was before', () => {
  assert.deepEqual(delays(new RestartPolicy(), [quick, quick, quick, quick, healthy, quick]), [1000, 2000, 4000, 8000, 1000, 2000]);
});

test('a start that the user asks for counts from the beginning', () => {
  const policy = new RestartPolicy();
  delays(policy, [quick, quick, quick, quick, quick]);
  policy.forgive();
  assert.equal(policy.afterDeath(quick), 1000);
});
