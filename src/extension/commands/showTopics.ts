/** Shows what the workspace is about: all files by meaning, in topics, as a map in a tab. */
import type { Services } from '../services.ts';

export async function showTopics({ topicsPage }: Services): Promise<void> {
  topicsPage.show();
}
