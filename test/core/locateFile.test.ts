/** Is every path given to the right root, on each platform's terms? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locateFile } from '../../src/core/locateFile.ts';

const roots = ['/work/app', '/work/app/packages/inner', 'C:\\Users\\me\\app'].map((path) => ({ path, name: path }));

test('a file belongs to the innermost root that holds it', () => {
  assert.deepEqual(locateFile('/work/app/src/a.ts', roots), { root: '/work/app', path: 'src/a.ts' });
  assert.deepEqual(locateFile('/work/app/packages/inner/b.ts', roots), { root: '/work/app/packages/inner', path: 'b.ts' });
  assert.deepEqual(locateFile('/work/application/c.ts', roots), { root: '/work/application', path: 'c.ts' });
});

test('backslashes separate folders on Windows, and are letters elsewhere', () => {
  assert.deepEqual(locateFile('C:\\Users\\me\\app\\src\\a.ts', roots), { root: 'C:\\Users\\me\\app', path: 'src/a.ts' });
  assert.deepEqual(locateFile('/work/app/odd\\name.ts', roots), { root: '/work/app', path: 'odd\\name.ts' });
});
