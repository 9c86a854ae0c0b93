/** How does the daemon examine itself and its index, and mend what can be mended? */
import { checkIndex, repairIndex } from '../adapters/checkIndex.ts';
import { checkInstallation, type Finding } from '../adapters/checkInstallation.ts';
import { checkOpened } from '../adapters/checkOpened.ts';
import { DiskFiles } from '../adapters/diskFiles.ts';
import { Failure } from '../core/failure.ts';
import type { DaemonRequests } from '../protocol/daemonProtocol.ts';
import type { IndexSession } from './indexSession.ts';

/** With `repair` the index is closed meanwhile, and then read anew from the files. Rejects with Failure "indexLocked" where another process keeps it. */
export async function doctor(session: IndexSession, repair: boolean): Promise<DaemonRequests['doctor'][1]> {
  const found = await examine(session);
  if (!repair || !found.findings.some(({ repairable }) => repairable)) return found;
  await session.apart(() => repairIndex(session.params.indexDir, found.findings));
  await (await session.scheduler()).disk.refresh(true);
  await (await session.index()).indexer.run();
  return examine(session);
}

/** An index that can't be opened says why, beside what is found without opening it. */
async function examine(session: IndexSession): Promise<{ readonly findings: readonly Finding[] }> {
  const { indexDir, modelDir, roots, settings } = session.params;
  const apart = [
    ...await checkInstallation({ ...session.installed, modelDir }, indexDir),
    ...await checkIndex({ indexDir, roots, settings, files: new DiskFiles() }),
  ];
  try {
    return { findings: [...apart, ...checkOpened(await session.opened())] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { findings: [...apart, { check: 'store', level: 'bad', message: error.message, nextStep: error.nextStep, repairable: false }] };
  }
}
