/** What does a status of the index look like, when a test cares about parts of it only? */
import type { IndexStatus } from '../../src/protocol/daemonProtocol.ts';

/** A small index that is up to date, with the given parts put in. */
export function indexStatus(parts: Partial<IndexStatus> = {}): IndexStatus {
  return {
    phase: 'ready', role: 'writer', roots: [{ path: '/project', name: 'project' }],
    files: { indexed: 10, skipped: 2, failed: 0, pending: 0, stale: 0 }, skippedFolders: 0, skippedByReason: { binary: 2 }, failedByCode: {}, filesByLanguage: { typescript: 10 },
    chunks: { total: 40, withVectors: 40 }, graph: { vectors: 40, ready: true, search: 'few', recall: null }, embedded: { computed: 40, reused: 0 },
    modelChange: null, sharedVectors: null, model: { id: 'model', dimensions: 256, state: 'ready' }, languages: ['typescript'], lastUpdate: 1_700_000_000_000,
    memoryBytes: 200 * 1024 * 1024, power: { pausedBy: null, onBattery: null, pauses: false }, indexDir: '/index', indexBytes: 1024 * 1024, trouble: null, watching: { by: 'system', limited: null, deferred: 0 }, ...parts,
  };
}
