/** Which folders are indexed? Those of the workspace that lie on this machine's disk. */
import * as vscode from 'vscode';
import type { RootFolder } from '../protocol/daemonProtocol.ts';

export function workspaceRoots(): RootFolder[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri, name }) => ({ path: uri.fsPath, name }));
}
