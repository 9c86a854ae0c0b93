/** Are drives known on which other machines make changes unseen? */
import assert from 'node:assert/strict';
import { statfsSync } from 'node:fs';
import { test } from 'node:test';
import { isNetworkType, networkDrives } from '../../src/adapters/networkDrive.ts';
import { smallDisk, tempDirectory } from '../support/tempDirectory.ts';

test('the file systems of networks are known by their numbers, also where these come out negative', () => {
  assert.deepEqual([0x6969, 0xfe534d42, 0xfe534d42 | 0, 0x01021997].map(isNetworkType), [true, true, true, true]);
});

test('a disk of this machine, one in memory, and a folder that is not there are none', async (t) => {
  const folders = [tempDirectory(t), smallDisk(t, 1_000_000), '/proc', '/not/there'];
  assert.deepEqual(folders.slice(0, 3).map((folder) => isNetworkType(statfsSync(folder).type)), [false, false, false]);
  assert.deepEqual(await networkDrives(folders), []);
});
