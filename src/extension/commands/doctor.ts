/** Checks the installation and the index; the status page says what was found, and offers to mend what can be mended. */
import type { Services } from '../services.ts';

export async function doctor({ statusPage }: Services): Promise<void> {
  statusPage.show();
  await statusPage.check(false);
}
