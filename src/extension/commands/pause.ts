/** Stops indexing until it is resumed; searches go on. */
import type { Services } from '../services.ts';

export async function pause({ daemon }: Services): Promise<void> {
  await daemon.request('pause', null);
}
