/** Which context keys do the menus' "when" clauses use, and when are they true? */
import * as vscode from 'vscode';
import type { DaemonProcess } from './daemonProcess.ts';

/** Keeps "lodestone.paused" true while indexing is paused. */
export function followContextKeys(daemon: DaemonProcess): vscode.Disposable {
  let paused: boolean | null = null;
  const update = (): void => {
    const now = daemon.status?.phase === 'paused';
    if (now === paused) return;
    paused = now;
    void vscode.commands.executeCommand('setContext', 'lodestone.paused', now);
  };
  daemon.events.on('status', update);
  update();
  return { dispose: () => daemon.events.off('status', update) };
}
