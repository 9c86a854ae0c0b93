/** Which files failed, are skipped and are indexed? Groups with their counts, in three sections; what they hold comes when they are unfolded. */
import type { IndexStatus } from '../../protocol/daemonProtocol.ts';
import { t } from '../../protocol/localise.ts';
import type { ListedPlace, PageEvent } from '../../protocol/panelProtocol.ts';
import { element } from '../dom.ts';
import type { VsCodeApi } from '../vsCodeApi.ts';
import { FileGroup, type FileGroupParts } from './fileGroup.ts';

type FileState = FileGroupParts['state'];

export class FileGroups {
  readonly element = element('div');
  readonly #api: VsCodeApi;
  readonly #sections: readonly { readonly state: FileState; readonly section: HTMLElement; readonly list: HTMLUListElement }[];
  readonly #groups = new Map<string, FileGroup>();
  /** Keys of the groups that are unfolded; kept while the page is hidden. */
  readonly #unfolded: Set<string>;
  #roots: IndexStatus['roots'] = [];

  constructor(api: VsCodeApi) {
    this.#api = api;
    this.#unfolded = new Set(readUnfolded(api.getState()));
    this.#sections = ([['failed', t('Failed')], ['skipped', t('Skipped')], ['indexed', t('Indexed')]] as const).map(([state, title]) => {
      const list = element('ul', { class: 'groups', 'aria-label': title });
      return { state, list, section: element('section', { hidden: true }, element('h2', {}, title), list) };
    });
    this.element.append(...this.#sections.map(({ section }) => section));
  }

  show({ roots, phase, failedByCode, skippedByReason, filesByLanguage }: IndexStatus): void {
    this.#roots = roots;
    const counts = { failed: failedByCode, skipped: skippedByReason, indexed: filesByLanguage };
    for (const { state, section, list } of this.#sections) {
      const groups = Object.entries(counts[state]).filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one).map(([name, count]) => this.#group(state, name, count));
      section.hidden = groups.length === 0;
      arrange(list, groups.map(({ disclosure }) => disclosure.element));
    }
    // While files come in by the hundred, what is unfolded stays as it was.
    if (phase !== 'scanning' && phase !== 'indexing') for (const group of this.#groups.values()) group.refresh();
  }

  accept(event: PageEvent & { readonly type: 'files' | 'rules' }): void {
    const key = event.type === 'files' ? keyOf(event.asked.state, event.asked.group) : keyOf('skipped', event.asked.reason);
    this.#groups.get(key)?.accept(event);
  }

  #group(state: FileState, name: string, count: number): FileGroup {
    const key = keyOf(state, name);
    const known = this.#groups.get(key);
    const group = known ?? new FileGroup({ api: this.#api, state, name, shown: (place) => this.#shown(place), toggled: (isOpen) => this.#remember(key, isOpen) });
    group.count = count;
    if (known === undefined) {
      this.#groups.set(key, group);
      if (this.#unfolded.has(key)) group.disclosure.unfold(true);
    }
    return group;
  }

  /** With the workspace folder's name before it, where there are several. */
  #shown({ root, path }: ListedPlace): string {
    return this.#roots.length > 1 ? `${this.#roots.find((each) => each.path === root)?.name ?? ''}/${path}` : path;
  }

  #remember(key: string, isOpen: boolean): void {
    if (isOpen) this.#unfolded.add(key);
    else this.#unfolded.delete(key);
    this.#api.setState({ unfolded: [...this.#unfolded] });
  }
}

const keyOf = (state: FileState, name: string): string => `${state} ${name}`;

function readUnfolded(state: unknown): readonly string[] {
  const unfolded: unknown = typeof state === 'object' && state !== null && 'unfolded' in state ? state.unfolded : [];
  return Array.isArray(unfolded) ? unfolded.filter((key) => typeof key === 'string') : [];
}

/** Puts elements into a list in their order; what stands where it should is not moved, so that it keeps the focus. */
function arrange(list: HTMLElement, elements: readonly HTMLElement[]): void {
  for (const child of [...list.children]) if (!elements.some((each) => each === child)) child.remove();
  elements.forEach((each, at) => { if (list.children[at] !== each) list.insertBefore(each, list.children[at] ?? null); });
}
