/** Do the readers stand a few thousand hostile inputs? `npm run fuzz` asks with a million. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { fuzzTargets, runInput } from './targets.ts';

/** Of a hundred shares; the inputs are the same in every run. */
const inputsPerShare = 40;

for (const target of fuzzTargets.filter(({ prepare }) => !prepare)) {
  test(`${target.name}: no input makes the reader fail`, async () => {
    for (let seed = 0; seed < inputsPerShare * target.share; seed++) {
      await assert.doesNotReject(() => runInput(target, seed), `seed ${seed}; again by: npm run fuzz -- --seed ${seed} --only "${target.name}"`);
    }
  });
}
