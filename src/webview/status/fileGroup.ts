/** Which files are in a state for one reason? A count that unfolds: skipped files by rule, others at once by path. */
import type { FileList, FileListRequest, RuleList } from '../../protocol/daemonProtocol.ts';
import { failureTitle } from '../../protocol/failureText.ts';
import { t } from '../../protocol/localise.ts';
import type { ListedPlace, PageEvent } from '../../protocol/panelProtocol.ts';
import { button, element } from '../dom.ts';
import { describeLanguage } from '../languages.ts';
import type { VsCodeApi } from '../vsCodeApi.ts';
import { Disclosure } from './disclosure.ts';
import { PagedList } from './pagedList.ts';
import { describeSkipReason } from '../../protocol/skipReasons.ts';

type FileState = FileListRequest['state'];
type ListedFile = FileList['files'][number];
type ListedRule = RuleList['rules'][number];

export interface FileGroupParts {
  readonly api: VsCodeApi;
  readonly state: FileState;
  /** The language of indexed files, the reason of skipped ones, the code of failed ones. */
  readonly name: string;
  /** How a path is shown. */
  readonly shown: (place: ListedPlace) => string;
  readonly toggled: (isOpen: boolean) => void;
}

export class FileGroup {
  readonly disclosure: Disclosure;
  readonly #parts: FileGroupParts;
  #rules: PagedList<ListedRule> | null = null;
  /** By their rule; null: not divided by rules. */
  readonly #files = new Map<string | null, PagedList<ListedFile>>();
  #count = 0;
  /** As it was when what is unfolded was asked for. */
  #countAsked = 0;

  constructor(parts: FileGroupParts) {
    this.#parts = parts;
    this.disclosure = new Disclosure({ ...groupText(parts), toggled: (isOpen, body) => {
      if (body.childElementCount === 0) {
        this.#countAsked = this.#count;
        body.append(parts.state === 'skipped' ? this.#ruleList() : this.#fileList(null));
      }
      parts.toggled(isOpen);
    } });
  }

  set count(count: number) {
    this.#count = count;
    this.disclosure.count = count;
  }

  /** What is unfolded is asked for again where the count has become another. */
  refresh(): void {
    if (this.#count === this.#countAsked) return;
    this.#countAsked = this.#count;
    this.#rules?.refresh();
    for (const list of this.#files.values()) list.refresh();
  }

  accept(event: PageEvent & { readonly type: 'files' | 'rules' }): void {
    if (event.type === 'rules') this.#rules?.accept(event.asked.from, event.list.total, event.list.rules);
    else this.#files.get(event.asked.rule)?.accept(event.asked.from, event.list.total, event.list.files);
  }

  #ruleList(): HTMLElement {
    const { api, name: reason } = this.#parts;
    this.#rules = new PagedList<ListedRule>({
      label: t('Rules'), ask: (from, limit) => api.postMessage({ type: 'listRules', list: { reason, from, limit } }),
      draw: ({ rule, files }) => {
        this.#files.delete(rule);
        const disclosure = new Disclosure({ title: rule, meaning: '', toggled: (_, body) => { if (body.childElementCount === 0) body.append(this.#fileList(rule)); } });
        disclosure.count = files;
        return disclosure.element;
      },
    });
    return this.#rules.element;
  }

  #fileList(rule: string | null): HTMLElement {
    const { api, state, name: group } = this.#parts;
    const list = new PagedList<ListedFile>({
      label: t('Files'), ask: (from, limit) => api.postMessage({ type: 'listFiles', list: { state, group, rule, from, limit } }),
      draw: (file) => this.#fileRow(file),
    });
    this.#files.set(rule, list);
    return list.element;
  }

  #fileRow({ root, path, why }: ListedFile): HTMLElement {
    const { api, state, shown } = this.#parts;
    const place = { root, path };
    return element('li', { class: 'entry' },
      button(shown(place), () => api.postMessage({ type: 'showPlace', place }), { class: 'link entry-path' }),
      button(t('Why?'), () => api.postMessage({ type: 'whyPlace', place }), { class: 'link', 'aria-label': t('Why? {0}', path) }),
      state === 'skipped' || why === '' ? null : element('span', { class: 'hint' }, why));
  }
}

function groupText({ state, name }: FileGroupParts): { readonly title: string; readonly meaning: string } {
  switch (state) {
    case 'indexed': return { title: describeLanguage(name).name, meaning: '' };
    case 'skipped': return describeSkipReason(name);
    case 'failed': return { title: failureTitle(name), meaning: '' };
  }
}
