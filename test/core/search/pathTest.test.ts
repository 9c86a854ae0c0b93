/** Does `path:` name the paths that people mean by it? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathTest } from '../../../src/core/search/pathTest.ts';

const paths = ['src/core/search/rank.ts', 'src/core.ts', 'test/core/rank.test.ts', 'tests/a.py', 'src/latest.ts', 'java/RunTest.java', 'README.md', 'packages/a/src/b.ts', 'HTTPServer.go', 'v2test.c'];
const named = (wanted: string): string[] => paths.filter(pathTest(wanted));

test('a part of a path begins where a name or a word of it begins, in any case', () => {
  assert.deepEqual(named('test'), ['test/core/rank.test.ts', 'tests/a.py', 'java/RunTest.java', 'v2test.c']);
  assert.deepEqual(named('src/core'), ['src/core/search/rank.ts', 'src/core.ts']);
  assert.deepEqual(named('src/core/'), ['src/core/search/rank.ts']);
  assert.deepEqual(named('rank.ts'), ['src/core/search/rank.ts']);
  assert.deepEqual(named('rank'), ['src/core/search/rank.ts', 'test/core/rank.test.ts']);
  assert.deepEqual(named('readme'), ['README.md']);
  assert.deepEqual(named('.test.'), ['test/core/rank.test.ts']);
});

test('a leading slash is the root', () => {
  assert.deepEqual(named('/src/'), ['src/core/search/rank.ts', 'src/core.ts', 'src/latest.ts']);
  assert.deepEqual(named('./test'), ['test/core/rank.test.ts', 'tests/a.py']);
});

test('a glob is a glob, at any depth', () => {
  assert.deepEqual(named('*.test.ts'), ['test/core/rank.test.ts']);
  assert.deepEqual(named('src/*.ts'), ['src/core.ts', 'src/latest.ts', 'packages/a/src/b.ts']);
  assert.deepEqual(named('/src/*.ts'), ['src/core.ts', 'src/latest.ts']);
  assert.deepEqual(named('*.{py,go}'), ['tests/a.py', 'HTTPServer.go']);
});
