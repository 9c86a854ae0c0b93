/** How is it shown how good a hit is? As four bars; which parts make up the order is said on hovering. */
import type { SearchResult } from '../protocol/searchTypes.ts';
import { relevanceLevel } from '../protocol/statusText.ts';
import { element } from './dom.ts';

export const relevanceWord = (relevance: number): string => ['low', 'fair', 'good', 'high'][relevanceLevel(relevance) - 1] ?? 'low';

export function relevanceView({ relevance, score, contributions }: Pick<SearchResult, 'relevance' | 'score' | 'contributions'>): HTMLElement {
  const level = relevanceLevel(relevance);
  const parts = Object.entries(contributions).sort(([, one], [, other]) => other - one).map(([name, value]) => `  ${name}: ${value.toFixed(3)}`);
  const title = [`Relevance: ${relevanceWord(relevance)} (${Math.round(relevance * 100)}%)`, `Score ${score.toFixed(3)}:`, ...parts].join('\n');
  const bars = [1, 2, 3, 4].map((bar) => element('span', { class: bar <= level ? 'bar filled' : 'bar' }));
  return element('span', { class: 'relevance', title, 'data-level': level, 'aria-hidden': 'true' }, ...bars);
}
