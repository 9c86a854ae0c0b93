/** Which files are meant by "open editors" and "changed files"? */
import path from 'node:path';
import * as vscode from 'vscode';
import { RequestFailure } from '../protocol/connection.ts';
import { t } from '../protocol/localise.ts';
import type { FileChoice } from '../protocol/panelProtocol.ts';
import type { IndexedFile } from '../protocol/searchTypes.ts';
import { workspaceRoots } from './workspaceRoots.ts';

/** The part of the built-in Git extension's interface (version 1) that is used here. */
interface Git {
  readonly repositories: readonly { readonly state: Readonly<Record<'indexChanges' | 'workingTreeChanges' | 'mergeChanges' | 'untrackedChanges', readonly { readonly uri: vscode.Uri }[]>> }[];
}

/** Undefined: every file. Throws RequestFailure "badRequest" where changes are not known. */
export async function chosenFiles(choice: FileChoice): Promise<readonly IndexedFile[] | undefined> {
  switch (choice) {
    case 'everywhere': return undefined;
    case 'openEditors': return openEditors().flatMap(indexedFile);
    case 'changedFiles': return (await changedFiles()).flatMap(indexedFile);
  }
}

function openEditors(): vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.flatMap((input) => (input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook || input instanceof vscode.TabInputCustom ? [input.uri]
    : input instanceof vscode.TabInputTextDiff ? [input.modified] : []));
}

async function changedFiles(): Promise<vscode.Uri[]> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>('vscode.git');
  const git = extension && (await extension.activate().then((exported: { getAPI(version: 1): Git }) => exported.getAPI(1), () => undefined));
  if (!git || git.repositories.length === 0) {
    throw new RequestFailure('badRequest', t('Which files have changed is not known here: there is no Git repository that VS Code knows.'), t('Search in all files.'));
  }
  return git.repositories.flatMap(({ state }) => [...state.indexChanges, ...state.workingTreeChanges, ...state.mergeChanges, ...(state.untrackedChanges ?? [])].map(({ uri }) => uri));
}

/** In the innermost of the workspace's folders that holds it; none outside. */
function indexedFile(uri: vscode.Uri): IndexedFile[] {
  if (uri.scheme !== 'file') return [];
  const roots = workspaceRoots().map(({ path: root }) => root).filter((root) => !path.relative(root, uri.fsPath).startsWith('..')).sort((a, b) => b.length - a.length);
  return roots.map((root) => ({ root, path: path.relative(root, uri.fsPath).split(path.sep).join('/') }));
}
