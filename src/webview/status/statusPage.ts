/** How is the whole state of the index drawn? A page of facts, lists and buttons, drawn anew with each change. */
import type { IndexStatus } from '../../protocol/daemonProtocol.ts';
import type { PageCommand, PageEvent, PageState } from '../../protocol/panelProtocol.ts';
import { coverage, daemonSentence, fileProgress, paceText, phaseTitle, progressSentence } from '../../protocol/statusText.ts';
import { button, element, type Child } from '../dom.ts';
import { progressBar, virtualNote } from '../notices.ts';
import { CheckView } from './checkView.ts';
import { FileGroups } from './fileGroups.ts';
import { contentFacts, machineFacts, type Fact } from './statusFacts.ts';
import type { VsCodeApi } from '../vsCodeApi.ts';
import { t } from '../../protocol/localise.ts';

export class StatusPage {
  readonly #api: VsCodeApi;
  readonly #title = element('h1');
  /** Stays the same element, so that another phase is read out, once. */
  readonly #phase = element('p', { class: 'phase', role: 'status' });
  readonly #progress = element('div');
  /** Apart from what changes by the second: a button must not be replaced under the pointer. */
  readonly #actions = element('div', { class: 'status-actions' });
  readonly #check: CheckView;
  readonly #contents = element('div');
  /** Apart, too: what is unfolded stays unfolded, and keeps the focus. */
  readonly #groups: FileGroups;
  readonly #machine = element('div');
  #shownActions = '';

  constructor(page: HTMLElement, api: VsCodeApi) {
    this.#api = api;
    this.#groups = new FileGroups(api);
    this.#check = new CheckView((repair) => api.postMessage({ type: 'check', repair }));
    page.append(element('header', { class: 'status-head' }, this.#title, this.#phase, this.#progress), this.#actions, this.#check.element, this.#contents, this.#groups.element, this.#machine);
    api.postMessage({ type: 'ready' });
  }

  receive(event: PageEvent): void {
    if (event.type === 'state') this.#show(event.state);
    else if (event.type === 'files' || event.type === 'rules') this.#groups.accept(event);
    else if (event.type === 'check') this.#check.show(event.check);
  }

  #show(state: PageState): void {
    const { status, trouble } = state;
    this.#showHead(state);
    this.#showActions(state);
    if (status === null) {
      const sentence = trouble === null ? t('There is nothing to show yet.') : `${trouble.message} ${trouble.nextStep}`;
      this.#contents.replaceChildren(element('p', { class: 'dimmed' }, state.hasFolder ? sentence : t('Open a folder to have it indexed.')));
      this.#machine.replaceChildren();
    } else {
      this.#contents.replaceChildren(section(t('Contents'), factTable(contentFacts(status, Date.now()))));
      this.#groups.show(status);
      this.#machine.replaceChildren(section(t('Machine'), factTable(machineFacts(status))));
    }
    this.#groups.element.hidden = status === null;
  }

  #showHead(state: PageState): void {
    const { daemon, status, hasFolder, pace } = state;
    const phase = daemon === 'running' && status !== null ? phaseTitle(status.phase) : daemon === 'running' ? t('Starting') : daemonSentence(daemon);
    const roots = status?.roots.map(({ name }) => name).join(', ') ?? '';
    this.#title.replaceChildren(t('Lodestone Index'), ...(roots === '' ? [] : [element('span', { class: 'dimmed' }, ` ${t('of {0}', roots)}`)]));
    if (this.#phase.textContent !== phase) this.#phase.replaceChildren(phase);
    this.#phase.hidden = !hasFolder;
    const progress = status === null ? [] : daemon === 'running' ? progressParts(status, pace) : [element('p', { class: 'dimmed' }, t('What follows was so when it was last heard of.'))];
    this.#progress.replaceChildren(...[virtualNote(state), ...progress].filter((part) => part !== null));
  }

  #showActions({ hasFolder, daemon, status }: PageState): void {
    const running = daemon === 'running' && status !== null;
    const actions: [string, PageCommand][] = !hasFolder ? [[t('Open Folder'), 'openFolder']] : [
      ...(!running ? [[t('Restart'), 'restart'] satisfies [string, PageCommand]] : []),
      ...(running ? [
        [t('Search'), 'search'], status.phase === 'paused' ? [t('Resume'), 'resume'] : [t('Pause'), 'pause'],
        ...(status.files.failed > 0 ? [[t('Retry Failed Files'), 'retryFailed'] satisfies [string, PageCommand]] : []),
        [t('Refresh'), 'refresh'], [t('Rebuild'), 'rebuild'], [t('Clear Index'), 'clear'],
      ] satisfies [string, PageCommand][] : []),
      [t('Show Log'), 'showLog'],
    ];
    const key = JSON.stringify(actions);
    if (key === this.#shownActions) return;
    this.#shownActions = key;
    this.#actions.replaceChildren(...actions.map(([label, command], at) =>
      button(label, () => this.#api.postMessage({ type: 'command', command }), { class: at === 0 ? null : 'secondary' })));
    if (running) this.#actions.append(button(t('Check'), () => this.#api.postMessage({ type: 'check', repair: false }), { class: 'secondary' }));
  }
}

function progressParts(status: IndexStatus, pace: PageState['pace']): Child[] {
  const { trouble } = status;
  const share = status.phase === 'indexing' ? fileProgress(status) : status.phase === 'embedding' ? coverage(status) : undefined;
  return [
    trouble === null ? element('p', { class: 'dimmed' }, progressSentence(status))
      : element('div', { class: 'notice problem' }, element('p', {}, `${trouble.message} ${trouble.nextStep}`)),
    share === undefined ? null : progressBar(share),
    pace === undefined || trouble !== null ? null : element('p', { class: 'dimmed pace' }, paceText(pace)),
  ];
}

const section = (title: string, content: HTMLElement): HTMLElement => element('section', {}, element('h2', {}, title), content);

function factTable(facts: readonly Fact[]): HTMLElement {
  return element('table', { class: 'facts' }, element('tbody', {}, ...facts.map(({ name, value, hint }) => element('tr', {},
    element('th', { scope: 'row' }, name), element('td', { class: 'value' }, value), element('td', { class: 'hint' }, hint ?? '')))));
}
