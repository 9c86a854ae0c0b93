/** What in the active editor is a command about? The selection, or the function, class or section around the cursor where nothing is selected. */
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import type { SimilarExample } from '../../protocol/panelProtocol.ts';
import { t } from '../../protocol/localise.ts';

/** Throws a RequestFailure where there is no file. In a notebook it is the cell, as it was saved. */
export function editorExample(): SimilarExample {
  const cell = activeCell();
  if (cell !== null && cell.notebook.uri.scheme === 'file') return { file: cell.notebook.uri.fsPath, cell: cell.index };
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme !== 'file') {
    throw new RequestFailure('badRequest', t('There is no file to compare with.'), t('Open one of the workspace’s files, and put the cursor into it.'));
  }
  const { start, end } = editor.selection;
  // A selection that ends at the start of a line doesn't reach into that line.
  const endLine = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return { file: editor.document.uri.fsPath, startLine: start.line + 1, endLine, enclosing: editor.selection.isEmpty };
}

/** Null where the active editor is no notebook. */
function activeCell(): vscode.NotebookCell | null {
  const { activeNotebookEditor: editor, activeTextEditor } = vscode.window;
  if (editor === undefined || (activeTextEditor !== undefined && activeTextEditor.document.uri.scheme !== 'vscode-notebook-cell')) return null;
  return editor.notebook.cellCount > 0 ? editor.notebook.cellAt(editor.selection.start) : null;
}
