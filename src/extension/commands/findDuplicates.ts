/** Looks for near-duplicates in the workspace, and shows them in a tree. */
import type { Services } from '../services.ts';

export async function findDuplicates({ duplicates }: Services): Promise<void> {
  await duplicates.find();
}
