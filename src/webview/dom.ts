/** How are elements made? Every text is a text node: nothing of the repository can become markup, and what would act on the page is named. */
import { visibleText } from '../protocol/visibleText.ts';

type Attributes = Readonly<Record<string, string | number | boolean | null>>;
export type Child = Node | string | null;

/** Attributes that are false or null are left out, true ones stand without a value; null children are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null).map((child) => (typeof child === 'string' ? visibleText(child) : child)));
  return made;
}

/** Those that people read. */
const shownAttributes: ReadonlySet<string> = new Set(['title', 'aria-label']);

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    target.setAttribute(name, value === true ? '' : shownAttributes.has(name) ? visibleText(String(value)) : String(value));
  }
}

/** Sixteen by sixteen units, in the text's colour. */
export function icon(paths: readonly string[]): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  setAttributes(svg, { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' });
  for (const data of paths) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', data);
    svg.append(path);
  }
  return svg;
}

export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

export function iconButton(label: string, paths: readonly string[], onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'icon-button', title: label, 'aria-label': label, ...attributes }, icon(paths));
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    onClick();
  });
  return made;
}
