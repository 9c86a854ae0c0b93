/** How is a hit shown in an editor? Opens the file, puts the cursor at the range's start, and highlights the range until the user moves on. */
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../protocol/localise.ts';
import type { ListedPlace, OpenMode, OpenTarget } from '../protocol/panelProtocol.ts';

export const targetUri = ({ root, path: relative }: ListedPlace | OpenTarget): vscode.Uri => vscode.Uri.file(path.join(root, relative));

/** Rejects for a place that is not in a folder of the workspace, itself or by a link: an answer may be older than the disk. */
async function checkInside({ root, path: relative }: ListedPlace): Promise<void> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(path.join(root, relative))]).catch(() => [null, null]);
  if (realRoot === null || real === null) return; // gone: VS Code says so when it opens it
  const within = path.relative(realRoot, real);
  const isFolder = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.fsPath === root) === true;
  if (!isFolder || within.split(path.sep)[0] === '..' || path.isAbsolute(within)) throw new Error(t('{0} lies outside the workspace.', relative));
}

/** Rejects when the file can't be opened as text, or lies outside the workspace. */
export async function openInside(target: OpenTarget): Promise<vscode.TextDocument> {
  await checkInside(target);
  return vscode.workspace.openTextDocument(targetUri(target));
}

/** Shows a file beside the active editor, whatever it holds; a folder, or a link, which may lead anywhere, is shown in the explorer. */
export async function showBeside(place: ListedPlace): Promise<void> {
  const uri = targetUri(place);
  const { root, path: relative } = place;
  if (!(await lstat(path.join(root, relative)).then((stat) => stat.isFile(), () => true))) return void await vscode.commands.executeCommand('revealInExplorer', uri);
  await checkInside(place);
  await vscode.commands.executeCommand('vscode.open', uri, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
}

function showOptions(mode: OpenMode): vscode.TextDocumentShowOptions {
  switch (mode) {
    case 'peek': return { preview: true, preserveFocus: true };
    case 'open': return { preview: true };
    case 'pin': return { preview: false };
    case 'beside': return { preview: true, preserveFocus: true, viewColumn: vscode.ViewColumn.Beside };
    case 'side': return { preview: false, viewColumn: vscode.ViewColumn.Beside };
  }
}

export class RangeOpener implements vscode.Disposable {
  readonly #highlight = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    borderColor: new vscode.ThemeColor('editor.rangeHighlightBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  readonly #subscriptions: vscode.Disposable[];
  /** Opens follow each other: VS Code would let a slow one end after, and over, a later one. */
  #last: Promise<void> = Promise.resolve();
  #newest = 0;
  #marked: { readonly editor: vscode.TextEditor; readonly line: number } | null = null;

  constructor() {
    this.#subscriptions = [
      this.#highlight,
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        if (textEditor === this.#marked?.editor && selections[0]?.active.line !== this.#marked.line) this.clear();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#marked?.editor.document) this.clear();
      }),
    ];
  }

  /**
   * Settles when the place is shown, or, for a peek that a later call has overtaken, is not needed any more. Lines that the file no
   * longer has are moved to its end. Rejects when the file can't be opened as text.
   */
  open(target: OpenTarget, mode: OpenMode): Promise<void> {
    const number = this.#newest += 1;
    const opened = this.#last.then(() => mode === 'peek' && number !== this.#newest ? undefined : this.#show(target, mode));
    this.#last = opened.catch(() => undefined); // whoever called hears of the failure
    return opened;
  }

  /** Drops the peeks that have not begun, and settles when none is under way. */
  stopPeeking(): Promise<void> {
    this.#newest += 1;
    return this.#last.then(() => this.clear());
  }

  async #show(target: OpenTarget, mode: OpenMode): Promise<void> {
    const document = await openInside(target);
    const start = document.lineAt(Math.min(Math.max(target.startLine, 1), document.lineCount) - 1).range.start;
    const end = document.lineAt(Math.min(Math.max(target.endLine, 1), document.lineCount) - 1).range.end;
    const range = new vscode.Range(start, end);
    const editor = await vscode.window.showTextDocument(document, { ...showOptions(mode), selection: new vscode.Range(start, start) });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.clear();
    editor.setDecorations(this.#highlight, [range]);
    this.#marked = { editor, line: start.line };
  }

  clear(): void {
    this.#marked?.editor.setDecorations(this.#highlight, []);
    this.#marked = null;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
