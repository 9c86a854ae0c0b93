/** How is the whole state of the index drawn? A page of facts, lists and buttons, drawn anew with each change. */
import type { FileIssue, IndexStatus } from '../protocol/daemonProtocol.ts';
import type { PageCommand, PageEvent, PageState } from '../protocol/panelProtocol.ts';
import { coverage, daemonSentence, fileProgress, formatCount, phaseTitle, progressSentence } from '../protocol/statusText.ts';
import { button, element, type Child } from './dom.ts';
import { progressBar } from './notices.ts';
import { describeSkipReason } from './skipReasons.ts';
import { contentFacts, machineFacts, type Fact } from './statusFacts.ts';
import type { VsCodeApi } from './vsCodeApi.ts';
import { t } from '../protocol/localise.ts';

export class StatusPage {
  readonly #api: VsCodeApi;
  readonly #head = element('header', { class: 'status-head' });
  /** Apart from what changes by the second: a button must not be replaced under the pointer. */
  readonly #actions = element('div', { class: 'status-actions' });
  readonly #body = element('div');
  #shownActions = '';

  constructor(page: HTMLElement, api: VsCodeApi) {
    this.#api = api;
    page.append(this.#head, this.#actions, this.#body);
    api.postMessage({ type: 'ready' });
  }

  receive(event: PageEvent): void {
    if (event.type === 'state') this.#show(event.state);
  }

  #show(state: PageState): void {
    const { status, trouble } = state;
    this.#head.replaceChildren(...headParts(state).filter((part) => part !== null));
    this.#showActions(state);
    if (status === null) {
      const sentence = trouble === null ? t('There is nothing to show yet.') : `${trouble.message} ${trouble.nextStep}`;
      this.#body.replaceChildren(element('p', { class: 'dimmed' }, state.hasFolder ? sentence : t('Open a folder to have it indexed.')));
    } else {
      this.#body.replaceChildren(...bodyParts(status));
    }
  }

  #showActions({ hasFolder, daemon, status }: PageState): void {
    const running = daemon === 'running' && status !== null;
    const actions: [string, PageCommand][] = !hasFolder ? [[t('Open Folder'), 'openFolder']] : [
      ...(!running ? [[t('Restart'), 'restart'] satisfies [string, PageCommand]] : []),
      ...(running ? [
        [t('Search'), 'search'], status.phase === 'paused' ? [t('Resume'), 'resume'] : [t('Pause'), 'pause'],
        ...(status.files.failed > 0 ? [[t('Retry Failed Files'), 'retryFailed'] satisfies [string, PageCommand]] : []),
        [t('Refresh'), 'refresh'], [t('Rebuild'), 'rebuild'], [t('Check'), 'doctor'], [t('Clear Index'), 'clear'],
      ] satisfies [string, PageCommand][] : []),
      [t('Show Log'), 'showLog'],
    ];
    const key = JSON.stringify(actions);
    if (key === this.#shownActions) return;
    this.#shownActions = key;
    this.#actions.replaceChildren(...actions.map(([label, command], at) =>
      button(label, () => this.#api.postMessage({ type: 'command', command }), { class: at === 0 ? null : 'secondary' })));
  }
}

function headParts({ daemon, status, hasFolder }: PageState): Child[] {
  const title = daemon === 'running' && status !== null ? phaseTitle(status.phase) : daemon === 'running' ? t('Starting') : daemonSentence(daemon);
  const roots = status?.roots.map(({ name }) => name).join(', ') ?? '';
  return [
    element('h1', {}, t('Lodestone Index'), roots === '' ? null : element('span', { class: 'dimmed' }, ` ${t('of {0}', roots)}`)),
    hasFolder ? element('p', { class: 'phase', role: 'status' }, title) : null,
    ...(status === null ? [] : daemon === 'running' ? progressParts(status) : [element('p', { class: 'dimmed' }, t('What follows was so when it was last heard of.'))]),
  ];
}

function progressParts(status: IndexStatus): Child[] {
  const { trouble } = status;
  const share = status.phase === 'indexing' ? fileProgress(status) : status.phase === 'embedding' ? coverage(status) : undefined;
  return [
    trouble === null ? element('p', { class: 'dimmed' }, progressSentence(status))
      : element('div', { class: 'notice problem' }, element('p', {}, `${trouble.message} ${trouble.nextStep}`)),
    share === undefined ? null : progressBar(share),
  ];
}

function bodyParts(status: IndexStatus): HTMLElement[] {
  const skipped = Object.entries(status.skippedByReason).filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one);
  return [
    section(t('Contents'), factTable(contentFacts(status, Date.now()))),
    ...(status.failures.length === 0 ? [] : [section(t('Failed'), failureTable(status.failures))]),
    ...(skipped.length === 0 ? [] : [section(t('Skipped'), skippedTable(skipped))]),
    section(t('Machine'), factTable(machineFacts(status))),
  ];
}

const section = (title: string, content: HTMLElement): HTMLElement => element('section', {}, element('h2', {}, title), content);

function table(rows: readonly (readonly [name: string, value: string, hint: string])[], kind: string): HTMLElement {
  return element('table', { class: kind }, element('tbody', {}, ...rows.map(([name, value, hint]) => element('tr', {},
    element('th', { scope: 'row' }, name), element('td', { class: 'value' }, value), element('td', { class: 'hint' }, hint)))));
}

const factTable = (facts: readonly Fact[]): HTMLElement => table(facts.map(({ name, value, hint }) => [name, value, hint ?? '']), 'facts');

function skippedTable(skipped: readonly (readonly [string, number])[]): HTMLElement {
  return table(skipped.map(([reason, count]) => {
    const { title, meaning } = describeSkipReason(reason);
    return [title, formatCount(count), meaning];
  }), 'facts');
}

function failureTable(failures: readonly FileIssue[]): HTMLElement {
  return table(failures.map(({ path, code, message }) => [path, code, message]), 'failures');
}
