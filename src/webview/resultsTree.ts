/** How does one move through the results? A tree with one tab stop, moved in by keys as VS Code's own lists are. */
import { t } from '../protocol/localise.ts';
import type { ExplainTarget, Feedback, OpenMode, OpenTarget, SimilarExample } from '../protocol/panelProtocol.ts';
import type { HitExplanation, SearchResult } from '../protocol/searchTypes.ts';
import { element } from './dom.ts';
import { colourItem, explainItem, hitKey, hitView, targetOf, type HitActions } from './hitView.ts';

export interface TreeListener {
  open(target: OpenTarget, mode: OpenMode): void;
  findSimilar(example: SimilarExample): void;
  /** More or fewer like this hit. */
  judge(hit: ExplainTarget, wanted: keyof Feedback): void;
  copyPlace(target: OpenTarget): void;
  /** A hit has come into view: what in it matches is wanted. */
  explain(hit: ExplainTarget): void;
  /** Escape, or Up from the first item. */
  leave(): void;
  /** Selection or folding has changed. */
  changed(): void;
}

/** What is kept from one answer to the next, and while the page is hidden. */
export interface TreeState {
  readonly selected: string | null;
  readonly expanded: readonly string[];
}

export class ResultsTree {
  readonly element = element('div', { role: 'tree', class: 'tree', 'aria-label': t('Search results') });
  readonly #listener: TreeListener;
  readonly #actions: HitActions;
  #selected: string | null = null;
  #expanded = new Set<string>();
  #query = '';
  #results = new Map<Element, SearchResult>();
  /** Of the present query, by `explanationKey`: an answer that is asked for anew shows them at once. */
  readonly #explanations = new Map<string, HitExplanation>();
  readonly #seen = new IntersectionObserver((entries) => this.#onSeen(entries));

  constructor(listener: TreeListener) {
    this.#listener = listener;
    this.#actions = {
      open: (target, mode) => listener.open(target, mode),
      findSimilar: (example) => listener.findSimilar(example),
      judge: (hit, wanted) => listener.judge(hit, wanted),
      toggle: (item) => this.#setExpanded(item, item.getAttribute('aria-expanded') !== 'true'),
    };
    this.element.addEventListener('keydown', (event) => this.#press(event));
    this.element.addEventListener('focusin', (event) => {
      if (event.target instanceof HTMLElement && event.target.role === 'treeitem') this.#select(event.target);
    });
  }

