/** Shows what the extension and its background process have to say. */
import type { Services } from '../services.ts';

export async function showLog({ log }: Services): Promise<void> {
  log.show();
}
