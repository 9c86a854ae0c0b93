/** Shows the difference of two near-duplicates: the two that are selected, or the one clicked and the first of its group. */
import { PieceItem } from '../duplicates/duplicatesView.ts';
import type { Services } from '../services.ts';

export async function compareDuplicates({ duplicates, pieces }: Services, argument: unknown): Promise<void> {
  if (argument instanceof PieceItem) await pieces.compare(...duplicates.pairOf(argument));
}
