/** How is the whole state of the index shown? In an editor tab, which follows it while it is open. */
import * as vscode from 'vscode';
import type { PageEvent, PageRequest } from '../../protocol/panelProtocol.ts';
import type { DaemonProcess } from '../daemonProcess.ts';
import { pageHtml, pageResources } from './pageHtml.ts';
import { runPageCommand } from './pageCommand.ts';
import { pageState } from './pageState.ts';
import { t } from '../../protocol/localise.ts';

export class StatusPage implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #daemon: DaemonProcess;
  #panel: vscode.WebviewPanel | null = null;

  constructor(extensionUri: vscode.Uri, daemon: DaemonProcess) {
    this.#extensionUri = extensionUri;
    this.#daemon = daemon;
  }

  show(): void {
    if (this.#panel === null) this.#open();
    else this.#panel.reveal();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel('lodestone.status', t('Lodestone Index'), vscode.ViewColumn.Active, {
      enableScripts: true, localResourceRoots: pageResources(this.#extensionUri),
    });
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    const sendState = (): void => {
      const event: PageEvent = { type: 'state', state: pageState(this.#daemon) };
      void panel.webview.postMessage(event);
    };
    panel.webview.onDidReceiveMessage((request: PageRequest) => {
      if (request.type === 'ready') sendState();
      else if (request.type === 'command') void runPageCommand(request.command);
    });
    this.#daemon.events.on('state', sendState).on('status', sendState);
    panel.onDidDispose(() => {
      this.#daemon.events.off('state', sendState).off('status', sendState);
      this.#panel = null;
    });
    panel.webview.html = pageHtml(panel.webview, this.#extensionUri, 'status');
  }
}
