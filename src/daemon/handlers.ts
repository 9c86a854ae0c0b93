/** What does the daemon do for each request? */
import { setImmediate } from 'node:timers/promises';
import { protocolVersion, type DaemonEvents, type DaemonRequests, type FileExplanation, type TaskProgress } from '../protocol/daemonProtocol.ts';
import type { DaemonHandlers } from '../protocol/connection.ts';
import { Failure, throwIfCancelled } from '../core/failure.ts';
import type { WorkspaceIndex } from '../core/workspaceIndex.ts';
import { doctor } from './doctor.ts';
import type { IndexSession } from './indexSession.ts';
import { longTask } from './longTasks.ts';
import { modelHandlers } from './modelRequests.ts';

export function handlersFor(
  session: IndexSession, shutdown: () => void, modelProgress: (progress: DaemonEvents['modelProgress']) => void,
  taskProgress: (progress: TaskProgress) => void,
): DaemonHandlers {
  const indexer = async () => (await session.index()).indexer;
  const disk = async () => (await session.scheduler()).disk;
  return {
    initialize: (params) => {
      if (params.protocolVersion !== protocolVersion) {
        throw new Failure('otherVersion', 'The extension and its background process are of different versions.', 'Reload the window.');
      }
      session.start(params);
      return { pid: process.pid, nodeVersion: process.version };
    },
    setRoots: async ({ roots }) => { await session.setRoots(roots); return null; },
    setSettings: async ({ settings }) => { await session.setSettings(settings); return null; },
    search: async (request, signal) => timed(async () => (await stillWanted(session, signal)).search(request, signal)),
    similar: async (request, signal) => timed(async () => (await stillWanted(session, signal)).similar(request, signal)),
    explainHit: async (request, signal) => (await stillWanted(session, signal)).explainHit(request, signal),
    readLines: async (place) => (await session.index()).readLines(place, place),
    duplicates: async (request, signal) => (await session.index()).duplicates(request, longTask('duplicates', taskProgress), signal),
    topics: async (_, signal) => (await session.index()).topics(longTask('topics', taskProgress), signal),
    status: () => session.status(),
    listFiles: async (request) => (await session.index()).listFiles(request),
    listRules: async (request) => (await session.index()).listRules(request),
    explainFile: async ({ file }) => explainFile(session, file),
    doctor: ({ repair }) => doctor(session, repair),
    retryFailed: () => retryFailed(session),
    refresh: async () => { await session.retry(); await (await disk()).refreshAsAsked(); return null; },
    reconcile: async () => { await (await disk()).reconcile(); return null; },
    noticed: async ({ paths }) => { await (await disk()).tell(paths); return null; },
    rebuild: async () => { (await indexer()).resume(); await (await disk()).refresh(true); return null; },
    pause: async () => { (await session.scheduler()).battery.leaveToUser(); (await indexer()).pause(); return null; },
    resume: async () => { (await session.scheduler()).battery.leaveToUser(); (await indexer()).resume(); await (await disk()).refresh(); return null; },
    clear: async () => { await (await session.index()).clear(); session.changed(); return null; },
    ...modelHandlers(modelProgress),
    shutdown: async () => { await session.close(); void setImmediate().then(shutdown); return null; },
  };
}

/** The index, once all messages that have come are read: a question that one of them takes back is not begun. */
async function stillWanted(session: IndexSession, signal: AbortSignal): Promise<WorkspaceIndex> {
  const index = await session.index();
  await setImmediate();
  throwIfCancelled(signal);
  return index;
}

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { readonly tookMs: number }> {
  const started = performance.now();
  const answer = await work();
  return { ...answer, tookMs: performance.now() - started };
}

const leftAlone = 'It changes again and again: it is left alone for up to half a minute before it is read again.';

async function explainFile(session: IndexSession, file: string): Promise<FileExplanation> {
  const { state, message, facts } = await (await session.index()).explain(file);
  const isDeferred = (await session.scheduler()).disk.isDeferred(file);
  return isDeferred ? { state, reason: `${message} ${leftAlone}`, facts: { ...facts, waitsFor: 'quiet' } } : { state, reason: message, facts };
}

/** A look at the disk tries all that failed; files and folders alike. */
async function retryFailed(session: IndexSession): Promise<DaemonRequests['retryFailed'][1]> {
  const { indexer, catalog } = await session.index();
  const retried = catalog.fileCounts.failed;
  indexer.resume();
  await (await session.scheduler()).disk.refresh();
  await indexer.run();
  return { retried, stillFailed: catalog.fileCounts.failed };
}
