/** Goes on with indexing. */
import type { Services } from '../services.ts';

export async function resume({ daemon }: Services): Promise<void> {
  await daemon.request('resume', null);
}
