/** Which searches are kept, and how are they brought back? Shown while nothing is asked. */
import { t } from '../protocol/localise.ts';
import type { KeptSearches, PanelQuery } from '../protocol/panelProtocol.ts';
import { button, element, iconButton } from './dom.ts';
import { closeIcon } from './icons.ts';
import { describeLanguage } from './languages.ts';

/** As many as VS Code's own search remembers. */
const maxRecent = 100;
/** Of the recent ones, those that are shown: the rest comes back with the Up key. */
const shownRecent = 5;

export interface KeptListener {
  bringBack(query: PanelQuery): void;
  ask(query: string): void;
  forget(query: PanelQuery): void;
  forgetRecent(): void;
}

export const noneKept: KeptSearches = { recent: [], saved: [] };

export function withRecent(kept: KeptSearches, text: string): KeptSearches {
  const asked = text.trim();
  return asked === '' || kept.recent[0] === asked ? kept : { ...kept, recent: [asked, ...kept.recent.filter((other) => other !== asked)].slice(0, maxRecent) };
}

const alike = (one: PanelQuery, other: PanelQuery): boolean =>
  one.query.trim() === other.query.trim() && one.kind === other.kind && one.language === other.language && one.path === other.path && one.among === other.among && one.flat === other.flat;

export const isSaved = ({ saved }: KeptSearches, query: PanelQuery): boolean => saved.some((other) => alike(other, query));

/** Saves a search, or forgets it where it was saved. */
export const withSavedOrNot = (kept: KeptSearches, query: PanelQuery): KeptSearches =>
  ({ ...kept, saved: isSaved(kept, query) ? kept.saved.filter((other) => !alike(other, query)) : [query, ...kept.saved] });

/** "retry with a growing delay (code, Python, src)" */
function labelOf({ query, kind, language, path, among }: PanelQuery): string {
  const filters = [kind === 'all' ? '' : { code: t('Code'), tests: t('Tests'), docs: t('Docs') }[kind], language === '' ? '' : describeLanguage(language).name, path.trim(),
    among === 'openEditors' ? t('Open editors') : among === 'changedFiles' ? t('Changed files') : ''].filter((part) => part !== '');
  return filters.length === 0 ? query : `${query} (${filters.join(', ')})`;
}

/** Nothing where nothing is kept. */
export function keptView({ recent, saved }: KeptSearches, listener: KeptListener): HTMLElement[] {
  const savedList = saved.length === 0 ? [] : [element('h2', {}, t('Kept searches')), element('ul', { class: 'kept' }, ...saved.map((query) => element('li', {},
    button(labelOf(query), () => listener.bringBack(query), { class: 'link' }),
    iconButton(t('Keep “{0}” No Longer', labelOf(query)), closeIcon, () => listener.forget(query)))))];
  const recentList = recent.length === 0 ? [] : [element('h2', {}, t('Recent searches')), element('ul', { class: 'kept' },
    ...recent.slice(0, shownRecent).map((text) => element('li', {}, button(text, () => listener.ask(text), { class: 'link' })))),
  button(t('Forget Recent Searches'), () => listener.forgetRecent(), { class: 'link' })];
  return [...savedList, ...recentList];
}
