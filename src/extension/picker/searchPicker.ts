/** How does one search from the palette? Results as one types; arrowing previews, Enter opens, Escape goes back. */
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import type { OpenMode, OpenTarget } from '../../protocol/panelProtocol.ts';
import type { SearchAnswer } from '../../protocol/searchTypes.ts';
import { t } from '../../protocol/localise.ts';
import { coverage, isComplete, percent } from '../../protocol/statusText.ts';
import { chosenFiles } from '../chosenFiles.ts';
import { showFailure } from '../failureMessage.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings.ts';
import { EditorMemory } from './editorMemory.ts';
import { openToSide, pickItems, queryItems, type HitItem } from './pickItems.ts';
import { QueryMemory } from './queryMemory.ts';
import { ScopeButtons } from './scopeButtons.ts';

/** Long enough to skip the middle of a fast word, too short to be felt. */
const debounceMs = 80;

const continueInPanel: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('list-flat'), tooltip: t('Continue in the Search Panel') };
const clearQueries: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: t('Forget What Was Asked Before') };

export class SearchPicker {
  readonly #services: Services;
  readonly #picker = vscode.window.createQuickPick<HitItem>();
  readonly #memory = new EditorMemory();
  readonly #scope = new ScopeButtons();
  readonly #queries: QueryMemory;
  #question = new AbortController();
  #debounce: NodeJS.Timeout | undefined;
  /** The item that VS Code makes active by itself, and may say so more than once, when a list arrives. */
  #first: HitItem | undefined;
  /** Whether the user has gone from the first item of this list to another: only then is what is active shown. */
  #arrowing = false;
  /** The hit gone to last. */
  #active: OpenTarget | undefined;
  #previewed = false;
  #left = false;

  constructor(services: Services) {
    this.#services = services;
    this.#queries = new QueryMemory(services.memory);
    const picker = this.#picker;
    picker.placeholder = t('Describe what you are looking for, or type a name; lang: path: "exact" /pattern/ narrow it');
    picker.buttons = [...this.#scope.buttons, continueInPanel];
    picker.matchOnDescription = false;
    // Not in the public types, but heeded since 2020: without it, VS Code would move rows whose label holds the query to the top.
    Object.assign(picker, { sortByLabel: false });
    picker.onDidChangeValue((value) => this.#type(value));
    picker.onDidChangeActive(([item]) => this.#activate(item));
    picker.onDidAccept(() => this.#accept(picker.activeItems[0]));
    picker.onDidTriggerButton((button) => this.#press(button));
    picker.onDidTriggerItemButton(({ button, item }) => {
      if (button === openToSide && item.target !== undefined) this.#open(item.target, 'side');
    });
    picker.onDidHide(() => this.#hidden());
  }

  show(): void {
    this.#showQueries();
    this.#picker.show();
    this.#describeIndex();
  }

  /** What was asked before, where nothing is asked yet. */
  #showQueries(): void {
    const { queries } = this.#queries;
    this.#picker.busy = false;
    this.#picker.items = queryItems(queries);
    this.#picker.buttons = [...this.#scope.buttons, ...(queries.length > 0 ? [clearQueries] : []), continueInPanel];
  }

  #press(button: vscode.QuickInputButton): void {
    if (button === continueInPanel) return this.#leave(() => vscode.commands.executeCommand('lodestone.openInPanel', this.#picker.value));
    if (button === clearQueries) return void this.#queries.clear().then(() => { if (this.#picker.value.trim() === '') this.#showQueries(); });
    if (!this.#scope.triggered(button)) return;
    this.#picker.buttons = [...this.#picker.buttons];
    this.#type(this.#picker.value);
  }

  #type(value: string): void {
    clearTimeout(this.#debounce);
    this.#question.abort();
    this.#arrowing = false; // typing makes VS Code go to the first item
    if (value.trim() === '') return this.#showQueries();
    this.#picker.busy = true; // what is listed is of an earlier question until the answer comes
    this.#debounce = setTimeout(() => void this.#ask(value), debounceMs);
  }

  async #ask(query: string): Promise<void> {
    const question = new AbortController();
    this.#question = question;
    try {
      const { kind } = this.#scope;
      const among = await chosenFiles(this.#scope.among);
      const answer = await this.#services.daemon.request('search', { query, ...(kind === 'all' ? {} : { kinds: [kind] }), ...(among && { among }), limit: setting('search.limit') }, question.signal);
      if (!question.signal.aborted) this.#list(answer);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#question === question) this.#picker.busy = false;
  }

  #list(answer: SearchAnswer): void {
    const items = pickItems(answer, isComplete(this.#services.daemon.status));
    this.#first = items.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
    const kept = this.#arrowing ? items.find(({ target }) => target !== undefined && isSame(target, this.#active)) : undefined;
    this.#arrowing = kept !== undefined;
    this.#picker.items = items;
    if (kept !== undefined) this.#picker.activeItems = [kept]; // a late answer does not take one back to the top
    this.#describeIndex();
  }

  #fail(error: unknown): void {
    if (error instanceof RequestFailure && error.code === 'cancelled') return;
    const message = error instanceof RequestFailure ? `${error.message} ${error.nextStep}` : String(error);
    this.#picker.items = [{ label: `$(warning) ${message}`, alwaysShow: true }];
  }

  /** While meaning search is incomplete, says so above the list. */
  #describeIndex(): void {
    const { status } = this.#services.daemon;
    const complete = status === null || coverage(status) === 1;
    this.#picker.title = complete ? t('Lodestone: Search') : t('Lodestone: Search (meaning search covers {0} so far)', percent(coverage(status)));
  }

  #activate(item: HitItem | undefined): void {
    if (item?.target === undefined || (item === this.#first && !this.#arrowing)) return;
    this.#arrowing = true;
    this.#active = item.target;
    this.#previewed = true;
    this.#services.opener.open(item.target, 'peek').catch((error: unknown) => this.#services.log.failed('previewFailed', error));
  }

  #accept(item: HitItem | undefined): void {
    if (item?.query !== undefined) {
      this.#picker.value = item.query;
      this.#type(item.query);
    } else if (item?.target !== undefined) this.#open(item.target, 'pin');
  }

  #open(target: OpenTarget, mode: OpenMode): void {
    this.#leave(() => this.#services.opener.open(target, mode));
  }

  /** Hides the palette without going back to where the user was. */
  #leave(next: () => Thenable<unknown>): void {
    this.#left = true;
    void this.#queries.remember(this.#picker.value);
    this.#picker.hide();
    next().then(undefined, (error: unknown) => showFailure(error, this.#services.log));
  }

  #hidden(): void {
    clearTimeout(this.#debounce);
    this.#question.abort();
    this.#picker.dispose();
    if (!this.#left && this.#previewed) void this.#goBack();
  }

  async #goBack(): Promise<void> {
    try {
      await this.#services.opener.stopPeeking();
      await this.#memory.restore();
    } catch (error) {
      this.#services.log.failed('editorNotRestored', error);
    }
  }
}

const isSame = (one: OpenTarget, other: OpenTarget | undefined): boolean =>
  one.root === other?.root && one.path === other.path && one.startLine === other.startLine;
