/** How is the extension put together? The composition root of the VS Code side; it must be quick, and never throw. */
import './translations.ts';
import path from 'node:path';
import * as vscode from 'vscode';
import { protocolVersion, type InitializeParams } from '../protocol/daemonProtocol.ts';
import { createApi, type LodestoneApi } from './api.ts';
import { registerCommands } from './commands/registerCommands.ts';
import { followContextKeys } from './contextKeys.ts';
import { DaemonProcess } from './daemonProcess.ts';
import { DuplicatesView } from './duplicates/duplicatesView.ts';
import { PieceDocuments } from './duplicates/pieceDocuments.ts';
import { Log } from './log.ts';
import { nodeRuntime } from './nodeRuntime.ts';
import { SearchPanel } from './panel/searchPanel.ts';
import { StatusPage } from './panel/statusPage.ts';
import { TopicsPage } from './panel/topicsPage.ts';
import { RangeOpener } from './rangeOpener.ts';
import { RelatedHover } from './relatedHover.ts';
import { readIndexSettings, setting } from './settings.ts';
import { createStatusBar } from './statusBar.ts';
import { followWorkspace } from './followWorkspace.ts';
import { workspaceRoots } from './workspaceRoots.ts';

let daemon: DaemonProcess | null = null;

export function activate(context: vscode.ExtensionContext): LodestoneApi {
  const channel = vscode.window.createOutputChannel('Lodestone', { log: true });
  const log = new Log(channel);
  daemon = new DaemonProcess({
    script: context.asAbsolutePath(path.join('dist', 'daemon.js')),
    runtime: () => nodeRuntime(setting('nodePath')),
    initializeParams: () => initializeParams(context),
    log: (record) => log.write(record),
  });
  const opener = new RangeOpener();
  const panel = new SearchPanel(context.extensionUri, { daemon, opener, log, memory: context.workspaceState });
  const statusPage = new StatusPage(context.extensionUri, daemon, log);
  const topicsPage = new TopicsPage(context.extensionUri, { daemon, opener, log });
  const duplicates = new DuplicatesView(daemon, opener, log);
  const pieces = new PieceDocuments();
  context.subscriptions.push(
    channel, opener, panel, statusPage, topicsPage, duplicates, pieces,
    ...registerCommands({ daemon, panel, statusPage, topicsPage, duplicates, pieces, opener, log, extensionUri: context.extensionUri, memory: context.workspaceState }),
    createStatusBar(daemon, () => workspaceRoots().length > 0),
    new RelatedHover(daemon),
    followContextKeys(daemon),
    followWorkspace(daemon, log),
  );
  return createApi(daemon);
}

/** VS Code waits some seconds for the daemon to close its files. */
export async function deactivate(): Promise<void> {
  await daemon?.stop();
}

function initializeParams(context: vscode.ExtensionContext): InitializeParams {
  const storage = context.storageUri ?? vscode.Uri.joinPath(context.globalStorageUri, 'noWorkspace');
  return {
    protocolVersion,
    roots: workspaceRoots(),
    indexDir: vscode.Uri.joinPath(storage, 'index').fsPath,
    modelDir: setting('model').trim() || context.asAbsolutePath(path.join('models', 'default')),
    shared: { directory: vscode.Uri.joinPath(context.globalStorageUri, 'shared').fsPath, maxVectorBytes: Math.max(0, setting('sharedVectorsSize')) * 1024 * 1024 },
    settings: readIndexSettings(),
  };
}
