/** What does the user ask, and among what? The search field and its filters. */
import { t } from '../protocol/localise.ts';
import type { FileChoice, KindChoice, PanelQuery } from '../protocol/panelProtocol.ts';
import { ChoiceGroup, type Choice } from './choiceGroup.ts';
import { element, iconButton } from './dom.ts';
import { closeIcon, listIcon, starIcon } from './icons.ts';
import { describeLanguage } from './languages.ts';

export interface FormListener {
  /** The question has changed, letter by letter, or a filter has; `filtersOnly` where the words are the same. */
  changed(filtersOnly: boolean): void;
  /** Enter: ask now. */
  submit(): void;
  /** Down: on to the results. */
  down(): void;
  /** Keep this search, or keep it no longer. */
  keep(): void;
}

const kinds: readonly Choice<KindChoice>[] = [
  { value: 'all', label: t('All') }, { value: 'code', label: t('Code'), title: t('Code without tests') }, { value: 'tests', label: t('Tests') }, { value: 'docs', label: t('Docs') },
];

const fileChoices: readonly (readonly [value: FileChoice, label: string])[] = [
  ['everywhere', t('All files')], ['openEditors', t('Open editors')], ['changedFiles', t('Changed files')],
];

export class SearchForm {
  readonly #listener: FormListener;
  readonly #input = element('input', {
    type: 'text', class: 'query', placeholder: t('Describe it, or: name lang: path: "exact"'), 'aria-label': t('Search by meaning'),
    title: t('Words, a name, a file, "an exact phrase" or /a regular expression/; lang:ts path:src -path:test kind:docs narrow it. Up brings back earlier searches.'),
    spellcheck: 'false', autocomplete: 'off',
  });
  readonly #clear = iconButton(t('Clear'), closeIcon, () => this.#clearQuery());
  readonly #keep = iconButton(t('Keep This Search'), starIcon, () => this.#listener.keep(), { 'aria-pressed': 'false' });
  readonly #kind = new ChoiceGroup('kind', t('What to search'), kinds, 'all');
  readonly #language = element('select', { class: 'language', 'aria-label': t('Language') });
  readonly #path = element('input', {
    type: 'text', class: 'path', placeholder: t('Folders or globs, e.g. src/**'), 'aria-label': t('Folders or globs to search in'),
    spellcheck: 'false', autocomplete: 'off',
  });
  readonly #among = element('select', { class: 'among', 'aria-label': t('Which files') },
    ...fileChoices.map(([value, label]) => element('option', { value }, label)));
  readonly #flat = iconButton(t('Each Hit by Itself'), listIcon, () => this.#toggleFlat(), { 'aria-pressed': 'false' });
  /** Texts that were asked, newest first; `#past` is the place of the one shown, -1 for what the user types. */
  recent: readonly string[] = [];
  #past = -1;
  #draft = '';
  readonly element = element('form', { role: 'search', class: 'form' },
    element('div', { class: 'query-box' }, this.#input, this.#keep, this.#clear),
    element('div', { class: 'filters' }, this.#kind.element, this.#language),
    element('div', { class: 'filters' }, this.#path, this.#among, this.#flat));

  constructor(listener: FormListener) {
    this.#listener = listener;
    this.setLanguages([]);
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.element.addEventListener('input', (event) => {
      if (event.target === this.#input) this.#past = -1;
      this.#showButtons();
      listener.changed(event.target !== this.#input);
    });
    this.element.addEventListener('keydown', (event) => this.#press(event));
    this.#showButtons();
  }

  get query(): PanelQuery {
    return { query: this.#input.value, kind: this.#kind.value, language: this.#language.value, path: this.#path.value, among: this.#among.value as FileChoice, flat: isPressed(this.#flat) };
  }

  set query({ query, kind, language, path, among, flat }: PanelQuery) {
    this.#input.value = query;
    this.#showButtons();
    this.#kind.value = kind;
    this.#addLanguage(language);
    this.#language.value = language;
    this.#path.value = path;
    this.#among.value = among;
    press(this.#flat, flat);
  }

  /** Whether the search that the form holds is one that is kept. */
  set isKept(kept: boolean) {
    press(this.#keep, kept);
    this.#keep.title = kept ? t('Keep This Search No Longer') : t('Keep This Search');
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** The languages to choose from; the chosen one stays, even where the index no longer has it. */
  setLanguages(languages: readonly string[]): void {
    const chosen = this.#language.value;
    const named = languages.map((id) => ({ id, name: describeLanguage(id).name })).sort((one, other) => one.name.localeCompare(other.name));
    this.#language.replaceChildren(element('option', { value: '' }, t('All languages')),
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
    this.#past = -1;
    this.#showButtons();
    this.#input.focus();
    this.#listener.changed(false);
  }

  #press(event: KeyboardEvent): void {
    if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLButtonElement) return;
    if (event.key === 'Enter') return this.#listener.submit(); // a form with two fields and no button does not submit itself
    if (event.key === 'ArrowUp' && event.target === this.#input) {
      event.preventDefault();
      this.#bringBack(this.#past + 1);
    } else if (event.key === 'ArrowDown' && event.target === this.#input) {
      event.preventDefault();
      if (this.#past >= 0) this.#bringBack(this.#past - 1);
      else this.#listener.down();
    } else if (event.key === 'Escape' && event.target === this.#input && this.#input.value !== '') {
      event.preventDefault();
      this.#clearQuery();
    }
  }
  /** An earlier text in place of what is there, which comes back after the newest. */
  #bringBack(place: number): void {
    if (this.#past < 0) this.#draft = this.#input.value;
    const text = place < 0 ? this.#draft : this.recent.filter((each) => each !== this.#draft)[place];
    if (text === undefined) return;
    this.#past = place;
    this.#input.value = text;
    this.#input.setSelectionRange(text.length, text.length);
    this.#showButtons();
    this.#listener.changed(false);
  }

  #toggleFlat(): void {
    press(this.#flat, !isPressed(this.#flat));
    this.#listener.changed(true);
  }

  #showButtons(): void {
    this.#clear.hidden = this.#input.value === '';
    this.#keep.hidden = this.#input.value.trim() === '';
  }
}

const isPressed = (button: HTMLElement): boolean => button.getAttribute('aria-pressed') === 'true';
const press = (button: HTMLElement, pressed: boolean): void => button.setAttribute('aria-pressed', String(pressed));
