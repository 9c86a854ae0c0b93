/** Is every change on the disk told of once, in few batches, and are skipped folders left unwatched? */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { ChokidarWatcher } from '../../src/adapters/chokidarWatcher.ts';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import type { WatchEvent } from '../../src/core/ports.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

/** Folders that this process watches, as Linux counts them. */
function watchedFolders(): number {
  const descriptors = readdirSync('/proc/self/fdinfo').map((name) => {
    try {
      return readFileSync(`/proc/self/fdinfo/${name}`, 'utf8');
    } catch (error) {
      assert.match(String(error), /ENOENT/, 'only the descriptor of the listing itself may be gone');
      return '';
    }
  });
  return descriptors.join('').match(/^inotify wd:/gm)?.length ?? 0;
}

describe('the watcher', { timeout: 300_000 }, () => {
  let root: string;
  let watcher: ChokidarWatcher;
  let events: WatchEvent[];
  let changed: () => void;

  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'lodestone-watch-')));
    watcher = new ChokidarWatcher();
    events = [];
    changed = () => {};
  });
  afterEach(async () => {
    await watcher.close();
    await rm(root, { recursive: true, force: true });
  });

  const at = (file: string) => path.join(root, file);
  const write = async (file: string, content = 'x') => {
    await mkdir(path.dirname(at(file)), { recursive: true });
    await writeFile(at(file), content);
  };
  const start = (...roots: readonly string[]) => {
    const scope = new DiskFiles().watchScope((roots.length === 0 ? [''] : roots).map((name) => ({ path: at(name), name })), defaultScanSettings);
    return watcher.start(scope, (event) => {
      events.push(event);
      changed();
    });
  };
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((resolve) => (changed = resolve));
  };
  const paths = () => events.flatMap((event) => (event.type === 'changed' ? event.paths : [])).map((file) => path.relative(root, file));
  const told = (...files: readonly string[]) => until(() => files.every((file) => paths().includes(file)));
  const rescans = () => events.filter((event) => event.type === 'rescan').map((event) => event.cause);

  test('what is written, changed, moved and deleted is told of', async () => {
    await write('a.ts');
    await write('src/b.ts');
    await start();
    await write('new.ts');
    await appendFile(at('a.ts'), 'more');
    await rename(at('src/b.ts'), at('src/c.ts'));
    await told('new.ts', 'a.ts', 'src/b.ts', 'src/c.ts');
    await rm(at('a.ts'));
    await until(() => paths().filter((file) => file === 'a.ts').length === 2);
  });

  test('files in new, moved and deleted folders are told of', async () => {
    await write('old/in/a.ts');
    await start();
    await write('fresh/deep/er/a b 🦊.ts');
    await told('fresh/deep/er/a b 🦊.ts');
    await rename(at('old'), at('moved'));
    await told('old/in/a.ts', 'moved/in/a.ts');
    await rm(at('moved'), { recursive: true });
    await until(() => paths().filter((file) => file === 'moved/in/a.ts').length >= 2);
  });

  test('nothing is told of what was there before', async () => {
    for (let index = 0; index < 50; index++) await write(`d${index}/a.ts`);
    await start();
    await write('last.ts');
    await told('last.ts');
    assert.deepEqual(paths(), ['last.ts']);
  });

  test('skipped folders are not watched, and skipped files not told of', async () => {
    await write('.gitignore', 'dist/\n*.log\n');
    for (const folder of ['dist', 'node_modules/m', '.git/objects', 'env']) for (let index = 0; index < 20; index++) await write(`${folder}/d${index}/a.js`);
    await write('env/pyvenv.cfg');
    await write('src/a.ts');
    const before = watchedFolders();
    await start();
    // The root, src, and the way to .git/info/exclude.
    if (process.platform === 'linux') assert.ok(watchedFolders() - before <= 4, `${watchedFolders() - before} folders are watched`);
    for (const file of ['dist/d1/a.js', 'x.log', 'a.png', 'node_modules/m/d1/a.js', '.git/index', 'env/d1/a.js', 'src/b.ts']) await write(file);
    await told('src/b.ts');
    assert.deepEqual(paths(), ['src/b.ts']);
  });

  test('a changed, new or deleted ignore file asks for a scan', async () => {
    await write('.gitignore', 'a\n');
    await write('src/a.ts');
    await start();
    await write('.gitignore', 'b\n');
    await until(() => rescans().length === 1);
    await write('src/.lodestoneignore', 'b\n');
    await until(() => rescans().length === 2);
    await rm(at('.gitignore'));
    await until(() => rescans().length === 3);
    assert.deepEqual(rescans(), ['rules', 'rules', 'rules']);
  });

  test("the repository's exclude file and ignore files above the root ask for a scan", async () => {
    await write('.git/HEAD');
    await write('.git/info/exclude', 'a\n');
    await write('packages/app/a.ts');
    await start('packages/app');
    await write('.git/info/exclude', 'b\n');
    await until(() => rescans().length === 1);
    await write('packages/.gitignore', 'b\n');
    await until(() => rescans().length === 2);
    await write('packages/other.ts');
    await write('packages/app/b.ts');
    await told('packages/app/b.ts');
    assert.deepEqual(paths(), ['packages/app/b.ts']);
  });

  test('after a change of the rules, a new start watches what they let in', async () => {
    await write('.gitignore', 'gen/\n');
    await write('gen/a.ts');
    await start();
    await write('.gitignore', '# nothing\n');
    await until(() => rescans().length === 1);
    await start();
    await appendFile(at('gen/a.ts'), 'more');
    await told('gen/a.ts');
  });

  test('a thousand changes come in few batches, each path once a batch', async () => {
    const files = Array.from({ length: 1000 }, (_, index) => `d${index % 40}/f${index}.ts`);
    for (const file of files) await write(file);
    await start();
    for (const file of files) writeFileSync(at(file), 'changed');
    await told(...files);
    assert.ok(events.length <= 100, `${events.length} batches`);
    for (const event of events) if (event.type === 'changed') assert.equal(new Set(event.paths).size, event.paths.length);
  });

  test('changes that never pause are told of while they go on', async () => {
    await start();
    let isTold = false;
    const writer = (async () => {
      for (let round = 0; !isTold; round++) {
        await write('log.txt', `round ${round}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    await told('log.txt');
    isTold = true;
    await writer;
  });

  test('more changes than the system keeps while this process is busy ask for a scan', async () => {
    await mkdir(at('many'));
    await start();
    for (let index = 0; index < 9000; index++) writeFileSync(at(`many/${index}.ts`), 'x');
    await until(() => rescans().includes('tooMany'));
  });

  test('a switch of branches by git is told of completely', async () => {
    const files = Array.from({ length: 300 }, (_, index) => `d${index % 20}/f${index}.ts`);
    const git = (...args: readonly string[]) => promisify(execFile)('git', ['-C', root, '-c', 'user.name=n', '-c', 'user.email=e@example.org', ...args]);
    await git('init', '-qb', 'main');
    for (const file of files) await write(file, 'main');
    await git('add', '.');
    await git('commit', '-qm', 'main');
    await git('switch', '-qc', 'other');
    for (const file of files) await write(file, 'other');
    await write('added.ts');
    await git('add', '.');
    await git('commit', '-qm', 'other');
    await start();
    await git('switch', '-q', 'main');
    await told(...files, 'added.ts');
    assert.deepEqual([...new Set(paths())].sort(), [...files, 'added.ts'].sort());
    assert.ok(events.length <= files.length / 10, `${events.length} batches`); // how many depends on how long git takes
  });

  test('links are not followed, and loops of them end', async () => {
    await write('real/a.ts');
    await symlink('..', at('real/loop'));
    await start();
    await appendFile(at('real/a.ts'), 'more');
    await told('real/a.ts');
    assert.deepEqual([...new Set(paths())], ['real/a.ts']);
  });

  test('several roots, also one inside another, are watched, each path told once', async () => {
    await write('one/inner/a.ts');
    await write('two/b.ts');
    await start('one', 'one/inner', 'two');
    await write('one/inner/a.ts', 'changed');
    await write('two/b.ts', 'changed');
    await told('one/inner/a.ts', 'two/b.ts');
    assert.deepEqual(paths().sort(), ['one/inner/a.ts', 'two/b.ts']);
  });

  test('a root that is itself a link is watched, under the name it was given', async () => {
    await write('real/src/a.ts');
    await symlink('real', at('link'));
    await start('link');
    await appendFile(at('real/src/a.ts'), 'more');
    await told('link/src/a.ts');
  });

  test('a root that is deleted and made again is watched again', async () => {
    await write('root/a.ts');
    await start('root');
    await rm(at('root'), { recursive: true });
    await told('root/a.ts');
    events.length = 0;
    await write('root/a.ts');
    await told('root/a.ts');
  });

  test('after closing nothing is told, and no folder stays watched', async () => {
    await write('src/a.ts');
    const before = process.platform === 'linux' ? watchedFolders() : 0;
    await Promise.all([start(), start(), start()]);
    await appendFile(at('src/a.ts'), 'more');
    await watcher.close();
    if (process.platform === 'linux') assert.equal(watchedFolders(), before);
    assert.deepEqual(events, []);
    await watcher.close();
  });

  test("the system's limit of watched folders is told of once, with what to do", async () => {
    if (process.platform !== 'linux') return;
    for (let index = 0; index < 60; index++) await write(`d${index}/a.ts`);
    const child = `echo 20 > /proc/sys/user/max_inotify_watches && exec "${process.execPath}" "${path.join(import.meta.dirname, 'chokidarWatcherAtLimit.ts')}" "${root}"`;
    const { stdout } = await promisify(execFile)('unshare', ['--user', '--map-root-user', 'sh', '-c', child]);
    const failed: unknown = JSON.parse(stdout);
    assert.deepEqual(failed, [{
      type: 'failed',
      atLimit: true,
      code: 'ENOSPC',
      message: "The system's limit of watched folders is reached, so not all folders can be watched.",
      nextStep: 'Raise fs.inotify.max_user_watches (sudo sysctl fs.inotify.max_user_watches=524288) or exclude folders, then refresh the index.',
    }]);
  });
});
