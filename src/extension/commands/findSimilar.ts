/** Finds what is similar to the selection, or to the function, class or section around the cursor where nothing is selected. */
import type { Services } from '../services.ts';
import { editorExample } from './editorExample.ts';

export async function findSimilar({ panel }: Services): Promise<void> {
  await panel.show({ type: 'findSimilar', example: editorExample() });
}
