/** Which folders are indexed? Those of the workspace that lie on this machine's disk. */
import * as vscode from 'vscode';
import type { RootFolder } from '../protocol/daemonProtocol.ts';

/** Names of the others: their files are somewhere else, and VS Code alone can read them. */
export const virtualFolders = (): string[] => (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme !== 'file').map(({ name }) => name);

export function workspaceRoots(): RootFolder[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri, name }) => ({ path: uri.fsPath, name }));
}
