/** Which file is a command about? The one that VS Code passes from a menu, else the one in the active editor. */
import * as vscode from 'vscode';

export function chosenFile(argument: unknown): vscode.Uri | null {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? uri : null;
}
