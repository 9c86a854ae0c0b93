/** Looks at the disk again now: what has changed is indexed. */
import type { Services } from '../services.ts';

export async function refresh({ daemon }: Services): Promise<void> {
  await daemon.request('refresh', null);
}
