/** What does the search panel do on the extension's side? Passes the page's questions to the daemon, and the answers back. */
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import { t } from '../../protocol/localise.ts';
import { readKeptSearches } from '../../protocol/keptSearches.ts';
import type { ExplainTarget, Feedback, PageEvent, PageRequest, PanelFilters, PanelQuery, SimilarExample } from '../../protocol/panelProtocol.ts';
import type { ExplainHitRequest, SearchAnswer, SearchFilters, SearchRequest, SimilarAnswer, SimilarRequest } from '../../protocol/searchTypes.ts';
import { chosenFiles } from '../chosenFiles.ts';
import type { DaemonProcess } from '../daemonProcess.ts';
import { showFailure } from '../failureMessage.ts';
import type { Log } from '../log.ts';
import { panelViewId } from '../manifest.ts';
import type { RangeOpener } from '../rangeOpener.ts';
import { setting } from '../settings.ts';
import { pageHtml, pageResources } from './pageHtml.ts';
import { runPageCommand } from './pageCommand.ts';
import { pageState } from './pageState.ts';

export interface PanelServices {
  readonly daemon: DaemonProcess;
  readonly opener: RangeOpener;
  readonly log: Log;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
}

const keptKey = 'searches';

export class SearchPanel implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #services: PanelServices;
  readonly #subscriptions: vscode.Disposable[];
  #view: vscode.WebviewView | null = null;
  #pageReady = false;
  /** What the page is to do as soon as it can. */
  #waiting: PageEvent | null = null;
  #question = new AbortController();
  /** What was asked last, so that its hits can be explained. */
  #asked: { readonly sequence: number; readonly of: ExplainHitRequest['asked'] } | null = null;
  /** Hits are explained one after the other: a new question waits for one at most. */
  #explaining: Promise<void> = Promise.resolve();

  constructor(extensionUri: vscode.Uri, services: PanelServices) {
    this.#extensionUri = extensionUri;
    this.#services = services;
    const sendState = (): void => this.#post({ type: 'state', state: pageState(services.daemon) });
    services.daemon.events.on('state', sendState).on('status', sendState);
    this.#subscriptions = [
      vscode.window.registerWebviewViewProvider(panelViewId, this),
      vscode.workspace.onDidChangeWorkspaceFolders(sendState),
      vscode.workspace.onDidGrantWorkspaceTrust(sendState),
      { dispose: () => services.daemon.events.off('state', sendState).off('status', sendState) },
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#pageReady = false;
    view.webview.options = { enableScripts: true, localResourceRoots: pageResources(this.#extensionUri) };
    view.webview.onDidReceiveMessage((request: PageRequest) => void this.#answer(request));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.#pageReady = false; // a hidden page is thrown away; it is "ready" again when it is shown
    });
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = null;
      this.#pageReady = false;
    });
    view.webview.html = pageHtml(view.webview, this.#extensionUri, 'search');
  }

  /** Shows the panel, and has its page ask a question or just take the focus. */
  async show(event: PageEvent & { readonly type: 'setQuery' | 'findSimilar' | 'feedback' | 'focus' }): Promise<void> {
    this.#waiting = event;
    await vscode.commands.executeCommand(`${panelViewId}.focus`);
    this.#sendWaiting();
  }

  dispose(): void {
    this.#question.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #sendWaiting(): void {
    if (!this.#pageReady || this.#waiting === null) return;
    this.#post(this.#waiting);
    this.#waiting = null;
  }

  async #answer(request: PageRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        this.#pageReady = true;
        this.#post({ type: 'kept', searches: readKeptSearches(this.#services.memory.get(keptKey)) });
        this.#post({ type: 'state', state: pageState(this.#services.daemon) });
        return this.#sendWaiting();
      case 'search': return this.#search(request.sequence, request.query, request.feedback);
      case 'similar': return this.#similar(request.sequence, request.example, request.filters);
      case 'explain':
        this.#explaining = this.#explaining.then(() => this.#explain(request.sequence, request.hit));
        return this.#explaining;
      case 'open':
        await this.#services.opener.open(request.target, request.mode).catch((error: unknown) => showFailure(error, this.#services.log));
        return;
      case 'topics': // the topic map's
      case 'listFiles': // the status page's, as those below
      case 'listRules':
      case 'showPlace':
      case 'whyPlace':
      case 'check': return;
      case 'copyPlace': return void await vscode.env.clipboard.writeText(`${request.target.path}:${request.target.startLine}`);
      case 'keep': return this.#services.memory.update(keptKey, request.searches);
      case 'findText': return void await vscode.commands.executeCommand('workbench.action.findInFiles', { query: request.text, triggerSearch: true });
      case 'command': return runPageCommand(request.command);
    }
  }

  /** Asks the daemon, in place of what was asked before. */
  async #ask(sequence: number, question: (signal: AbortSignal) => Promise<SearchAnswer | SimilarAnswer>): Promise<void> {
    this.#question.abort();
    this.#question = new AbortController();
    try {
      this.#post({ type: 'answer', sequence, answer: await question(this.#question.signal) });
    } catch (error) {
      const { code, message, nextStep } = error instanceof RequestFailure ? error : new RequestFailure('internal', String(error), t('Open the log.'));
      if (code === 'cancelled') return;
      this.#services.log.failed('searchFailed', error);
      this.#post({ type: 'failed', sequence, code, message, nextStep });
    }
  }

  #search(sequence: number, query: PanelQuery, feedback: Feedback): Promise<void> {
    this.#asked = { sequence, of: { query: query.query } };
    return this.#ask(sequence, async (signal) => this.#services.daemon.request('search', {
      query: query.query, chunks: query.flat, ...feedback, limit: setting('search.limit'), ...await searchFilters(query),
    } satisfies SearchRequest, signal));
  }

  #similar(sequence: number, example: SimilarExample, filters: PanelFilters): Promise<void> {
    const request = similarRequest(example);
    this.#asked = { sequence, of: { example: request } };
    return this.#ask(sequence, async (signal) => this.#services.daemon.request('similar', { ...request, ...await searchFilters(filters) }, signal));
  }

  /** An explanation that fails leaves the hit as it is: it was an answer without one. */
  async #explain(sequence: number, hit: ExplainTarget): Promise<void> {
    if (this.#asked?.sequence !== sequence) return;
    try {
      const explanation = await this.#services.daemon.request('explainHit', { ...hit, asked: this.#asked.of }, this.#question.signal);
      if (explanation !== null) this.#post({ type: 'explanation', sequence, hit, explanation });
    } catch (error) {
      if (error instanceof RequestFailure && error.code === 'cancelled') return;
      this.#services.log.failed('hitNotExplained', error);
    }
  }

  #post(event: PageEvent): void {
    if (this.#pageReady) void this.#view?.webview.postMessage(event);
  }
}

function similarRequest(example: SimilarExample): SimilarRequest {
  const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === example.file)?.getText();
  return { ...example, ...(text === undefined ? {} : { text }), limit: setting('search.limit') };
}

async function searchFilters({ kind, language, path, among }: PanelFilters): Promise<SearchFilters> {
  const files = await chosenFiles(among);
  const globs = path.split(',').map((glob) => glob.trim()).filter((glob) => glob !== '');
  return {
    ...(kind === 'all' ? {} : { kinds: [kind] }),
    ...(language === '' ? {} : { languages: [language] }),
    ...(globs.length === 0 ? {} : { include: globs }),
    ...(files === undefined ? {} : { among: files }),
  };
}
