/** How is something shown only when it is asked for? A button with a count, and below it what it unfolds. */
import { formatCount } from '../../protocol/statusText.ts';
import { element } from '../dom.ts';

export interface DisclosureParts {
  readonly title: string;
  /** What the title means; may be empty. */
  readonly meaning: string;
  /** Called when it is unfolded or folded; the first time there is nothing in `body` yet. */
  readonly toggled: (isOpen: boolean, body: HTMLElement) => void;
}

/** Unfolded parts must have different ids. */
let made = 0;

export class Disclosure {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #count = element('span', { class: 'group-count' });
  readonly #body: HTMLElement;
  readonly #toggled: DisclosureParts['toggled'];

  constructor({ title, meaning, toggled }: DisclosureParts) {
    this.#toggled = toggled;
    this.#body = element('div', { class: 'group-body', id: `group-${made += 1}`, hidden: true });
    this.#button = element('button', { type: 'button', class: 'group-title', 'aria-expanded': 'false', 'aria-controls': this.#body.id },
      element('span', { class: 'group-name' }, title), this.#count);
    this.#button.addEventListener('click', () => this.unfold(!this.isOpen));
    this.element = element('li', { class: 'group' }, element('div', { class: 'group-row' }, this.#button, meaning === '' ? null : element('span', { class: 'hint' }, meaning)), this.#body);
  }

  get isOpen(): boolean { return !this.#body.hidden; }

  set count(count: number) {
    const text = formatCount(count);
    if (this.#count.textContent !== text) this.#count.replaceChildren(text);
  }

  unfold(open: boolean): void {
    if (open === this.isOpen) return;
    this.#body.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    this.#toggled(open, this.#body);
  }
}
