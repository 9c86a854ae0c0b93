/** Indexes everything anew; the vectors of unchanged text are kept. */
import type { Services } from '../services.ts';

export async function rebuild({ daemon }: Services): Promise<void> {
  await daemon.request('rebuild', null);
}