  get state(): TreeState {
    return { selected: this.#selected, expanded: [...this.#expanded] };
  }

  restore({ selected, expanded }: TreeState): void {
    this.#selected = selected;
    this.#expanded = new Set(expanded);
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** `rootNames`: names of the workspace's folders by path, where there are several. */
  show(results: readonly SearchResult[], query: string, rootNames: ReadonlyMap<string, string>): void {
    const focused = this.hasFocus;
    if (query !== this.#query) this.#explanations.clear();
    this.#query = query;
    this.#seen.disconnect();
    // A file that is there twice is there by its hits.
    const flat = new Set(results.map((result) => hitKey(result, false))).size < results.length;
    this.#results = new Map(results.map((result, offset) => [hitView(result, {
      flat, position: offset + 1, total: results.length, rootName: rootNames.get(result.root) ?? null, query,
      explanation: this.#explanations.get(explanationKey(result)) ?? null,
    }, this.#actions), result]));
    this.element.replaceChildren(...this.#results.keys());
    for (const item of this.#results.keys()) this.#seen.observe(item);
    this.#colourAfterPaint();
    // Which items can be seen is told by what is unfolded: asking the browser would have it lay out the page here and now.
    const items = [...this.element.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    for (const item of items) if (item.hasAttribute('aria-expanded') && this.#expanded.has(item.dataset['key'] ?? '')) item.setAttribute('aria-expanded', 'true');
    const item = items.find((candidate) => candidate.dataset['key'] === this.#selected && candidate.closest('.hit[aria-expanded="false"] .ranges') === null) ?? items[0];
    if (item === undefined) return;
    item.tabIndex = 0;
    if (focused) item.focus({ preventScroll: true });
  }

  /** Shows what in a hit matches, where that hit is still in the list. */
  explain(hit: ExplainTarget, explanation: HitExplanation): void {
    const key = explanationKey(hit);
    this.#explanations.set(key, explanation);
    for (const [item, result] of this.#results) {
      if (item instanceof HTMLElement && explanationKey(result) === key) explainItem(item, result, this.#query, explanation);
    }
  }

  /** What is new in the list gets its colours after the frame that shows it, from the top down, with room between for what is typed. */
  #colourAfterPaint(): void {
    const results = this.#results;
    const left = [...results].values();
    const some = (): void => {
      if (this.#results !== results) return;
      for (const [item, result] of left) {
        const wasPlain = item instanceof HTMLElement && colourItem(item, result, this.#query, this.#explanations.get(explanationKey(result)) ?? null);
        if (wasPlain) return void setTimeout(some);
      }
    };
    requestAnimationFrame(() => setTimeout(some));
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const result = this.#results.get(target);
      if (!isIntersecting || result === undefined) continue;
      this.#seen.unobserve(target);
      this.#listener.explain({ root: result.root, path: result.path, startLine: result.startLine });
    }
  }

  /** Moves the focus to the selected item, or to the first. False where there is none to see. */
  focus(): boolean {
    const item = this.#items().find(({ tabIndex }) => tabIndex === 0);
    item?.focus();
    return item !== undefined;
  }

  /** The items that can be seen, in order. */
  #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role="treeitem"]')].filter((item) => item.getClientRects().length > 0);
  }

  #select(item: HTMLElement): void {
    this.#selected = item.dataset['key'] ?? null;
    for (const other of this.element.querySelectorAll<HTMLElement>('[role="treeitem"][tabindex="0"]')) other.tabIndex = -1;
    item.tabIndex = 0;
    this.#listener.changed();
  }

  #setExpanded(item: HTMLElement, expanded: boolean): void {
    item.setAttribute('aria-expanded', String(expanded));
    const key = item.dataset['key'] ?? '';
    if (expanded) this.#expanded.add(key);
    else this.#expanded.delete(key);
    this.#listener.changed();
  }

  #press(event: KeyboardEvent): void {
    const item = document.activeElement;
    if (!(item instanceof HTMLElement) || item.role !== 'treeitem') return;
    if (this.#act(item, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** True where the key means something here. */
  #act(item: HTMLElement, { key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const items = this.#items();
    const at = items.indexOf(item);
    switch (key) {
      case 'ArrowDown': return focusItem(items[at + 1]) || true;
      case 'ArrowUp':
        if (at === 0) this.#listener.leave();
        else focusItem(items[at - 1]);
        return true;
      case 'Home': return focusItem(items[0]);
      case 'End': return focusItem(items.at(-1));
      case 'ArrowRight': return this.#right(item, items[at + 1]);
      case 'ArrowLeft': return this.#left(item);
      case 'Escape': this.#listener.leave(); return true;
      case 'Enter': return this.#openItem(item, ctrlKey || metaKey ? 'side' : 'open');
      case ' ': return this.#openItem(item, 'peek');
      case 'c': return (ctrlKey || metaKey) && !this.#isTextMarked() && this.#copyPlace(item);
      default: return false;
    }
  }

  #openItem(item: HTMLElement, mode: OpenMode): boolean {
    const target = targetOf(item);
    if (target !== undefined) this.#listener.open(target, mode);
    return true;
  }

  /** The user wants that text copied, then. */
  #isTextMarked(): boolean {
    const selection = window.getSelection();
    return selection?.type === 'Range' && this.element.contains(selection.anchorNode);
  }

  #copyPlace(item: HTMLElement): boolean {
    const target = targetOf(item);
    if (target !== undefined) this.#listener.copyPlace(target);
    return true;
  }

  #right(item: HTMLElement, next: HTMLElement | undefined): boolean {
    const expanded = item.getAttribute('aria-expanded');
    if (expanded === 'false') this.#setExpanded(item, true);
    else if (expanded === 'true') focusItem(next);
    return true;
  }

  #left(item: HTMLElement): boolean {
    const parent = item.parentElement?.closest<HTMLElement>('[role="treeitem"]');
    if (item.getAttribute('aria-expanded') === 'true') this.#setExpanded(item, false);
    else focusItem(parent ?? undefined);
    return true;
  }
}

const explanationKey = (hit: ExplainTarget): string => hitKey(hit, true);

function focusItem(item: HTMLElement | undefined): boolean {
  item?.focus();
  item?.scrollIntoView({ block: 'nearest' });
  return item !== undefined;
}
