/** Do globs name what VS Code's globs name? */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type GlobDialect, compileGlobs } from '../../../src/core/scan/globSet.ts';

const names = (glob: string, path: string, dialect: GlobDialect = 'anyDepth') => compileGlobs([glob], dialect).match(path) === glob;

describe('globs', () => {
  const cases: readonly (readonly [glob: string, named: readonly string[], notNamed: readonly string[]])[] = [
    ['docs', ['docs', 'docs/a.md', 'x/docs/deep/a.md'], ['docs.md', 'mydocs/a.md']],
    ['docs/', ['docs/a.md', 'x/docs/a.md'], ['docs.md']],
    ['./docs', ['docs/a.md'], ['x/docs/a.md']],
    ['/docs', ['docs/a.md'], ['x/docs/a.md']],
    ['src/lib', ['src/lib/a.ts', 'src/lib'], ['x/src/lib/a.ts', 'src/library/a.ts']],
    ['*.md', ['a.md', 'x/y/a.md', '.hidden.md', 'line\nbreak.md'], ['a.mdx']],
    ['**/*.{ts,tsx}', ['a.ts', 'x/b.tsx', '.github/c.ts', 'new\nline/d.ts'], ['a.tsy']],
    ['src/**/test', ['src/test', 'src/a/b/test/c.ts'], ['test', 'src/tests']],
    ['src/*/a.ts', ['src/x/a.ts'], ['src/a.ts', 'src/x/y/a.ts']],
    ['file?.ts', ['file1.ts'], ['file.ts', 'file12.ts']],
    ['[!a-c]x', ['dx', 'y/dx'], ['ax']],
    ['[a-c]x', ['ax'], ['dx']],
    ['!a', ['!a', '!a/b'], ['b']],
    ['a+(b).ts', ['a+(b).ts'], ['ab.ts', 'abb.ts']],
    ['app/(group)/**', ['app/(group)/page.tsx'], ['app/group/page.tsx']],
    ['docs\\api', ['docs/api/a.md'], ['docs/a.md']],
    ['日本/**', ['日本/語.md'], ['日/語.md']],
  ];
  for (const [glob, named, notNamed] of cases) {
    test(`${glob} names ${named.length} of ${named.length + notNamed.length} paths`, () => {
      for (const path of named) assert.ok(names(glob, path), `${glob} must name ${JSON.stringify(path)}`);
      for (const path of notNamed) assert.ok(!names(glob, path), `${glob} must not name ${JSON.stringify(path)}`);
    });
  }

  test("files.exclude's globs start at the root", () => {
    assert.ok(names('out', 'out/a.js', 'fromRoot'));
    assert.ok(!names('out', 'x/out/a.js', 'fromRoot'));
    assert.ok(names('**/.git', 'x/.git/HEAD', 'fromRoot'));
  });

  test('blank globs name nothing, and none at all are an empty set', () => {
    assert.equal(compileGlobs(['', '  ', './'], 'anyDepth').isEmpty, true);
    assert.equal(compileGlobs([], 'anyDepth').match('a'), null);
  });

  test('folders that no glob reaches into are known', () => {
    const set = compileGlobs(['src/{a,b}/**', './docs/guide', 'app/(x)/*'], 'anyDepth');
    assert.deepEqual(['src', 'src/a', 'docs', 'docs/guide/x', 'app/(x)', 'lib', 'docs/api'].map((folder) => set.mayMatchInside(folder)), [true, true, true, true, true, false, false]);
    assert.ok(compileGlobs(['*.ts'], 'anyDepth').mayMatchInside('any/where'));
  });
});
