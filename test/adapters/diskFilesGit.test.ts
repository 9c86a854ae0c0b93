/** Does the scan decide as git itself does, down to the deciding line? */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { scanned } from '../contracts/fileSource.contract.ts';

/** No global excludes of the user who runs the tests; the scan looks at the process's own environment. */
const environment: NodeJS.ProcessEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', XDG_CONFIG_HOME: '/nowhere' };
Object.assign(process.env, environment);
const git = (directory: string, args: readonly string[], input = '') =>
  spawnSync('git', ['-C', directory, ...args], { input, env: environment, maxBuffer: 1 << 28 }).stdout.toString();

const directories = ['a', 'b', 'build', 'dist', '.hid', 'x y'];
const files = ['f.js', 'f.log', 'README', 'a', 'build.txt', '#c', '!d', 'sp ', '[z]', 'ü.md', 'z.tmp'];
const wildcards = ['*.log', '*.js', 'b*', '?', '[ab]', '[!a]', '**', 'f.*', '*', '\\#c', '\\!d', 'sp\\ ', '\\[z\\]', 'ü*'];

/** The same trees in every run: a linear congruential generator (Numerical Recipes' constants). */
function chooser(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function makePattern(choose: (below: number) => number): string {
  const pick = (list: readonly string[]) => list[choose(list.length)] ?? '';
  let pattern = pick([...directories, ...files, ...wildcards, 'build', 'dist']);
  if (choose(3) === 0) pattern = `${pick(directories)}/${pattern}`;
  if (choose(6) === 0) pattern = `**/${pattern}`;
  if (choose(5) === 0) pattern = `/${pattern}`;
  if (choose(4) === 0) pattern += '/';
  if (choose(8) === 0) pattern += '/**';
  if (choose(3) === 0) pattern = `!${pattern}`;
  return choose(10) === 0 ? `${pattern}  ` : pattern;
}

async function makeTree(root: string, choose: (below: number) => number): Promise<void> {
  const fill = async (directory: string, depth: number): Promise<void> => {
    await mkdir(path.join(root, directory), { recursive: true });
    const taken = depth < 3 ? directories.filter(() => choose(depth + 2) === 0) : [];
    for (const name of files) if (choose(2) === 0 && !taken.includes(name)) await writeFile(path.join(root, directory, name), 'x');
    const patterns = Array.from({ length: 1 + choose(6) }, () => makePattern(choose));
    if (depth === 0 || choose(2) === 0) await writeFile(path.join(root, directory, '.gitignore'), patterns.join(choose(2) === 0 ? '\n' : '\r\n'));
    for (const name of taken) await fill(path.join(directory, name), depth + 1);
  };
  await fill('', 0);
  await mkdir(path.join(root, '.git/info'), { recursive: true });
  await writeFile(path.join(root, '.git/info/exclude'), `# local\n${makePattern(choose)}\n`);
}

/** As our scan tells it: path -> "file:line pattern". */
function rulesByGit(root: string, paths: readonly string[]): Map<string, string> {
  const fields = git(root, ['check-ignore', '-v', '-z', '--stdin'], paths.join('\0')).split('\0');
  const rules = new Map<string, string>();
  for (let at = 0; at + 3 < fields.length; at += 4) rules.set(fields[at + 3] ?? '', `${fields[at]}:${fields[at + 1]} ${fields[at + 2]}`);
  return rules;
}

describe('ignore files, compared with git', () => {
  let root: string;
  before(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'lodestone-git-')));
  });
  after(() => rm(root, { recursive: true, force: true }));

  const settings = { ...defaultScanSettings, filesExclude: [] };

  test('60 generated trees of nested ignore files are decided as git decides, by the same lines', async () => {
    let compared = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const tree = path.join(root, `tree${seed}`);
      await mkdir(tree);
      execFileSync('git', ['init', '-q', tree], { env: environment });
      await makeTree(tree, chooser(seed));
      const [found, ignored] = [[] as string[], new Map<string, string>()];
      for await (const entry of new DiskFiles().scan([{ path: tree, name: '' }], settings)) {
        if (entry.type === 'file') found.push(entry.path);
        if (entry.type === 'skipped' && entry.reason === 'ignored') ignored.set(entry.path.replace(/\/$/, ''), entry.rule.trimEnd());
      }
      const listed = git(tree, ['ls-files', '-z', '--others', '--exclude-standard']).split('\0').filter((name) => name !== '');
      assert.deepEqual(found.sort(), listed.sort(), tree);
      const rules = rulesByGit(tree, [...ignored.keys()]);
      assert.deepEqual(new Map([...ignored].sort()), new Map([...rules].map(([name, rule]) => [name, rule.trimEnd()] as const).sort()), tree);
      compared += found.length + ignored.size;
    }
    assert.ok(compared > 1000, `only ${compared} paths`);
  });

  test('a root below the top of its repository follows the ignore files above it', async () => {
    const tree = path.join(root, 'monorepo');
    await mkdir(path.join(tree, 'packages/app/gen'), { recursive: true });
    execFileSync('git', ['init', '-q', tree], { env: environment });
    await writeFile(path.join(tree, '.gitignore'), '*.log\n/packages/app/gen/\n');
    await writeFile(path.join(tree, 'packages/.gitignore'), 'app/b.ts\n');
    await writeFile(path.join(tree, '.git/info/exclude'), 'c.ts\n');
    for (const name of ['a.ts', 'b.ts', 'c.ts', 'd.log', 'gen/e.ts']) await writeFile(path.join(tree, 'packages/app', name), 'x');
    assert.deepEqual(await scanned(new DiskFiles(), [path.join(tree, 'packages/app')]), [
      'a.ts', 'b.ts ignored ../.gitignore:1 app/b.ts', 'c.ts ignored ../../.git/info/exclude:1 c.ts', 'd.log ignored ../../.gitignore:1 *.log',
      'gen/ ignored ../../.gitignore:2 /packages/app/gen/',
    ]);
  });

  test("what the user has git ignore everywhere is ignored, the repository's own files going first, and the deciding line is named", async (t) => {
    const [tree, home] = [path.join(root, 'everywhere'), path.join(root, 'home')];
    await mkdir(path.join(home, 'settings'), { recursive: true });
    execFileSync('git', ['init', '-q', tree], { env: environment });
    await writeFile(path.join(tree, '.gitignore'), '!kept.mine\n');
    for (const name of ['a.ts', 'b.mine', 'kept.mine', 'c.other']) await writeFile(path.join(tree, name), 'x');
    const [named, usual] = [path.join(home, 'settings/my excludes'), path.join(home, 'config/git/ignore')];
    await writeFile(named, '# editors\n*.mine\n');
    await mkdir(path.dirname(usual), { recursive: true });
    await writeFile(usual, '*.other\n');
    const [config, empty] = [path.join(home, 'gitconfig'), path.join(home, 'empty')];
    await writeFile(config, `[user]\n\texcludesFile = /nowhere\n[core]\n\tExcludesFile = "${named}" ; mine\n`);
    await writeFile(empty, '');
    const before = { ...environment };
    t.after(() => { Object.assign(environment, before); Object.assign(process.env, before); });
    for (const [global, file, ignored, found] of [[config, named, 'b.mine', 'c.other'], [empty, usual, 'c.other', 'b.mine']] as const) {
      Object.assign(environment, { GIT_CONFIG_GLOBAL: global, XDG_CONFIG_HOME: path.join(home, 'config') });
      Object.assign(process.env, environment);
      const lines = await scanned(new DiskFiles(), [tree]);
      const [, rule] = [...rulesByGit(tree, [ignored, 'kept.mine'])][0]!;
      assert.ok(rule.startsWith(file), 'git decides by that file, too');
      assert.ok(lines.includes(`${ignored} ignored ${rule}`), lines.join('\n'));
      for (const name of ['a.ts', 'kept.mine', found]) assert.ok(lines.includes(name), `${name} in ${lines.join(', ')}`);
      assert.ok(new DiskFiles().watchScope([{ path: tree, name: '' }], defaultScanSettings).ruleFiles.includes(file));
    }
  });

  test('a root that its repository ignores was opened on purpose, and is scanned', async () => {
    const tree = path.join(root, 'dotfiles');
    await mkdir(path.join(tree, 'project/src'), { recursive: true });
    execFileSync('git', ['init', '-q', tree], { env: environment });
    await writeFile(path.join(tree, '.gitignore'), '*\n');
    await writeFile(path.join(tree, 'project/src/a.ts'), 'a');
    assert.deepEqual(await scanned(new DiskFiles(), [path.join(tree, 'project')]), ['src/a.ts']);
    assert.deepEqual(await scanned(new DiskFiles(), [path.join(tree, 'project/src')]), ['a.ts']);
  });

  test("a worktree follows the exclude file of the repository it belongs to, and its .git file isn't indexed", async () => {
    const tree = path.join(root, 'main');
    await mkdir(tree);
    execFileSync('git', ['init', '-q', tree], { env: environment });
    await writeFile(path.join(tree, 'a.ts'), 'a');
    git(tree, ['add', '.']);
    git(tree, ['-c', 'user.name=n', '-c', 'user.email=e@example.org', 'commit', '-qm', 'first']);
    const worktree = path.join(root, 'worktree');
    git(tree, ['worktree', 'add', '-q', worktree]);
    await writeFile(path.join(tree, '.git/info/exclude'), 'b.ts\n');
    await writeFile(path.join(worktree, 'b.ts'), 'b');
    assert.deepEqual(await scanned(new DiskFiles(), [worktree]), [
      '.git builtin built in: version control (.git)', 'a.ts', 'b.ts ignored .git/info/exclude:1 b.ts',
    ]);
    assert.equal(git(worktree, ['status', '--short', '--ignored']), '!! b.ts\n');
  });
});
