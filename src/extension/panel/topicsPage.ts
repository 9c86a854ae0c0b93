/** How is the topic map shown? In an editor tab, for which the daemon draws it up when it is opened, and again when it is asked to. */
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import type { TaskProgress } from '../../protocol/daemonProtocol.ts';
import { t } from '../../protocol/localise.ts';
import type { PageEvent, PageRequest } from '../../protocol/panelProtocol.ts';
import type { DaemonProcess } from '../daemonProcess.ts';
import { showFailure } from '../failureMessage.ts';
import type { Log } from '../log.ts';
import type { RangeOpener } from '../rangeOpener.ts';
import { runPageCommand } from './pageCommand.ts';
import { pageHtml, pageResources } from './pageHtml.ts';
import { pageState } from './pageState.ts';

interface TopicsServices {
  readonly daemon: DaemonProcess;
  readonly opener: RangeOpener;
  readonly log: Log;
}

export class TopicsPage implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #services: TopicsServices;
  #panel: vscode.WebviewPanel | null = null;
  #drawing = new AbortController();

  constructor(extensionUri: vscode.Uri, services: TopicsServices) {
    this.#extensionUri = extensionUri;
    this.#services = services;
  }

  show(): void {
    if (this.#panel === null) this.#open();
    else this.#panel.reveal();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel('lodestone.topics', t('Topic Map'), vscode.ViewColumn.Active, {
      enableScripts: true, localResourceRoots: pageResources(this.#extensionUri),
    });
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    const { events } = this.#services.daemon;
    const sendState = (): void => this.#post({ type: 'state', state: pageState(this.#services.daemon) });
    const sendProgress = ({ task, done, total }: TaskProgress): void => {
      if (task === 'topics') this.#post({ type: 'progress', share: done / total });
    };
    panel.webview.onDidReceiveMessage((request: PageRequest) => void this.#answer(request, sendState));
    events.on('state', sendState).on('status', sendState).on('taskProgress', sendProgress);
    panel.onDidDispose(() => {
      events.off('state', sendState).off('status', sendState).off('taskProgress', sendProgress);
      this.#drawing.abort();
      this.#panel = null;
    });
    panel.webview.html = pageHtml(panel.webview, this.#extensionUri, 'topics');
  }

  async #answer(request: PageRequest, sendState: () => void): Promise<void> {
    switch (request.type) {
      case 'ready': return sendState();
      case 'topics': return this.#draw();
      case 'open': return this.#services.opener.open(request.target, request.mode).catch((error: unknown) => showFailure(error, this.#services.log));
      case 'command': return runPageCommand(request.command);
      case 'search':
      case 'similar':
      case 'explain': return; // the search panel's
    }
  }

  async #draw(): Promise<void> {
    this.#drawing.abort();
    this.#drawing = new AbortController();
    try {
      this.#post({ type: 'topics', map: await this.#services.daemon.request('topics', null, this.#drawing.signal) });
    } catch (error) {
      const { code, message, nextStep } = error instanceof RequestFailure ? error : new RequestFailure('internal', String(error), 'Open the log.');
      if (code === 'cancelled') return;
      this.#services.log.failed('topicsFailed', error);
      this.#post({ type: 'noTopics', message, nextStep });
    }
  }

  #post(event: PageEvent): void {
    void this.#panel?.webview.postMessage(event);
  }
}
