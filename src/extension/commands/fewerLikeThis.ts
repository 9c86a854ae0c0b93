/** Asks the question again, with what is like a hit moved to the end. */
import type { Services } from '../services.ts';
import { clickedHit } from './hitArgument.ts';

export async function fewerLikeThis({ panel }: Services, argument: unknown): Promise<void> {
  await panel.show({ type: 'feedback', wanted: 'unlike', hit: clickedHit(argument).hit });
}
