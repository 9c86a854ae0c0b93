/**
 * How does one try Lodestone?  npm start [-- FOLDER]
 * Builds, answers one search on the command line, then opens a real VS Code on the folder (this checkout where none is given):
 * the user's own "code" where there is one and a display, else a code-server, whose address is printed.
 */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.ts';
import { root, run, runNode } from './run.ts';
import { startWorkbench } from './workbench/startWorkbench.ts';

const folder = path.resolve(process.env['INIT_CWD'] ?? '.', process.argv[2] ?? root);
const exampleQuery = folder === root ? 'how is a file cut into chunks' : 'where is the configuration read';

async function answerOneSearch(): Promise<void> {
  console.log(`\nSearching ${folder} for "${exampleQuery}":\n`);
  await runNode('dist/cli.js', ['index', folder], { show: true });
  await runNode('dist/cli.js', ['search', exampleQuery, '--path', folder, '--limit', '5'], { show: true, accept: [0, 1] });
  console.log(`\nYour own question: node ${path.relative(process.cwd(), path.join(root, 'dist/cli.js'))} search "QUESTION" --path ${folder}\n`);
}

const hasDisplay = () => process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;

const hasCode = () => (process.env['PATH'] ?? '').split(path.delimiter)
  .some((directory) => existsSync(path.join(directory, process.platform === 'win32' ? 'code.cmd' : 'code')));

async function openOwnCode(): Promise<void> {
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  await run(command, ['--new-window', `--extensionDevelopmentPath=${root}`, folder], { show: true });
  console.log('VS Code is open, with Lodestone in its activity bar.');
}

async function serveWorkbench(): Promise<void> {
  const workbench = await startWorkbench({ folder, vsix: await packageExtension() });
  console.log(`Open ${workbench.url}\nLodestone is in the activity bar. Ctrl-C ends it.`);
  let stopping: Promise<void> | undefined;
  const end = (): void => { stopping ??= workbench.stop().then(() => process.exit(0)); };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end); // a second one must not cut the clearing up short
}

if (!existsSync(folder) || !statSync(folder).isDirectory()) {
  console.error(`${folder} is not a folder.`);
  process.exit(2);
}
console.log('Building ...');
await runNode('esbuild.js', [], { show: true });
await answerOneSearch();
await (hasDisplay() && hasCode() ? openOwnCode() : serveWorkbench());
