/** The other process of connection.test.ts: answers a few requests in telling ways. */
import { serveDaemon, type DaemonHandlers } from '../../src/protocol/connection.ts';
import { logRecord } from '../../src/protocol/logRecord.ts';

class Refusal extends Error {
  readonly code = 'diskFull';
  readonly nextStep = 'Free some space.';
}

const done = (): null => null;
const handlers: DaemonHandlers = {
  initialize: () => ({ pid: process.pid, nodeVersion: process.version }),
  /** Never answers; says in the log when it is cancelled. */
  search: (request, signal) => new Promise((_resolve, reject) => {
    server.emit('log', logRecord('hitNotExplained', {}, `searching ${request.query}`));
    signal.addEventListener('abort', () => {
      server.emit('log', logRecord('hitNotExplained', {}, 'search aborted'));
      reject(signal.reason as Error);
    });
  }),
  refresh: () => { throw new Refusal('The disk is full.'); },
  doctor: () => ({ findings: [] }),
  retryFailed: () => ({ retried: 0, stillFailed: 0 }),
  rebuild: () => { throw new TypeError('surprise'); },
  similar: () => process.exit(3),
  listFiles: () => ({ total: 0, files: [] }),
  listRules: () => ({ total: 0, rules: [] }),
  explainFile: ({ file }) => ({ state: 'indexed', reason: file, facts: {} }),
  planModel: () => { throw new Refusal('no plan'); },
  downloadModel: () => { throw new Refusal('no model'); },
  explainHit: () => null,
  readLines: () => null,
  topics: () => ({ topics: [], files: [], withoutVectors: 0 }),
  duplicates: () => ({ groups: [], found: 0, compared: 0, trivial: 0, vendored: 0 }),
  status: () => { throw new Refusal('no status'); },
  setRoots: done, setSettings: done, reconcile: done, noticed: done, pause: done, resume: done, clear: done, shutdown: done,
};
const server = serveDaemon(handlers, process, (request, error) => server.emit('log', logRecord('requestFailed', { request }, error)));
await server.closed;
process.exit(0);
