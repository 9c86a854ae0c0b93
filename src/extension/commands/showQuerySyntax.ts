/** Shows what can be typed into the search, from the documentation that comes with the extension. */
import * as vscode from 'vscode';
import type { Services } from '../services.ts';

export async function showQuerySyntax({ extensionUri }: Services): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extensionUri, 'docs', 'query-syntax.md'));
}
