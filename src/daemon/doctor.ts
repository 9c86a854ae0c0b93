/** How does the daemon examine itself and its index, and mend what can be mended? */
import { checkIndex, repairIndex } from '../adapters/checkIndex.ts';
import { checkInstallation, type Finding } from '../adapters/checkInstallation.ts';
import { DiskFiles } from '../adapters/diskFiles.ts';
import type { InstalledFiles } from '../adapters/openWorkspaceIndex.ts';
import type { DaemonRequests, InitializeParams } from '../protocol/daemonProtocol.ts';
import type { IndexSession } from './indexSession.ts';

/** With `repair` the index is closed meanwhile, and then read anew from the files. Rejects with Failure "indexLocked" where another process keeps it. */
export async function doctor(session: IndexSession, repair: boolean): Promise<DaemonRequests['doctor'][1]> {
  const { installed } = session;
  const found = await examine(session.params, installed);
  if (!repair || !found.findings.some(({ repairable }) => repairable)) return found;
  await session.apart(() => repairIndex(session.params.indexDir, found.findings));
  await (await session.scheduler()).disk.refresh(true);
  await (await session.index()).indexer.run();
  return examine(session.params, installed);
}

async function examine({ indexDir, modelDir, roots, settings }: InitializeParams, installed: InstalledFiles): Promise<{ readonly findings: readonly Finding[] }> {
  const index = { indexDir, roots, settings, files: new DiskFiles() };
  return { findings: [...await checkInstallation({ ...installed, modelDir }, indexDir), ...await checkIndex(index)] };
}
