/** Shows the search panel, with the focus in its search field. */
import type { Services } from '../services.ts';

export async function focusPanel({ panel }: Services): Promise<void> {
  await panel.show({ type: 'focus' });
}
