/** In which way shall things be similar to the example, and what else shall they be? Shown while something similar is looked for. */
import { t } from '../protocol/localise.ts';
import type { SimilarExample } from '../protocol/panelProtocol.ts';
import type { SimilarAspect } from '../protocol/searchTypes.ts';
import { ChoiceGroup, type Choice } from './choiceGroup.ts';
import { element } from './dom.ts';

export type SimilarWishes = Required<Pick<SimilarExample, 'aspect' | 'but'>>;

export interface SimilarFormListener {
  /** `isTyping`: letter by letter. */
  changed(wishes: SimilarWishes, isTyping: boolean): void;
  /** Down: on to the results. */
  down(): void;
  /** Escape: back to the search. */
  leave(): void;
}

const aspects: readonly Choice<SimilarAspect>[] = [
  { value: 'all', label: t('All'), title: t('Everything together') },
  { value: 'behaviour', label: t('Behaviour'), title: t('What it does, whatever its names are') },
  { value: 'name', label: t('Name'), title: t('How it is named') },
  { value: 'documentation', label: t('Documentation'), title: t('What its documentation says') },
  { value: 'usage', label: t('Usage'), title: t('How it is used: the places that mention it') },
];

export class SimilarForm {
  readonly #listener: SimilarFormListener;
  readonly #aspect = new ChoiceGroup('aspect', t('Similar in'), aspects, 'all');
  readonly #but = element('input', {
    type: 'text', class: 'but', placeholder: t('but … (in Python, without a timer)'), 'aria-label': t('Similar, but'),
    title: t('Words that move the answer; what follows “not” or “without” is not wanted'), spellcheck: 'false', autocomplete: 'off',
  });
  readonly element = element('form', { class: 'similar-form', 'aria-label': t('Similar in what'), hidden: true },
    this.#aspect.element, this.#but);

  constructor(listener: SimilarFormListener) {
    this.#listener = listener;
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      listener.changed(this.#wishes, false);
    });
    this.element.addEventListener('input', (event) => listener.changed(this.#wishes, event.target === this.#but));
    this.element.addEventListener('keydown', (event) => this.#press(event));
  }

  get #wishes(): SimilarWishes {
    return { aspect: this.#aspect.value, but: this.#but.value };
  }

  /** Null: nothing similar is looked for. */
  show(example: SimilarExample | null): void {
    this.element.hidden = example === null || example.counterpart !== undefined;
    this.#aspect.value = example?.aspect ?? 'all';
    this.#but.value = example?.but ?? '';
  }

  #press(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' && event.target === this.#but) {
      event.preventDefault();
      this.#listener.down();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#listener.leave();
    }
  }
}
