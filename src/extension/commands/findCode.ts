/** Finds the code that the section around the cursor, or what is selected, is about. */
import type { Services } from '../services.ts';
import { exampleOf } from './findDocumentation.ts';

export async function findCode({ panel }: Services, argument: unknown): Promise<void> {
  await panel.show({ type: 'findSimilar', example: { ...exampleOf(argument), counterpart: 'code' } });
}
