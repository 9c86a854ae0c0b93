/** Which one of a few is chosen? A row of radio buttons that look like chips. */
import { element } from './dom.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly title?: string;
}

export class ChoiceGroup<Value extends string> {
  readonly #options: readonly { readonly value: Value; readonly input: HTMLInputElement }[];
  readonly #fallback: Value;
  readonly element: HTMLElement;

  /** `name` is the form field's, `label` is read out; `fallback` is what counts where nothing is chosen. */
  constructor(name: string, label: string, choices: readonly Choice<Value>[], fallback: Value) {
    this.#fallback = fallback;
    this.#options = choices.map(({ value }) => ({ value, input: element('input', { type: 'radio', name, value }) }));
    this.element = element('div', { role: 'radiogroup', class: 'kinds', 'aria-label': label }, ...choices.map((choice, at) =>
      element('label', { class: 'kind', title: choice.title ?? null }, this.#options[at]!.input, element('span', {}, choice.label))));
    this.value = fallback;
  }

  get value(): Value {
    return this.#options.find(({ input }) => input.checked)?.value ?? this.#fallback;
  }

  set value(chosen: Value) {
    for (const { value, input } of this.#options) input.checked = value === chosen;
  }
}
