/** Is the time left told steadily, near the truth, and only once it means something? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IndexStatus } from '../../src/protocol/daemonProtocol.ts';
import { PaceMeter, type Pace } from '../../src/protocol/pace.ts';
import { durationText, paceText } from '../../src/protocol/statusText.ts';
import { indexStatus } from '../support/indexStatus.ts';

const reading = (pending: number, indexed = 0): IndexStatus => indexStatus({ phase: 'indexing', files: { indexed, skipped: 0, failed: 0, pending, stale: 0 }, chunks: { total: 0, withVectors: 0 } });

/** What is said at each quarter of a second while `total` files are read at the rate that is given for each second. */
function run(total: number, rate: (second: number) => number): { readonly atS: number; readonly left: number; readonly pace: Pace | null }[] {
  const meter = new PaceMeter();
  const said = [];
  let left = total;
  for (let quarter = 0; left > 0; quarter++) {
    said.push({ atS: quarter / 4, left, pace: meter.observe(reading(Math.ceil(left), total - Math.ceil(left)), quarter * 250) });
    left -= rate(quarter / 4) / 4;
  }
  return said;
}

test('nothing is said in the first seconds, nor before enough is done', () => {
  const said = run(1000, () => 100);
  assert.ok(said.filter(({ atS }) => atS < 3).every(({ pace }) => pace === null));
  assert.ok(said.find(({ atS }) => atS === 3.5)?.pace);
  assert.ok(run(1000, () => 4).filter(({ atS }) => atS < 5).every(({ pace }) => pace === null), '20 files at 4 a second take 5 seconds');
});

test('at an even pace the rate is right, and the end stays where it was first said to be', () => {
  const said = run(2000, () => 50).filter(({ pace }) => pace !== null);
  for (const { atS, pace } of said) {
    assert.ok(Math.abs(pace!.perSecond - 50) < 2, `${pace!.perSecond}`);
    assert.ok(Math.abs(atS + pace!.secondsLeft - 40) < 3, `at ${atS}: ${pace!.secondsLeft}`);
  }
});

test('a pace that goes up and down by half makes the end jump a few times at most, and never far', () => {
  const said = run(6000, (second) => 50 + 25 * Math.sin(second)).filter(({ pace }) => pace !== null);
  const ends = said.map(({ atS, pace }) => atS + pace!.secondsLeft);
  const jumps = ends.filter((end, at) => at > 0 && Math.abs(end - ends[at - 1]!) > 1);
  assert.ok(jumps.length <= 5, `${jumps.length} jumps`);
  assert.ok(ends.slice(20).every((end) => Math.abs(end - 120) < 40), `${Math.min(...ends)} to ${Math.max(...ends)}`);
});

test('a pace that drops for good is followed within the window', () => {
  const said = run(4000, (second) => (second < 20 ? 100 : 20)).filter(({ pace }) => pace !== null);
  const late = said.find(({ atS }) => atS >= 45)!;
  assert.ok(Math.abs(late.pace!.secondsLeft - late.left / 20) / (late.left / 20) < 0.3, `${late.pace!.secondsLeft} for ${late.left / 20}`);
});

test('files that come in meanwhile add to what is left, and take nothing from the rate', () => {
  const meter = new PaceMeter();
  for (let second = 0; second <= 10; second++) meter.observe(reading(1000 - 50 * second), second * 1000);
  const pace = meter.observe(reading(1500), 11_000);
  assert.ok(pace && pace.perSecond > 40, `${pace?.perSecond}`);
  assert.ok(pace.secondsLeft > 25, `${pace.secondsLeft}`);
});

test('another kind of work begins anew, and a pause ends it', () => {
  const meter = new PaceMeter();
  for (let second = 0; second <= 10; second++) meter.observe(reading(1000 - 50 * second), second * 1000);
  const embedding = (withVectors: number) => indexStatus({ phase: 'embedding', chunks: { total: 9000, withVectors } });
  assert.equal(meter.observe(embedding(100), 11_000), null);
  for (let second = 12; second <= 20; second++) meter.observe(embedding(100 + 200 * (second - 11)), second * 1000);
  const pace = meter.observe(embedding(2100), 21_000);
  assert.deepEqual([pace?.of, Math.round(pace?.perSecond ?? 0)], ['chunks', 200]);
  assert.equal(meter.observe(indexStatus({ phase: 'paused' }), 22_000), null);
  assert.equal(meter.observe(embedding(2100), 23_000), null);
});

test('durations are said in steps that grow with them', () => {
  assert.deepEqual([4, 12, 59, 61, 200, 14 * 60, 3600, 3 * 3600 + 1300].map(durationText), ['10 sec', '20 sec', '1 min', '2 min', '4 min', '15 min', '1 hr', '3 hr 25 min']);
  assert.equal(paceText({ of: 'files', perSecond: 84.6, secondsLeft: 100 }), '85 files a second; about 2 min until all are read.');
  assert.equal(paceText({ of: 'files', perSecond: 1284, secondsLeft: 100 }), '1,300 files a second; about 2 min until all are read.');
  assert.equal(paceText({ of: 'chunks', perSecond: 1.0, secondsLeft: 7200 }), '1 chunk a second; about 2 hr until all have their vectors.');
});
