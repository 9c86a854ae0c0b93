/** Is it known whether the machine runs on its battery, and is it said where it is not? */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { onBattery } from '../../src/adapters/powerSupply.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const charger = (online: 0 | 1) => ({ 'AC/type': 'Mains\n', 'AC/online': `${online}\n` });
const battery = (status: string) => ({ 'BAT0/type': 'Battery\n', 'BAT0/status': `${status}\n`, 'BAT0/scope': 'System\n' });
const mouse = { 'hid/type': 'Battery\n', 'hid/status': 'Discharging\n', 'hid/scope': 'Device\n' };

test('the kernel\'s power supplies tell battery from mains; a mouse\'s battery does not count', (t) => {
  const cases: readonly [Record<string, string>, boolean][] = [
    [{ ...charger(0), ...battery('Discharging') }, true],
    [{ ...charger(1), ...battery('Charging') }, false],
    [{ ...charger(1), ...battery('Discharging') }, false],
    [{ ...battery('Discharging') }, true],
    [{ ...battery('Full') }, false],
    [{ ...charger(1), ...mouse }, false],
    [mouse, false],
    [{ 'usb/type': 'USB\n', 'usb/online': '1\n', ...battery('Not charging') }, false],
  ];
  for (const [files, expected] of cases) {
    const folder = tempDirectory(t);
    writeFiles(folder, files);
    assert.equal(onBattery(folder), expected, JSON.stringify(files));
  }
  assert.equal(onBattery(path.join(tempDirectory(t), 'absent')), null);
});
