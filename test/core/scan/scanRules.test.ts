/** Do names and ignore lines decide as people expect? */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseIgnoreFile } from '../../../src/core/scan/gitignoreRules.ts';
import { decideByFixedName, decideByName } from '../../../src/core/scan/nameRules.ts';
import { compileSettings, decideBySize, decideEntry, noRules, rulesInside } from '../../../src/core/scan/scanRules.ts';
import { defaultScanSettings } from '../../../src/core/types.ts';

describe('one ignore file', () => {
  test('line numbers count comments, blank lines and Windows line ends', () => {
    const rules = parseIgnoreFile('\uFEFF# c\r\n\r\n*.log\r\nout/\r\n', false);
    assert.deepEqual(rules.decide('a/x.log', 'file'), { line: 3, pattern: '*.log' });
    assert.deepEqual(rules.decide('out', 'directory'), { line: 4, pattern: 'out/' });
    assert.equal(rules.decide('out', 'file'), null);
    assert.equal(rules.decide('out/x.ts', 'file'), null);
  });

  test('case counts unless the file system ignores it', () => {
    assert.equal(parseIgnoreFile('Build/\n', false).decide('build', 'directory'), null);
    assert.deepEqual(parseIgnoreFile('Build/\n', true).decide('build', 'directory'), { line: 1, pattern: 'Build/' });
  });

  test('answers stay the same over more paths than are remembered', () => {
    const rules = parseIgnoreFile('*.log\n!keep.log\n', false);
    for (let index = 0; index < 12_000; index++) {
      assert.equal(rules.decide(`d${index}/x.log`, 'file') !== null, true);
      assert.equal(rules.decide(`d${index}/keep.log`, 'file'), 'takenBack');
    }
  });
});

describe('names', () => {
  const decide = (name: string) => (decideByFixedName(name, 'file') ?? decideByName(name, 'file'))?.reason ?? null;

  test('lockfiles of all package managers are told apart from files that people write', () => {
    for (const name of ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'Cargo.lock', 'poetry.lock', 'uv.lock', 'Gemfile.lock',
      'composer.lock', 'go.sum', 'flake.lock', 'bun.lock', 'Package.resolved']) assert.equal(decide(name), 'lockfile', name);
    for (const name of ['package.json', 'go.mod', 'Cargo.toml', 'lock.ts', 'blockfile', 'Gemfile']) assert.equal(decide(name), null, name);
  });

  test('files of binary formats are told by their extension, in either case', () => {
    for (const name of ['a.png', 'A.JPG', 'font.woff2', 'x.tar.gz', 'm.onnx', 'lib.so', 'doc.pdf', 'db.sqlite']) assert.equal(decide(name), 'binary', name);
    for (const name of ['png', 'a.svg', 'Makefile', '.gitattributes', 'a.exp', 'form.frm', 'x.d.ts']) assert.equal(decide(name), null, name);
  });

  test('generated, minified and working copies are told by their names', () => {
    for (const name of ['a.pb.go', 'a_pb2.py', 'Form.Designer.cs', 'x.js.map', 'a.test.ts.snap']) assert.equal(decide(name), 'generated', name);
    for (const name of ['jquery.min.js', 'a-min.css']) assert.equal(decide(name), 'minified', name);
    for (const name of ['a.ts~', '.a.ts.swp', '.DS_Store']) assert.equal(decide(name), 'builtin', name);
    for (const name of ['designer.cs', 'roadmap', 'site.map', 'min.js', 'pb.go']) assert.equal(decide(name), null, name);
  });
});

describe('sizes and places', () => {
  const sized = (maxFileSizeBytes: number, size: number) => decideBySize(compileSettings({ ...defaultScanSettings, maxFileSizeBytes }), size);

  test('the limit is told as a person would write it', () => {
    assert.equal(sized(1024 * 1024, 1024 * 1024), null);
    assert.deepEqual(sized(1024 * 1024, 1024 * 1024 + 1), { reason: 'tooLarge', rule: 'larger than 1 MB' });
    assert.equal(sized(1536, 5000)?.rule, 'larger than 1.5 kB');
    assert.equal(sized(100, 101)?.rule, 'larger than 100 bytes');
    assert.deepEqual(sized(1, 0), { reason: 'empty', rule: 'empty file' });
  });

  test('no rule brings back version control or binary files', () => {
    const own = parseIgnoreFile('!.git/\n!*.png\n', false);
    const facts = { ignoreFile: null, ownIgnoreFile: own, isRepository: false, repositoryExclude: null, userExclude: null, marker: null };
    const rules = rulesInside(noRules(compileSettings(defaultScanSettings)), { path: '' }, facts);
    assert.equal(decideEntry(rules, '.git', 'directory')?.reason, 'builtin');
    assert.equal(decideEntry(rules, 'a.png', 'file')?.reason, 'binary');
  });
});
