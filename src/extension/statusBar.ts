/** How does the status bar follow the index? */
import * as vscode from 'vscode';
import type { DaemonProcess } from './daemonProcess.ts';
import type { CommandId } from './manifest.ts';
import { statusBarText } from './statusBarText.ts';

/** Left of the language and encoding items, which sit at 100 and above. */
const priority = 50;

/** The item, which follows the daemon until it is disposed. It is hidden while no folder is open. */
export function createStatusBar(daemon: DaemonProcess, hasFolder: () => boolean): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('lodestone.status', vscode.StatusBarAlignment.Right, priority);
  item.name = 'Lodestone';
  item.command = 'lodestone.showStatus' satisfies CommandId;
  const update = (): void => {
    const { text, tooltip, problem } = statusBarText(daemon.state, daemon.status, daemon.pace);
    item.text = text;
    item.tooltip = new vscode.MarkdownString(tooltip);
    item.accessibilityInformation = { label: text.replace(/\$\([^)]*\)\s*/g, ''), role: 'button' };
    item.backgroundColor = problem ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    if (hasFolder()) item.show();
    else item.hide();
  };
  daemon.events.on('state', update).on('status', update);
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(update);
  update();
  return { dispose: () => { folders.dispose(); item.dispose(); daemon.events.off('state', update).off('status', update); } };
}
