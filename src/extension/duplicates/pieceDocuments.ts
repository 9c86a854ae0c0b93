/** How can a range of lines be one side of a comparison? As a document of its own, which is read from the file when it is shown. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { DuplicatePiece } from '../../protocol/duplicateTypes.ts';
import { openInside, targetUri } from '../rangeOpener.ts';

const scheme = 'lodestone-piece';

export class PieceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  /** Shows two pieces side by side, as VS Code compares files. */
  async compare(one: DuplicatePiece, other: DuplicatePiece): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', pieceUri(one), pieceUri(other), `${titleOf(one)} ↔ ${titleOf(other)}`);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const [start = 1, end = 1] = uri.query.split('-').map(Number);
    const file = vscode.Uri.file(uri.path);
    const root = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath ?? '';
    const document = await openInside({ root, path: path.relative(root, file.fsPath), startLine: start, endLine: end });
    return document.getText(new vscode.Range(start - 1, 0, end - 1, Number.MAX_SAFE_INTEGER));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

/** The path keeps its end, by which VS Code knows the language. */
const pieceUri = (piece: DuplicatePiece): vscode.Uri => targetUri(piece).with({ scheme, query: `${piece.startLine}-${piece.endLine}` });

const titleOf = ({ path: file, startLine, endLine }: DuplicatePiece): string => `${path.posix.basename(file)}:${startLine}-${endLine}`;
