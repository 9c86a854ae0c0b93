/** Asks the question again, with what is like a hit moved to the front. */
import type { Services } from '../services.ts';
import { clickedHit } from './hitArgument.ts';

export async function moreLikeThis({ panel }: Services, argument: unknown): Promise<void> {
  await panel.show({ type: 'feedback', wanted: 'like', hit: clickedHit(argument).hit });
}
