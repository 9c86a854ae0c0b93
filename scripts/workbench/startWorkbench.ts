/** How does a real VS Code workbench start on a free loopback port, with a throw-away profile? */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../run.ts';
import { installWorkbench } from './installWorkbench.ts';

export interface WorkbenchOptions {
  /** A folder, or a .code-workspace file. */
  readonly folder: string;
  /** Installed into the profile before the start. */
  readonly vsix?: string;
  /** The display language, as VS Code names it: what VS Code itself says stays English, for its translations are on the marketplace only. */
  readonly language?: string;
  /** User settings, on top of those that keep first-run pages out of the way. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Workspaces are trusted only when somebody says so, as in VS Code. Otherwise each is, and nobody is asked. */
  readonly trustIsAsked?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Let the address name a development extension and its tests, as VS Code's own web tests do. */
  readonly testDriver?: boolean;
}

export interface Workbench {
  /** "http://127.0.0.1:PORT": a secure context, which webviews' service workers need. */
  readonly origin: string;
  readonly url: string;
  readonly profile: string;
  /** What the server has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Settings that keep first-run pages, telemetry, updates and sign-in out of the way. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.menuBarVisibility': 'compact',
  'git.openRepositoryInParentFolders': 'never',
  'editor.minimap.enabled': false,
};

/** The question of trust is asked by command, not by a window in front of everything. */
const trustSettings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'always' };

const startLimitMs = 60_000; // about 1 s on an idle machine

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no loopback port is free');
  return address.port;
}

async function waitUntilServing(origin: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + startLimitMs; Date.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}`);
    const response = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (response?.ok === true) return;
  }
  throw new Error(`code-server did not answer on ${origin} within ${startLimitMs} ms`);
}

const profileFlags = (profile: string): string[] => [
  '--user-data-dir', path.join(profile, 'data'),
  '--extensions-dir', path.join(profile, 'extensions'),
  '--config', path.join(profile, 'config.yaml'),
];

/** VSCODE_* variables would tie the server to a VS Code that it is started from; NODE_OPTIONS would reach the extension host. */
function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const entries = Object.entries({ ...process.env, ...extra });
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith('VSCODE_') && name !== 'NODE_OPTIONS'));
}

/** Installs a VSIX into a profile directory, as "Install from VSIX" does; it then lies in PROFILE/extensions. */
export async function installVsix(profile: string, vsix: string): Promise<void> {
  const { node, codeServer } = await installWorkbench();
  mkdirSync(profile, { recursive: true });
  writeFileSync(path.join(profile, 'config.yaml'), '');
  const { stdout, stderr } = await run(node, [codeServer, ...profileFlags(profile), '--install-extension', vsix, '--force'], { env: cleanEnvironment() });
  if (!stdout.includes('successfully installed')) throw new Error(`installing ${vsix} failed:\n${stdout}\n${stderr}`);
}

function prepareProfile(settings: Readonly<Record<string, unknown>>): string {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'lodestone-workbench-'));
  mkdirSync(path.join(profile, 'data/User'), { recursive: true });
  writeFileSync(path.join(profile, 'config.yaml'), '');
  writeFileSync(path.join(profile, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  return profile;
}

/** VS Code takes a display language only where a language pack is known for it: this one translates nothing of VS Code's own, so that extensions alone speak it. */
function writeLanguagePack(profile: string, language: string): void {
  const translations = path.join(profile, 'data', `${language}.i18n.json`);
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = { hash: `lodestone-${language}`, label: language, extensions: [{ extensionIdentifier: { id: `lodestone.language-pack-${language}` }, version: '1.0.0' }], translations: { vscode: translations } };
  writeFileSync(path.join(profile, 'data/languagepacks.json'), JSON.stringify({ [language]: pack }));
}

/** Ends the server's whole process group, which holds the extension hosts too. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts a workbench; whoever starts it must stop() it, which deletes its profile. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { node, codeServer } = await installWorkbench();
  const profile = prepareProfile({ ...(options.trustIsAsked === true ? trustSettings : {}), ...options.settings });
  if (options.vsix !== undefined) await installVsix(profile, options.vsix);
  if (options.language !== undefined) writeLanguagePack(profile, options.language);

  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const logFile = path.join(profile, 'server.log');
  const output = openSync(logFile, 'w');
  const child = spawn(node, [
    codeServer, ...profileFlags(profile), '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none',
    '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened',
    ...(options.trustIsAsked === true ? [] : ['--disable-workspace-trust']),
    ...(options.language === undefined ? [] : ['--locale', options.language]),
    ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ], { env: cleanEnvironment({ EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env }), stdio: ['ignore', output, output], detached: true });
  closeSync(output);

  const killOnExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killOnExit);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      signalGroup(child, 'SIGTERM');
      await Promise.race([exited, sleep(5000, undefined, { ref: false })]);
    }
    signalGroup(child, 'SIGKILL');
    process.off('exit', killOnExit);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const log = () => readFileSync(logFile, 'utf8');
  try {
    await waitUntilServing(origin, child);
  } catch (error) {
    const printed = log();
    await stop();
    throw new Error(printed, { cause: error });
  }
  const parameter = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return { origin, profile, log, stop, url: `${origin}/?${parameter}=${encodeURIComponent(path.resolve(options.folder))}` };
}
