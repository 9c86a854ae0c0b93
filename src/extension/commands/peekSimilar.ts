/** Shows what is similar to the selection, or to the function around the cursor, in the editor itself, as "Peek References" shows references. */
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import { t } from '../../protocol/localise.ts';
import type { SearchResult } from '../../protocol/searchTypes.ts';
import { relatedCount } from '../../protocol/statusText.ts';
import { targetUri } from '../rangeOpener.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings.ts';
import { editorExample } from './editorExample.ts';

export async function peekSimilar({ daemon }: Services): Promise<void> {
  const example = editorExample();
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { document, selection } = editor;
  const answer = await daemon.request('similar', { ...example, ...(example.cell === undefined ? { text: document.getText() } : {}), limit: setting('search.limit') });
  const found = answer.verdict === 'none' ? [] : answer.results.slice(0, relatedCount(answer));
  if (found.length === 0) throw new RequestFailure('badRequest', t('Nothing in the workspace is similar.'), t('"Find Similar" shows distant hits too.'));
  await vscode.commands.executeCommand('editor.action.peekLocations', document.uri, selection.active, found.flatMap(locationsOf), 'peek');
}

const locationsOf = (result: SearchResult): vscode.Location[] => [result, ...result.otherRanges]
  .map(({ startLine, endLine }) => new vscode.Location(targetUri({ ...result, startLine, endLine }), new vscode.Range(startLine - 1, 0, endLine - 1, 0)));
