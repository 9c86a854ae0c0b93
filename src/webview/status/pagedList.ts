/** How is a long list shown? Its beginning, with word of how much more there is, and a button that brings the next part. */
import { t } from '../../protocol/localise.ts';
import { formatCount } from '../../protocol/statusText.ts';
import { button, element } from '../dom.ts';

/** Entries that are asked for at a time. */
export const pageLength = 100;

export interface PagedListParts<Entry> {
  /** An `li`. */
  readonly draw: (entry: Entry) => HTMLElement;
  /** Asks for entries; they come by `accept`. */
  readonly ask: (from: number, limit: number) => void;
  readonly label: string;
}

export class PagedList<Entry> {
  readonly element: HTMLElement;
  readonly #list: HTMLUListElement;
  /** Says how much is shown, and is read out when that changes. */
  readonly #note = element('span', { role: 'status', class: 'hint' });
  readonly #more = button('', () => this.#askMore(), { class: 'link', hidden: true });
  readonly #parts: PagedListParts<Entry>;
  #total = 0;
  #focusNext = false;

  constructor(parts: PagedListParts<Entry>) {
    this.#parts = parts;
    this.#list = element('ul', { class: 'entries', 'aria-label': parts.label });
    this.element = element('div', {}, this.#list, element('p', { class: 'entries-end' }, this.#note, this.#more));
    parts.ask(0, pageLength);
  }

  /** Asks anew for what is shown: something has changed. */
  refresh(): void {
    this.#parts.ask(0, Math.max(pageLength, this.#list.children.length));
  }

  /** Entries from the beginning take the place of all. */
  accept(from: number, total: number, entries: readonly Entry[]): void {
    const drawn = entries.map((entry) => this.#parts.draw(entry));
    if (from === 0) this.#list.replaceChildren(...drawn);
    else if (from === this.#list.children.length) this.#list.append(...drawn);
    else return; // an answer to an older question
    this.#total = total;
    if (this.#focusNext) drawn[0]?.querySelector('button')?.focus();
    this.#focusNext = false;
    this.#showEnd();
  }

  #showEnd(): void {
    const shown = this.#list.children.length;
    const left = this.#total - shown;
    this.#note.replaceChildren(left > 0 ? t('The first {0} of {1} are shown.', formatCount(shown), formatCount(this.#total)) : this.#total === 0 ? t('None any more.') : '');
    this.#more.hidden = left <= 0;
    this.#more.replaceChildren(t('Show {0} More', formatCount(Math.min(pageLength, left))));
  }

  #askMore(): void {
    this.#focusNext = true;
    this.#parts.ask(this.#list.children.length, pageLength);
  }
}
