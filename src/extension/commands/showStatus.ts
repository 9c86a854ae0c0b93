/** Shows the whole state of the index in a tab. */
import type { Services } from '../services.ts';

export async function showStatus({ statusPage }: Services): Promise<void> {
  statusPage.show();
}
