/** Stops the background process if there is one, and starts it. */
import type { Services } from '../services.ts';

export async function restart({ daemon }: Services): Promise<void> {
  await daemon.restart();
}
