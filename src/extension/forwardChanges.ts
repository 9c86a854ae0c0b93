/** How does a daemon that can't watch all folders hear of changes? VS Code watches the workspace anyway; what it sees is passed on. */
import * as vscode from 'vscode';
import type { IndexStatus } from '../protocol/daemonProtocol.ts';
import type { DaemonProcess } from './daemonProcess.ts';
import { workspaceRoots } from './workspaceRoots.ts';

/** Events come one by one; this many milliseconds of them go in one message. */
const gatherMs = 100;
/** Beyond this many paths the workspace's folders are named instead: the daemon then looks at everything. */
const mostPaths = 5000;

/** Watches only while the daemon's status asks for it. */
export function forwardChanges(daemon: DaemonProcess, warn: (error: unknown) => void): vscode.Disposable {
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let watchers: vscode.Disposable | null = null;
  const send = (): void => {
    timer = undefined;
    const named = paths.size > mostPaths ? workspaceRoots().map(({ path }) => path) : [...paths];
    paths.clear();
    daemon.request('noticed', { paths: named }).catch(warn);
  };
  const note = ({ scheme, fsPath }: vscode.Uri): void => {
    if (scheme === 'file') paths.add(fsPath);
    timer ??= setTimeout(send, gatherMs);
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    paths.clear();
    watchers?.dispose();
    watchers = null;
  };
  const follow = ({ watching }: IndexStatus): void => {
    if (watching?.by !== 'editor') stop();
    else watchers ??= watchEverything(note);
  };
  daemon.events.on('status', follow);
  return { dispose: () => { daemon.events.off('status', follow); stop(); } };
}

/** A pattern without a base stands for all folders of the workspace, those to come among them. */
function watchEverything(note: (uri: vscode.Uri) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**');
  return vscode.Disposable.from(watcher, watcher.onDidCreate(note), watcher.onDidChange(note), watcher.onDidDelete(note));
}
