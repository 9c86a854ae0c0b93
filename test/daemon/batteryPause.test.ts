/** Does indexing wait for mains where that is wished, and do the user's own pause and resume hold? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatteryPause } from '../../src/daemon/batteryPause.ts';

function paused() {
  const work = { paused: false, pause: () => { work.paused = true; }, resume: () => { work.paused = false; } };
  const power: { now: boolean | null } = { now: false };
  const battery = new BatteryPause(work, () => power.now);
  const turn = (now: boolean | null): boolean => {
    power.now = now;
    battery.check();
    return work.paused;
  };
  return { work, battery, turn };
}

test('work is paused on battery and goes on at mains, if wished for', () => {
  const { battery, turn } = paused();
  assert.equal(turn(true), false, 'nobody wished for it');
  battery.want(true);
  assert.equal(battery.isPausing, true);
  assert.equal(turn(false), false);
  assert.equal(turn(true), true);
  battery.want(false);
  assert.equal(turn(true), false);
});

test('where the power is not known nothing is paused, and that is said', () => {
  const { battery, turn } = paused();
  battery.want(true);
  assert.deepEqual([turn(null), battery.onBattery, battery.isPausing], [false, null, false]);
});

test('what the user pauses stays paused at mains, what the user resumes goes on on battery', () => {
  const { work, battery, turn } = paused();
  battery.want(true);
  work.pause();
  assert.deepEqual([turn(true), battery.isPausing, turn(false)], [true, false, true]);
  work.resume();
  turn(true);
  battery.leaveToUser();
  work.resume();
  assert.equal(turn(true), false);
  turn(false);
  turn(true);
  battery.leaveToUser();
  work.pause();
  assert.equal(turn(false), true);
});
