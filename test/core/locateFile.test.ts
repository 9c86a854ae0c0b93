/** Is every path given to the right root, on each platform's terms? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locateFile } from '../../src/core/locateFile.ts';

const roots = ['/home/me/app', '/home/me/app/packages/inner', 'C:\\Users\\me\\app'].map((path) => ({ path, name: path }));

test('a file belongs to the innermost root that holds it', () => {
  assert.deepEqual(locateFile('/home/me/app/src/a.ts', roots), { root: '/home/me/app', path: 'src/a.ts' });
  assert.deepEqual(locateFile('/home/me/app/packages/inner/b.ts', roots), { root: '/home/me/app/packages/inner', path: 'b.ts' });
  assert.deepEqual(locateFile('/home/me/application/c.ts', roots), { root: '/home/me/application', path: 'c.ts' });
});

test('backslashes separate folders on Windows, and are letters elsewhere', () => {
  assert.deepEqual(locateFile('C:\\Users\\me\\app\\src\\a.ts', roots), { root: 'C:\\Users\\me\\app', path: 'src/a.ts' });
  assert.deepEqual(locateFile('/home/me/app/odd\\name.ts', roots), { root: '/home/me/app', path: 'odd\\name.ts' });
});
