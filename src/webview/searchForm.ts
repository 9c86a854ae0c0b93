/** What does the user ask, and among what? The search field and its filters. */
import type { PanelQuery } from '../protocol/panelProtocol.ts';
import type { ContentFilter } from '../protocol/searchTypes.ts';
import { ChoiceGroup, type Choice } from './choiceGroup.ts';
import { element, iconButton } from './dom.ts';
import { closeIcon } from './icons.ts';
import { describeLanguage } from './languages.ts';

export interface FormListener {
  /** The question has changed, letter by letter, or a filter has; `filtersOnly` where the words are the same. */
  changed(filtersOnly: boolean): void;
  /** Enter: ask now. */
  submit(): void;
  /** Down: on to the results. */
  down(): void;
}

const kinds: readonly Choice<ContentFilter>[] = [
  { value: 'all', label: 'All' }, { value: 'code', label: 'Code' }, { value: 'docs', label: 'Docs' },
];

export class SearchForm {
  readonly #listener: FormListener;
  readonly #input = element('input', {
    type: 'text', class: 'query', placeholder: 'Describe it, or: name lang: path: "exact"', 'aria-label': 'Search by meaning',
    title: 'Words, a name, a file, "an exact phrase" or /a regular expression/; lang:ts path:src -path:test kind:docs narrow it',
    spellcheck: 'false', autocomplete: 'off',
  });
  readonly #clear = iconButton('Clear', closeIcon, () => this.#clearQuery());
  readonly #kind = new ChoiceGroup('kind', 'What to search', kinds, 'all');
  readonly #language = element('select', { class: 'language', 'aria-label': 'Language' });
  readonly #path = element('input', {
    type: 'text', class: 'path', placeholder: 'Folders or globs to search in, e.g. src/**', 'aria-label': 'Folders or globs to search in',
    spellcheck: 'false', autocomplete: 'off',
  });
  readonly element = element('form', { role: 'search', class: 'form' },
    element('div', { class: 'query-box' }, this.#input, this.#clear),
    element('div', { class: 'filters' }, this.#kind.element, this.#language),
    this.#path);

  constructor(listener: FormListener) {
    this.#listener = listener;
    this.setLanguages([]);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      listener.submit();
    });
    this.element.addEventListener('input', (event) => {
      this.#clear.hidden = this.#input.value === '';
      listener.changed(event.target !== this.#input);
    });
    this.element.addEventListener('keydown', (event) => this.#press(event));
    this.#clear.hidden = true;
  }

  get query(): PanelQuery {
    return { query: this.#input.value, kind: this.#kind.value, language: this.#language.value, path: this.#path.value };
  }

  set query({ query, kind, language, path }: PanelQuery) {
    this.#input.value = query;
    this.#clear.hidden = query === '';
    this.#kind.value = kind;
    this.#addLanguage(language);
    this.#language.value = language;
    this.#path.value = path;
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** The languages to choose from; the chosen one stays, even where the index no longer has it. */
  setLanguages(languages: readonly string[]): void {
    const chosen = this.#language.value;
    const named = languages.map((id) => ({ id, name: describeLanguage(id).name })).sort((one, other) => one.name.localeCompare(other.name));
    this.#language.replaceChildren(element('option', { value: '' }, 'All languages'),
      ...named.map(({ id, name }) => element('option', { value: id }, name)));
    this.#addLanguage(chosen);
    this.#language.value = chosen;
  }

  #addLanguage(id: string): void {
    if (id === '' || [...this.#language.options].some(({ value }) => value === id)) return;
    this.#language.append(element('option', { value: id }, describeLanguage(id).name));
  }

  #clearQuery(): void {
    this.#input.value = '';
    this.#clear.hidden = true;
    this.#input.focus();
    this.#listener.changed(false);
  }

  #press(event: KeyboardEvent): void {
    if (event.target instanceof HTMLSelectElement) return;
    if (event.key === 'ArrowDown' && event.target === this.#input) {
      event.preventDefault();
      this.#listener.down();
    } else if (event.key === 'Escape' && event.target === this.#input && this.#input.value !== '') {
      event.preventDefault();
      this.#clearQuery();
    }
  }
}
