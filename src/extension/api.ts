/** What does the extension offer to other extensions, and to its own tests? Returned by activate(). */
import type { IndexStatus } from '../protocol/daemonProtocol.ts';
import type { SearchAnswer, SearchFilters } from '../protocol/searchTypes.ts';
import type { DaemonProcess } from './daemonProcess.ts';
import { setting } from './settings.ts';

export interface LodestoneApi {
  /** Hits for a question in plain words, best first. Rejects with an error that has `code` and `nextStep`. */
  search(query: string, filters?: SearchFilters & { readonly limit?: number }): Promise<SearchAnswer>;
  /** The index as it is now. */
  status(): Promise<IndexStatus>;
  /** Process id of the background process; null while none is running. */
  daemonPid(): number | null;
}

export function createApi(daemon: DaemonProcess): LodestoneApi {
  return {
    search: (query, filters) => daemon.request('search', { limit: setting('search.limit'), ...filters, query }),
    status: () => daemon.request('status', null),
    daemonPid: () => daemon.pid,
  };
}
