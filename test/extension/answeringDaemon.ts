/** The process of daemonProcess.test.ts: speaks the daemon's protocol, and behaves as the first root's name says. */
import { serveDaemon, type DaemonHandlers } from '../../src/protocol/connection.ts';
import { logRecord } from '../../src/protocol/logRecord.ts';
import type { IndexStatus } from '../../src/protocol/daemonProtocol.ts';

class Refusal extends Error {
  readonly code = 'indexNewer';
  readonly nextStep = 'Update the extension.';
}

const status: IndexStatus = {
  phase: 'ready', role: 'writer', roots: [], files: { indexed: 1, skipped: 0, failed: 0, pending: 0, stale: 0 }, skippedFolders: 0, skippedByReason: {}, failedByCode: {}, filesByLanguage: {},
  chunks: { total: 1, withVectors: 1 }, graph: { vectors: 1, ready: true, search: 'few', recall: null }, embedded: { computed: 1, reused: 0 },
  modelChange: null, sharedVectors: null, model: { id: 'none', dimensions: 1, state: 'ready' }, languages: [], lastUpdate: null, memoryBytes: 0, power: { pausedBy: null, onBattery: null, pauses: false }, indexDir: '', indexBytes: 0, trouble: null, watching: null,
};
const done = (): null => null;

/** A hundred files a second are read, onto a disk that is full. */
function index(pending = 5000): void {
  server.emit('statusChanged', { ...status, phase: 'indexing', files: { ...status.files, pending }, trouble: { code: 'diskFull', message: 'The disk is full.', nextStep: 'Free some space.' } });
  setTimeout(() => index(pending - 20), 200);
}

const handlers: DaemonHandlers = {
  initialize: ({ roots }) => {
    if (roots[0]?.name === 'dying') process.exit(7);
    if (roots[0]?.name === 'refusing') throw new Refusal('The index was made by a newer version.');
    if (roots[0]?.name === 'indexing') index();
    return { pid: process.pid, nodeVersion: process.version };
  },
  search: () => new Promise(() => undefined),
  similar: () => new Promise(() => undefined),
  doctor: () => ({ findings: [] }),
  retryFailed: () => ({ retried: 0, stillFailed: 0 }),
  refresh: () => {
    console.error('printed by something native');
    server.emit('log', logRecord('graphSaved', { vectors: 17 }));
    server.emit('statusChanged', status);
    return null;
  },
  planModel: ({ model }) => ({ model, licence: null, endpoint: '', folder: '', totalBytes: 2, missingBytes: 2 }),
  downloadModel: () => {
    server.emit('modelProgress', { doneBytes: 1, totalBytes: 2 });
    return { folder: '/models/tiny' };
  },
  listFiles: () => ({ total: 0, files: [] }),
  listRules: () => ({ total: 0, rules: [] }),
  explainFile: ({ file }) => ({ state: 'indexed', reason: file, facts: {} }),
  explainHit: () => null,
  readLines: () => null,
  topics: () => ({ topics: [], files: [], withoutVectors: 0 }),
  duplicates: () => ({ groups: [], found: 0, compared: 0, trivial: 0, vendored: 0 }),
  status: () => status,
  shutdown: () => { setImmediate(() => process.exit(0)); return null; },
  setRoots: done, setSettings: done, reconcile: done, noticed: done, rebuild: done, pause: done, resume: done, clear: done,
};
const server = serveDaemon(handlers);
void server.closed.then(() => process.exit(0));
