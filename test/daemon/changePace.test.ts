/** Is a file that changes again and again looked at less and less often, and its last change soon after it has come to rest? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangePace } from '../../src/daemon/changePace.ts';

/** When a file is looked at that changes every `every` milliseconds until `end`; the time is asked for every 250 ms. */
function looks(every: number, end: number, until = end + 40_000): number[] {
  const pace = new ChangePace();
  const times: number[] = [];
  for (let now = 0; now <= until; now += 50) {
    if (now <= end && now % every === 0 && pace.note('log', now)) times.push(now);
    if (now % 250 === 0 && pace.due(now).length > 0) times.push(now);
  }
  assert.equal(pace.deferred, 0, 'nothing is left waiting');
  return times;
}

test('a file that is saved now and then is looked at each time', () => {
  assert.equal(looks(11_000, 220_000).length, 21);
  assert.deepEqual(looks(1000, 3000), [0, 1000, 2000, 3000]);
});

test('a log that is appended to for five minutes is looked at some twenty times', () => {
  const times = looks(100, 300_000);
  assert.ok(times.length < 25, `${times.length} times`);
  const pauses = times.map((time, i) => time - (times[i - 1] ?? 0));
  assert.ok(Math.max(...pauses) <= 30_000);
});

test('the last change is looked at within eight seconds after the file has come to rest', () => {
  for (const end of [3000, 20_000, 100_000, 300_000]) {
    const last = looks(100, end).at(-1)!;
    assert.ok(last >= end && last <= end + 8000, `changed last at ${end}, looked at at ${last}`);
  }
});

test('other files do not wait for one that changes all the time', () => {
  const pace = new ChangePace();
  for (let now = 0; now < 20_000; now += 100) pace.note('log', now);
  assert.deepEqual([pace.note('other', 20_000), pace.deferred], [true, 1]);
});

test('what is remembered is bounded', () => {
  const pace = new ChangePace();
  for (let file = 0; file < 30_000; file++) assert.equal(pace.note(`file${file}`, 0), true);
  for (let i = 0; i < 10; i++) pace.note('file0', 1);
  assert.equal(pace.deferred, 1);
  pace.clear();
  assert.deepEqual([pace.deferred, pace.due(100_000)], [0, []]);
});
