/** How is the whole state of the index shown? In an editor tab, which follows it while it is open, lists files, and shows what a check finds. */
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import { t } from '../../protocol/localise.ts';
import type { CheckState, PageEvent, PageRequest } from '../../protocol/panelProtocol.ts';
import type { DaemonProcess } from '../daemonProcess.ts';
import { showFailure } from '../failureMessage.ts';
import type { Log } from '../log.ts';
import type { CommandId } from '../manifest.ts';
import { showBeside, targetUri } from '../rangeOpener.ts';
import { pageHtml, pageResources } from './pageHtml.ts';
import { runPageCommand } from './pageCommand.ts';
import { pageState } from './pageState.ts';

export class StatusPage implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #daemon: DaemonProcess;
  readonly #log: Log;
  #panel: vscode.WebviewPanel | null = null;
  /** The last check, for a page that is shown again; null before the first. */
  #check: CheckState | null = null;

  constructor(extensionUri: vscode.Uri, daemon: DaemonProcess, log: Log) {
    this.#extensionUri = extensionUri;
    this.#daemon = daemon;
    this.#log = log;
  }

  show(): void {
    if (this.#panel === null) this.#open();
    else this.#panel.reveal();
  }

  /** Shows what is examined, and what was found; with `repair` what can be mended is mended first. Settles when that is known. */
  async check(repair: boolean): Promise<void> {
    if (this.#check?.state === 'running') return;
    this.#setCheck({ state: 'running', repairing: repair });
    try {
      const { findings } = await this.#daemon.request('doctor', { repair });
      this.#setCheck({ state: 'done', findings });
    } catch (error) {
      const { message, nextStep } = error instanceof RequestFailure ? error : new RequestFailure('internal', String(error), t('Open the log.'));
      this.#log.failed('checkFailed', error);
      this.#setCheck({ state: 'failed', message, nextStep });
    }
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
    const sendState = (): void => this.#post({ type: 'state', state: pageState(this.#daemon) });
    panel.webview.onDidReceiveMessage((request: PageRequest) => {
      this.#answer(request, sendState).catch((error: unknown) => showFailure(error, this.#log));
    });
    this.#daemon.events.on('state', sendState).on('status', sendState);
    panel.onDidDispose(() => {
      this.#daemon.events.off('state', sendState).off('status', sendState);
      this.#panel = null;
    });
    panel.webview.html = pageHtml(panel.webview, this.#extensionUri, 'status');
  }

  async #answer(request: PageRequest, sendState: () => void): Promise<void> {
    switch (request.type) {
      case 'ready':
        sendState();
        if (this.#check !== null) this.#post({ type: 'check', check: this.#check });
        return;
      case 'listFiles': return this.#post({ type: 'files', asked: request.list, list: await this.#daemon.request('listFiles', request.list) });
      case 'listRules': return this.#post({ type: 'rules', asked: request.list, list: await this.#daemon.request('listRules', request.list) });
      case 'showPlace': return showBeside(request.place);
      case 'whyPlace': return void await vscode.commands.executeCommand('lodestone.explainFile' satisfies CommandId, targetUri(request.place));
      case 'check': return this.check(request.repair);
      case 'command': return runPageCommand(request.command);
      default: return; // the other pages'
    }
  }

  #setCheck(check: CheckState): void {
    this.#check = check;
    this.#post({ type: 'check', check });
  }

  #post(event: PageEvent): void {
    void this.#panel?.webview.postMessage(event);
  }
}
