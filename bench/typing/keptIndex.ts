/** Where does a complete index for the bench come from? Made once and kept in the cache, with all its vectors, its graph and the graph's recall. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { root as checkout } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex, type OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

/** Of these folders: a version of the sources that stores otherwise makes it anew, as any index is. */
export function keptIndexDirectory(folders: readonly string[]): string {
  return path.join(cacheDirectory, 'bench-typing', createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 12));
}

export function openKeptIndex(folders: readonly string[], access: 'read' | 'write'): Promise<OpenedIndex> {
  return openWorkspaceIndex({
    installed: installedFiles(path.join(checkout, 'src/adapters')), indexDir: keptIndexDirectory(folders), access, threads: 0, settings: defaultScanSettings,
    roots: folders.map((folder) => ({ path: folder, name: path.basename(folder) })),
  });
}

/** Brings it up to date with the disk, to the last vector. Takes minutes the first time, seconds afterwards. */
export async function completeKeptIndex(folders: readonly string[]): Promise<void> {
  const opened = await openKeptIndex(folders, 'write');
  const { index } = opened;
  await index.graphLoaded;
  await index.refresh();
  await index.indexer.run();
  // Measuring may start the graph over with more links.
  while (index.buildGraphStep() || await index.measureRecallStep(Date.now()));
  await index.saveGraph();
  await index.saveSnapshot();
  const { chunks, graph } = index.summary();
  console.log(`${chunks.withVectors} of ${chunks.total} chunks have their vectors; nearest by: ${graph.search}, ef ${graph.recall?.width}`);
  await opened.close();
}
