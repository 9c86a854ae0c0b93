/** How are near-duplicates shown? As a tree of groups and their pieces, for a threshold that the user chooses. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { DuplicateGroup, DuplicatePiece, DuplicatesAnswer } from '../../protocol/duplicateTypes.ts';
import { t } from '../../protocol/localise.ts';
import { formatCount, percent, isComplete } from '../../protocol/statusText.ts';
import { withCancellableProgress } from '../cancellableProgress.ts';
import type { DaemonProcess } from '../daemonProcess.ts';
import { showFailure } from '../failureMessage.ts';
import type { Log } from '../log.ts';
import { duplicatesContext, duplicatesViewId } from '../manifest.ts';
import { visibleLine } from '../../protocol/visibleText.ts';
import { targetUri, type RangeOpener } from '../rangeOpener.ts';

/** What counts as a duplicate. */
export interface DuplicatesChoice {
  /** 0.5 to 1. */
  readonly threshold: number;
  readonly vendored: boolean;
}

/** For the tree's own rows: opens as a hit is opened, so within the workspace only. */
const openPiece = 'lodestone.openDuplicatePiece';

/** More than this nobody reads; the view says how many there are. */
const shownGroups = 500;

/** A piece, and the first of its group, which it is compared with. */
export class PieceItem {
  readonly piece: DuplicatePiece;
  readonly first: DuplicatePiece;

  constructor(piece: DuplicatePiece, first: DuplicatePiece) {
    this.piece = piece;
    this.first = first;
  }
}

type Item = DuplicateGroup | PieceItem;

export class DuplicatesView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  readonly #daemon: DaemonProcess;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Item>;
  #choice: DuplicatesChoice = { threshold: 0.7, vendored: false };
  readonly #opening: vscode.Disposable;
  #groups: readonly DuplicateGroup[] = [];

  constructor(daemon: DaemonProcess, opener: RangeOpener, log: Log) {
    this.#daemon = daemon;
    this.#opening = vscode.commands.registerCommand(openPiece, (piece: DuplicatePiece) => opener.open(piece, 'open').catch((error: unknown) => showFailure(error, log)));
    this.#view = vscode.window.createTreeView(duplicatesViewId, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
  }

  get choice(): DuplicatesChoice { return this.#choice; }

  /** The two pieces that are to be compared: the two that are selected, if this is one of them, else this and the first of its group. */
  pairOf(item: PieceItem): readonly [DuplicatePiece, DuplicatePiece] {
    const selected = this.#view.selection.filter((each) => each instanceof PieceItem);
    const [one, other] = selected;
    return selected.length === 2 && selected.includes(item) ? [one!.piece, other!.piece] : [item.first, item.piece];
  }

  /** Looks for duplicates and shows them. Rejects with a RequestFailure; "cancelled" leaves the tree as it was. */
  async find(choice: DuplicatesChoice = this.#choice): Promise<void> {
    const answer = await withCancellableProgress(t('Looking for duplicates'), (report, signal) => {
      let shown = 0;
      const follow = ({ task, done, total }: { readonly task: string; readonly done: number; readonly total: number }): void => {
        if (task !== 'duplicates') return;
        const share = done / total * 100;
        report({ increment: share - shown, message: t('{0} of {1} pieces', formatCount(done), formatCount(total)) });
        shown = share;
      };
      this.#daemon.events.on('taskProgress', follow);
      return this.#daemon.request('duplicates', { ...choice, limit: shownGroups }, signal).finally(() => this.#daemon.events.off('taskProgress', follow));
    });
    this.#choice = choice;
    this.#groups = answer.groups;
    await vscode.commands.executeCommand('setContext', duplicatesContext, true);
    const { status } = this.#daemon;
    this.#view.message = `${summaryOf(answer, choice)}${isComplete(status) ? '' : ` ${t('The index is not complete yet: there may be more.')}`}`;
    this.#view.description = t('{0} alike or more', percent(choice.threshold));
    this.#changed.fire();
    await vscode.commands.executeCommand(`${duplicatesViewId}.focus`);
  }

  getChildren(item?: Item): Item[] {
    if (item === undefined) return [...this.#groups];
    return item instanceof PieceItem ? [] : item.pieces.map((piece) => new PieceItem(piece, item.pieces[0]!));
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return item instanceof PieceItem ? pieceItem(item) : groupItem(item);
  }

  dispose(): void {
    this.#opening.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function summaryOf({ groups, found, compared, trivial, vendored }: DuplicatesAnswer, { threshold }: DuplicatesChoice): string {
  const counts = t('{0} pieces were compared, {1} are too small.', formatCount(compared), formatCount(trivial));
  const left = vendored === 0 ? '' : ` ${t('{0} in folders of other people\'s or generated code were left out.', formatCount(vendored))}`;
  if (found === 0) return `${t('Nothing is {0} alike or more.', percent(threshold))} ${counts}${left}`;
  if (found === 1) return `${t('One group.')} ${counts}${left}`;
  const shown = groups.length < found ? t('The first {0} of {1} groups.', formatCount(groups.length), formatCount(found)) : t('{0} groups.', formatCount(found));
  return `${shown} ${counts}${left}`;
}

function groupItem({ pieces, likeness }: DuplicateGroup): vscode.TreeItem {
  const first = pieces[0]!;
  const item = new vscode.TreeItem(visibleLine(first.symbol ?? path.posix.basename(first.path)), vscode.TreeItemCollapsibleState.Collapsed);
  const lines = Math.max(...pieces.map(({ startLine, endLine }) => endLine - startLine + 1));
  item.description = t('{0} places, {1} lines, {2} alike', formatCount(pieces.length), formatCount(lines), percent(likeness));
  item.iconPath = new vscode.ThemeIcon('files');
  item.tooltip = pieces.slice(0, 10).map((piece) => visibleLine(placeOf(piece))).join('\n');
  item.contextValue = 'group';
  return item;
}

function pieceItem({ piece, first }: PieceItem): vscode.TreeItem {
  const item = new vscode.TreeItem(targetUri(piece), vscode.TreeItemCollapsibleState.None);
  item.label = visibleLine(placeOf(piece));
  const symbol = piece.symbol === null ? '' : visibleLine(piece.symbol);
  item.description = piece === first ? symbol : `${symbol && `${symbol}, `}${percent(piece.likeness)}`;
  item.iconPath = vscode.ThemeIcon.File;
  item.tooltip = visibleLine(placeOf(piece));
  item.contextValue = piece === first ? 'firstPiece' : 'piece';
  item.command = { command: openPiece, title: t('Open'), arguments: [piece] };
  return item;
}

/** With the workspace folder's name before it, where there are several. */
const placeOf = (piece: DuplicatePiece): string => `${vscode.workspace.asRelativePath(targetUri(piece))}:${piece.startLine}-${piece.endLine}`;
