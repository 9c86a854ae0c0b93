/** How are the topics and their files listed? A tree with one tab stop, for those who don't see the map and those who look for a name. */
import { t } from '../../protocol/localise.ts';
import { formatCount } from '../../protocol/statusText.ts';
import type { TopicMap } from '../../protocol/topicTypes.ts';
import { element } from '../dom.ts';
import { fileCount, topicName } from './topicText.ts';

export interface TopicListListener {
  open(file: number, stays: boolean): void;
  /** Null: of a topic. */
  looked(topic: number, file: number | null): void;
}

/** Files of a topic that are listed at once; the next come on demand. */
const listedAtOnce = 100;

export class TopicList {
  readonly element = element('div', { role: 'tree', class: 'topic-list', 'aria-label': t('Topics') });
  readonly #listener: TopicListListener;
  #map: TopicMap | null = null;
  /** Of each item what it stands for; a file's place, or null of the item that shows more. */
  readonly #topics = new WeakMap<HTMLElement, number>();
  readonly #files = new WeakMap<HTMLElement, number>();

  constructor(listener: TopicListListener) {
    this.#listener = listener;
    this.element.addEventListener('keydown', (event) => this.#press(event));
    this.element.addEventListener('click', (event) => this.#click(event));
    this.element.addEventListener('dblclick', (event) => {
      const item = itemOf(event.target);
      if (item) this.#openFile(item, true);
    });
    this.element.addEventListener('focusin', (event) => {
      const item = itemOf(event.target);
      if (item) this.#select(item);
    });
  }

  show(map: TopicMap): void {
    this.#map = map;
    this.element.replaceChildren(...map.topics.map((_, topic) => this.#topicItem(topic)));
    const first = this.#items()[0];
    if (first) first.tabIndex = 0;
  }

  #topicItem(topic: number): HTMLElement {
    const { topics } = this.#map!;
    const { files, chunks } = topics[topic]!;
    const name = topicName(topics[topic]!, Infinity);
    const item = element('div', {
      role: 'treeitem', class: 'topic', tabindex: -1, 'aria-level': 1, 'aria-expanded': 'false', 'aria-posinset': topic + 1, 'aria-setsize': topics.length,
      'aria-label': t('{0}: {1}', name, fileCount(files)), title: t('{0} pieces', formatCount(chunks)),
    }, element('div', { class: 'topic-row' }, element('span', { class: 'topic-name' }, name), element('span', { class: 'topic-count' }, formatCount(files))));
    this.#topics.set(item, topic);
    return item;
  }

  #setExpanded(item: HTMLElement, expanded: boolean): void {
    const topic = this.#topics.get(item);
    if (topic === undefined) return;
    item.setAttribute('aria-expanded', String(expanded));
    item.querySelector('[role="group"]')?.remove();
    if (expanded) item.append(element('div', { role: 'group', class: 'topic-files' }, ...this.#fileItems(topic, 0)));
  }

  /** From the given place among the topic's files on. */
  #fileItems(topic: number, from: number): HTMLElement[] {
    const { files } = this.#map!;
    const first = files.findIndex((file) => file.topic === topic);
    const count = this.#map!.topics[topic]!.files;
    const shown = files.slice(first + from, first + Math.min(count, from + listedAtOnce));
    const items = shown.map(({ path, outlier }, at) => {
      const item = element('div', {
        role: 'treeitem', class: outlier ? 'topic-file outlier' : 'topic-file', tabindex: -1, 'aria-level': 2, 'aria-posinset': from + at + 1, 'aria-setsize': count, title: path,
        'aria-label': outlier ? t('{0}, an outlier', path) : path,
      }, element('span', { class: 'file-name' }, path.slice(path.lastIndexOf('/') + 1)), element('span', { class: 'folder' }, path.slice(0, Math.max(0, path.lastIndexOf('/')))),
      outlier ? element('span', { class: 'outlier-mark', title: t('Hardly belongs to its topic') }, t('outlier')) : null);
      this.#files.set(item, first + from + at);
      return item;
    });
    const left = count - from - shown.length;
    return left === 0 ? items : [...items, this.#moreItem(topic, from + shown.length, left)];
  }

  #moreItem(topic: number, from: number, left: number): HTMLElement {
    const item = element('div', { role: 'treeitem', class: 'topic-more', tabindex: -1, 'aria-level': 2 }, t('Show more ({0})', formatCount(left)));
    const show = (): void => {
      const next = this.#fileItems(topic, from);
      item.replaceWith(...next);
      next[0]?.focus();
    };
    item.addEventListener('click', (event) => { event.stopPropagation(); show(); });
    item.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      show();
    });
    return item;
  }

  #select(item: HTMLElement): void {
    for (const other of this.#items()) other.tabIndex = -1;
    item.tabIndex = 0;
    const file = this.#files.get(item);
    const topic = file === undefined ? this.#topics.get(item) : this.#map?.files[file]?.topic;
    if (topic !== undefined) this.#listener.looked(topic, file ?? null);
  }

  #click(event: MouseEvent): void {
    const item = itemOf(event.target);
    if (item === null) return;
    item.focus({ preventScroll: true });
    if (this.#topics.has(item)) this.#setExpanded(item, item.getAttribute('aria-expanded') !== 'true');
    else this.#openFile(item, event.ctrlKey || event.metaKey);
  }

  #openFile(item: HTMLElement, stays: boolean): void {
    const file = this.#files.get(item);
    if (file !== undefined) this.#listener.open(file, stays);
  }

  #press(event: KeyboardEvent): void {
    const item = itemOf(event.target);
    if (item === null || event.altKey) return;
    if (!this.#moved(item, event.key) && !this.#acted(item, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #moved(item: HTMLElement, key: string): boolean {
    const items = this.#items();
    const at = items.indexOf(item);
    const to = ({ ArrowDown: items[at + 1], ArrowUp: items[at - 1], Home: items[0], End: items.at(-1) } satisfies Record<string, HTMLElement | undefined>)[key];
    to?.focus();
    return to !== undefined;
  }

  #acted(item: HTMLElement, { key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const isTopic = this.#topics.has(item);
    const expanded = item.getAttribute('aria-expanded') === 'true';
    switch (key) {
      case 'ArrowRight':
        if (isTopic && expanded) item.querySelector<HTMLElement>('[role="treeitem"]')?.focus();
        else this.#setExpanded(item, true);
        return true;
      case 'ArrowLeft':
        if (isTopic) this.#setExpanded(item, false);
        else item.parentElement?.closest<HTMLElement>('[role="treeitem"]')?.focus();
        return true;
      case 'Enter':
      case ' ':
        if (isTopic) this.#setExpanded(item, !expanded);
        else this.#openFile(item, ctrlKey || metaKey);
        return true;
      default: return false;
    }
  }

  #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  }
}

const itemOf = (target: EventTarget | null): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null);
