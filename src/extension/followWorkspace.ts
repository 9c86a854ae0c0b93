/** How do changes of the workspace's folders and settings reach the daemon? It runs only while there is a folder to index. */
import * as vscode from 'vscode';
import type { DaemonProcess } from './daemonProcess.ts';
import type { SettingName } from './manifest.ts';
import { forwardChanges } from './forwardChanges.ts';
import type { Log } from './log.ts';
import { affectsIndex, affectsSetting, readIndexSettings } from './settings.ts';
import { workspaceRoots } from './workspaceRoots.ts';

/** These the daemon takes in only when it starts. */
const settingsOfStart: readonly SettingName[] = ['nodePath', 'model', 'sharedVectorsSize'];

/** Starts the daemon if there is a folder, and keeps it told until disposed. */
export function followWorkspace(daemon: DaemonProcess, log: Log): vscode.Disposable {
  const warn = (error: unknown): void => log.failed('changeNotTold', error);
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(() => {
    const roots = workspaceRoots();
    if (roots.length === 0) daemon.stop().catch(warn);
    else if (daemon.state === 'stopped') daemon.start();
    else daemon.request('setRoots', { roots }).catch(warn);
  });
  const settings = vscode.workspace.onDidChangeConfiguration((change) => {
    if (daemon.state === 'stopped' && daemon.failure === null) return;
    if (settingsOfStart.some((name) => affectsSetting(change, name))) daemon.restart().catch(warn);
    else if (affectsIndex(change)) daemon.request('setSettings', { settings: readIndexSettings() }).catch(warn);
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    if (daemon.state !== 'stopped') daemon.request('setSettings', { settings: readIndexSettings() }).catch(warn);
  });
  // What changed while the window was away, in a terminal or by a branch switch, may have been missed.
  const focus = vscode.window.onDidChangeWindowState(({ focused }) => {
    if (focused && daemon.state === 'running') daemon.request('reconcile', null).catch(warn);
  });
  if (workspaceRoots().length > 0) daemon.start();
  return vscode.Disposable.from(folders, settings, trust, focus, forwardChanges(daemon, warn));
}
