/** How is it shown how good a hit is? As four bars; which parts make up the order is said on hovering. */
import { t } from '../protocol/localise.ts';
import type { SearchResult } from '../protocol/searchTypes.ts';
import { relevanceLevel } from '../protocol/statusText.ts';
import { element } from './dom.ts';

export const relevanceWord = (relevance: number): string => [t('low'), t('fair'), t('good'), t('high')][relevanceLevel(relevance) - 1] ?? t('low');

export function relevanceView({ relevance, score, contributions }: Pick<SearchResult, 'relevance' | 'score' | 'contributions'>): HTMLElement {
  const level = relevanceLevel(relevance);
  const parts = Object.entries(contributions).sort(([, one], [, other]) => other - one).map(([name, value]) => `  ${name}: ${value.toFixed(3)}`);
  const title = [t('Relevance: {0} ({1}%)', relevanceWord(relevance), Math.round(relevance * 100)), t('Score {0}:', score.toFixed(3)), ...parts].join('\n');
  const bars = [1, 2, 3, 4].map((bar) => element('span', { class: bar <= level ? 'bar filled' : 'bar' }));
  return element('span', { class: 'relevance', title, 'data-level': level, 'aria-hidden': 'true' }, ...bars);
}
