/** Does the command line start under whatever Node is at hand? */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { root, runNode } from '../../scripts/run.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-launcher-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Makes this process's Node call itself another version, before the launcher looks. */
const pretend = (version: string): string => {
  const file = path.join(scratch, `pretend-${version}.cjs`);
  // Only in the process that has this variable's value; the one that it starts is left as it is.
  writeFileSync(file, `if (process.env.PRETEND) { delete process.env.PRETEND; delete process.env.NODE_OPTIONS; Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } }); }`);
  return file;
};
const under = (version: string) => ({ ...process.env, PRETEND: '1', NODE_OPTIONS: `--require ${pretend(version)}` });

/** A launcher whose command line prints what it was given, and ends with 7. */
function launcherIn(name: string): string {
  const directory = path.join(scratch, name);
  mkdirSync(path.join(directory, 'dist'), { recursive: true });
  copyFileSync(path.join(root, 'dist/cli.js'), path.join(directory, 'dist/cli.js'));
  writeFileSync(path.join(directory, 'dist/cliMain.js'), "console.log(process.versions.node, process.argv.slice(2).join('|')); process.stdin.on('data', (d) => console.log(String(d).trim())).on('end', () => process.exit(7));");
  return path.join(directory, 'dist/cli.js');
}

test('a new enough Node runs the command line itself', async () => {
  const { stdout } = await runNode(launcherIn('new'), ['a', 'b c'], { accept: [7], input: 'from stdin' });
  assert.equal(stdout, `${process.versions.node} a|b c\nfrom stdin\n`);
});

test("a too old Node hands over to the development dependencies' own, with arguments, input and exit code", async () => {
  const cli = launcherIn('checkout');
  symlinkSync(path.join(root, 'node_modules'), path.join(scratch, 'checkout/node_modules'));
  const { stdout } = await runNode(cli, ['a', 'b c'], { accept: [7], input: 'from stdin', env: under('18.20.1') });
  assert.equal(stdout, `${process.versions.node} a|b c\nfrom stdin\n`);
});

test('a too old Node with no other at hand says which version is needed, and ends with 3', async () => {
  const { stderr } = await runNode(launcherIn('alone'), ['search', 'x'], { accept: [3], env: under('20.11.0') });
  assert.match(stderr, /Node 22\.22 or later is needed, and this is 20\.11\.0/);
});

test('a command line that does not load says so in words, and ends with 3', async () => {
  const cli = launcherIn('broken');
  writeFileSync(path.join(path.dirname(cli), 'cliMain.js'), "require('a-module-that-is-not-there')");
  const { stderr } = await runNode(cli, ['search', 'x'], { accept: [3] });
  assert.match(stderr, /^lodestone: it could not be loaded: Cannot find module 'a-module-that-is-not-there'\nInstall Lodestone again, for this platform\.\n$/);
});

test('the launcher uses no syntax that Node 12 cannot read', () => {
  assert.doesNotMatch(readFileSync(path.join(root, 'dist/cli.js'), 'utf8'), /\?\.[a-z([]|\?\?|\|\|=|import\.meta|\bawait\b/);
});
