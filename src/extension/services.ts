/** What may a command use? */
import type * as vscode from 'vscode';
import type { DaemonProcess } from './daemonProcess.ts';
import type { DuplicatesView } from './duplicates/duplicatesView.ts';
import type { PieceDocuments } from './duplicates/pieceDocuments.ts';
import type { Log } from './log.ts';
import type { RangeOpener } from './rangeOpener.ts';
import type { SearchPanel } from './panel/searchPanel.ts';
import type { StatusPage } from './panel/statusPage.ts';
import type { TopicsPage } from './panel/topicsPage.ts';

export interface Services {
  readonly daemon: DaemonProcess;
  readonly panel: SearchPanel;
  readonly statusPage: StatusPage;
  readonly topicsPage: TopicsPage;
  readonly duplicates: DuplicatesView;
  readonly pieces: PieceDocuments;
  readonly opener: RangeOpener;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
}
