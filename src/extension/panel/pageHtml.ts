/** What HTML holds one of our pages? A frame for the script, with a policy that allows nothing else. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pagePolicy } from './pagePolicy.ts';

export type PageName = 'search' | 'status' | 'topics';

/** The folders that a page may load from. */
export const pageResources = (extensionUri: vscode.Uri): vscode.Uri[] =>
  [vscode.Uri.joinPath(extensionUri, 'media'), vscode.Uri.joinPath(extensionUri, 'dist')];

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: PageName): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'pages.css'));
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${pagePolicy(webview.cspSource, nonce)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Lodestone</title>
  <link rel="stylesheet" href="${style}">
</head>
<body data-page="${page}" data-translations="${attribute(JSON.stringify(vscode.l10n.bundle ?? {}))}">
  <main id="page"></main>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
