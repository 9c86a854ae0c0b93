/** What does every file source do, whether its files are on a disk or in memory? */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { FileSource } from '../../src/core/ports.ts';
import { type ScanEntry, type ScanSettings, defaultScanSettings } from '../../src/core/types.ts';

/** A source with an empty root of its own, and the means to fill it. */
export interface FileSourceBed {
  readonly source: FileSource;
  readonly root: string;
  write(path: string, content: string | Uint8Array): Promise<void>;
  link(path: string, target: string): Promise<void>;
  remove(path: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Each entry as one line: "src/a.ts", "dist/ ignored .gitignore:1 dist/", "x failed unreadable". */
export async function scanned(source: FileSource, roots: readonly string[], settings: Partial<ScanSettings> = {}): Promise<string[]> {
  const lines: string[] = [];
  const named = roots.map((path) => ({ path, name: path }));
  for await (const entry of source.scan(named, { ...defaultScanSettings, ...settings })) lines.push(lineOf(entry));
  return lines.sort();
}

export function lineOf(entry: ScanEntry): string {
  switch (entry.type) {
    case 'file':
      return entry.path;
    case 'skipped':
      return `${entry.path} ${entry.reason} ${entry.rule}`;
    case 'failed':
      return `${entry.path} failed ${entry.code}`;
  }
}

export function fileSourceContract(name: string, open: () => Promise<FileSourceBed>): void {
  describe(`${name} is a file source`, () => {
    let bed: FileSourceBed;
    beforeEach(async () => {
      bed = await open();
    });
    afterEach(() => bed.dispose());

    const fill = async (files: Readonly<Record<string, string>>) => {
      for (const [path, content] of Object.entries(files)) await bed.write(path, content);
    };
    const scan = (settings: Partial<ScanSettings> = {}) => scanned(bed.source, [bed.root], settings);
    const inspect = (path: string) => bed.source.inspect({ root: bed.root, path }, defaultScanSettings);
    const explain = (path: string) => bed.source.explain({ root: bed.root, path }, defaultScanSettings);

    test('every file is found once, with its path from the root', async () => {
      await fill({ 'a.ts': 'a', 'src/b.ts': 'b', 'src/deep/er/c.md': 'c', '.github/ci.yml': 'd' });
      assert.deepEqual(await scan(), ['.github/ci.yml', 'a.ts', 'src/b.ts', 'src/deep/er/c.md']);
    });

    test('ignore files count at every level, and the deciding line is told', async () => {
      await fill({
        '.gitignore': '# built\ndist/\n*.log\n', 'dist/a.js': 'a', 'dist/b/c.js': 'c', 'x.log': 'x',
        'sub/.gitignore': '!keep.log\nsecret*\n', 'sub/keep.log': 'k', 'sub/other.log': 'o', 'sub/secret.txt': 's', 'secret.txt': 's',
      });
      assert.deepEqual(await scan(), [
        '.gitignore', 'dist/ ignored .gitignore:2 dist/', 'secret.txt', 'sub/.gitignore', 'sub/keep.log',
        'sub/other.log ignored .gitignore:3 *.log', 'sub/secret.txt ignored sub/.gitignore:2 secret*', 'x.log ignored .gitignore:3 *.log',
      ]);
    });

    test('a file in an ignored folder cannot be taken back', async () => {
      await fill({ '.gitignore': 'build\n!build/keep.txt\n', 'build/keep.txt': 'k' });
      assert.deepEqual(await scan(), ['.gitignore', 'build/ ignored .gitignore:1 build']);
    });

    test('a nearer ignore file can take back a folder, and everything in it', async () => {
      await fill({ '.gitignore': 'build/\n', 'a/.gitignore': '!build/\n', 'a/build/x.ts': 'x', 'a/build/in/y.ts': 'y', 'build/z.ts': 'z' });
      assert.deepEqual(await scan(), ['.gitignore', 'a/.gitignore', 'a/build/in/y.ts', 'a/build/x.ts', 'build/ ignored .gitignore:1 build/']);
    });

    test("the repository's own exclude file counts, and its folder is never entered", async () => {
      await fill({ '.git/HEAD': 'ref', '.git/info/exclude': '\nnotes/\n', 'notes/a.md': 'a', 'b.md': 'b' });
      assert.deepEqual(await scan(), ['.git/ builtin built in: version control (.git)', 'b.md', 'notes/ ignored .git/info/exclude:2 notes/']);
    });

    test('a repository inside another follows its own ignore files only', async () => {
      await fill({ '.gitignore': '*.gen\n', 'a.gen': 'a', 'inner/.git/HEAD': 'ref', 'inner/b.gen': 'b' });
      const lines = await scan();
      assert.ok(lines.includes('inner/b.gen'));
      assert.ok(lines.includes('a.gen ignored .gitignore:1 *.gen'));
    });

    test('.lodestoneignore is stronger than .gitignore, in both directions', async () => {
      await fill({
        '.gitignore': 'vendor/\n', '.lodestoneignore': '!vendor/\n*.sql\n!Cargo.lock\n!node_modules/\n', 'vendor/a.go': 'a', 'vendor/b.sql': 'b',
        'Cargo.lock': 'l', 'yarn.lock': 'l', 'node_modules/m/index.js': 'm',
      });
      assert.deepEqual(await scan(), [
        '.gitignore', '.lodestoneignore', 'Cargo.lock', 'node_modules/m/index.js', 'vendor/a.go',
        'vendor/b.sql ignored .lodestoneignore:2 *.sql', 'yarn.lock lockfile built in: lockfile *.lock',
      ]);
    });

    test('without ignore files, .lodestoneignore still counts', async () => {
      await fill({ '.gitignore': 'a.ts\n', '.lodestoneignore': 'b.ts\n', 'a.ts': 'a', 'b.ts': 'b' });
      const lines = await scan({ useIgnoreFiles: false });
      assert.deepEqual(lines, ['.gitignore', '.lodestoneignore', 'a.ts', 'b.ts ignored .lodestoneignore:1 b.ts']);
    });

    test('settings exclude by globs and by plain folder names', async () => {
      await fill({ 'docs/a.md': 'a', 'x/docs/b.md': 'b', 'src/gen/c.ts': 'c', 'src/d.ts': 'd', 'out/e.ts': 'e' });
      const lines = await scan({ exclude: ['docs', '**/gen/**'], filesExclude: ['out'] });
      assert.deepEqual(lines, [
        'docs/ excluded exclude setting: docs', 'out/ excluded files.exclude: out', 'src/d.ts', 'src/gen/ excluded exclude setting: **/gen/**',
        'x/docs/ excluded exclude setting: docs',
      ]);
    });

    test('where settings include, the rest is left out, whole folders at once', async () => {
      await fill({ 'src/a.ts': 'a', 'src/b.css': 'b', 'docs/c.md': 'c', 'lib/x/d.ts': 'd' });
      assert.deepEqual(await scan({ include: ['src/**/*.ts', './docs'] }), [
        'docs/c.md', 'lib/ notIncluded include setting: src/**/*.ts, ./docs', 'src/a.ts',
        'src/b.css notIncluded include setting: src/**/*.ts, ./docs',
      ]);
    });

    test('what nobody searches is skipped where there is no ignore file', async () => {
      await fill({
        'node_modules/m/i.js': 'm', 'py/__pycache__/x.txt': 'x', 'env/pyvenv.cfg': 'home', 'env/lib/a.py': 'a', 'target/CACHEDIR.TAG': 'S',
        'target/b.rs': 'b', 'package-lock.json': '{}', 'a.min.js': 'a', 'b.js.map': '{}', 'logo.PNG': 'p', 'c.ts': 'c',
      });
      assert.deepEqual(await scan(), [
        'a.min.js minified built in: minified file *.min.js', 'b.js.map generated built in: generated file *.js.map', 'c.ts',
        'env/ builtin built in: folder with pyvenv.cfg', 'logo.PNG binary built in: binary file type .png',
        'node_modules/ builtin built in: folder node_modules', 'package-lock.json lockfile built in: lockfile package-lock.json',
        'py/__pycache__/ builtin built in: folder __pycache__', 'target/ builtin built in: folder with CACHEDIR.TAG',
      ]);
    });

    test('empty files and files above the limit are skipped', async () => {
      await fill({ 'empty.ts': '', 'big.ts': 'x'.repeat(2049), 'fits.ts': 'x'.repeat(2048) });
      assert.deepEqual(await scan({ maxFileSizeBytes: 2048 }), ['big.ts tooLarge larger than 2 kB', 'empty.ts empty empty file', 'fits.ts']);
    });

    test('symbolic links are told of and not followed', async () => {
      await fill({ 'real/a.ts': 'a' });
      await bed.link('link', 'real');
      assert.deepEqual(await scan(), ['link symlink symbolic links are not followed', 'real/a.ts']);
      await assert.rejects(bed.source.read({ root: bed.root, path: 'link' }), Failure);
    });

    test('a root inside another has its files to itself', async () => {
      await fill({ 'a.ts': 'a', 'inner/b.ts': 'b', 'inner/c/d.ts': 'd' });
      const inner = `${bed.root}/inner`;
      assert.deepEqual(await scanned(bed.source, [bed.root, inner]), ['a.ts', 'b.ts', 'c/d.ts']);
      assert.deepEqual(await scanned(bed.source, [inner, bed.root, inner]), ['a.ts', 'b.ts', 'c/d.ts']);
    });

    test('an aborted scan rejects', async () => {
      await fill({ 'a.ts': 'a' });
      const iterate = async () => {
        for await (const entry of bed.source.scan([{ path: bed.root, name: '' }], defaultScanSettings, AbortSignal.abort())) assert.fail(lineOf(entry));
      };
      await assert.rejects(iterate, { name: 'AbortError' });
    });

    test('a look at one path agrees with the scan', async () => {
      await fill({ '.gitignore': 'dist/\n*.log\n', 'src/a.ts': 'a', 'src/b.log': 'b', 'dist/c.js': 'c', 'e/empty.ts': '', 'p/pyvenv.cfg': 'x' });
      for await (const entry of bed.source.scan([{ path: bed.root, name: '' }], defaultScanSettings)) {
        assert.deepEqual(await inspect(entry.path.replace(/\/$/, '')), entry);
      }
    });

    test('a look at a path in a skipped folder gives the folder, and why it is skipped', async () => {
      await fill({ '.gitignore': 'dist/\n', 'dist/in/c.js': 'c' });
      const entry = await inspect('dist/in/c.js');
      assert.deepEqual(entry, { type: 'skipped', root: bed.root, path: 'dist/', reason: 'ignored', rule: '.gitignore:1 dist/' });
    });

    test('a look at a folder says so, and at what is gone gives null', async () => {
      await fill({ 'src/a.ts': 'a' });
      assert.equal(await inspect('src'), 'directory');
      await bed.remove('src/a.ts');
      assert.equal(await inspect('src/a.ts'), null);
      assert.equal(await inspect('src/a.ts/b'), null);
    });

    test('a changed ignore file takes effect at once', async () => {
      await fill({ '.gitignore': 'a.ts\n', 'a.ts': 'a', 'b.ts': 'b' });
      assert.deepEqual(await scan(), ['.gitignore', 'a.ts ignored .gitignore:1 a.ts', 'b.ts']);
      await bed.write('.gitignore', 'b.ts\n');
      assert.deepEqual(await scan(), ['.gitignore', 'a.ts', 'b.ts ignored .gitignore:1 b.ts']);
      await bed.remove('.gitignore');
      assert.deepEqual(await scan(), ['a.ts', 'b.ts']);
    });

    test('an explanation looks inside the file too', async () => {
      await fill({ 'a.ts': 'code', 'b.ts': 'a\0b', 'c.go': '// Code generated by protoc. DO NOT EDIT.\npackage c\n', '.gitignore': 'd.ts\n', 'd.ts': 'd' });
      assert.equal(await explain('a.ts'), null);
      assert.deepEqual(await explain('b.ts'), { root: bed.root, path: 'b.ts', reason: 'binary', rule: 'a NUL byte in the first 8 kB' });
      assert.equal((await explain('c.go'))?.reason, 'generated');
      assert.equal((await explain('d.ts'))?.rule, '.gitignore:1 d.ts');
      await assert.rejects(explain('gone.ts'), { name: 'Failure', code: 'vanished' });
    });

    test('reading gives the bytes and the stamp that the scan gave', async () => {
      await bed.write('ü ä.bin.txt', Uint8Array.of(0, 255, 128, 10));
      const file = { root: bed.root, path: 'ü ä.bin.txt' };
      const entry = await bed.source.inspect(file, defaultScanSettings);
      const { bytes, stamp } = await bed.source.read(file);
      assert.deepEqual([...bytes], [0, 255, 128, 10]);
      assert.deepEqual(entry, { type: 'file', ...file, size: stamp.size, mtimeMs: stamp.mtimeMs });
    });

    test('a file that is gone fails as vanished', async () => {
      await assert.rejects(bed.source.read({ root: bed.root, path: 'gone.ts' }), { name: 'Failure', code: 'vanished' });
    });
  });
}
