/** How much memory does indexing take?  indexFolders.ts INDEX_DIR FOLDER...  A process of its own, as the daemon is; prints one JSON object. Ignore files are not followed. */
import path from 'node:path';
import { root as checkout } from '../../scripts/run.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

const [indexDir, ...folders] = process.argv.slice(2);
if (indexDir === undefined) throw new Error('indexFolders.ts INDEX_DIR FOLDER...');
const started = performance.now();
const { index, close } = await openWorkspaceIndex({
  installed: installedFiles(path.join(checkout, 'src/adapters')), indexDir, access: 'write', threads: 0,
  // Debian's kernel source ignores all of itself; its lists of registers are numbers only.
  settings: { ...defaultScanSettings, useIgnoreFiles: false, exclude: ['**/asic_reg/**'] },
  roots: folders.map((folder) => ({ path: folder, name: path.basename(folder) })),
});
await index.refresh();
await index.indexer.run();
if (index.indexer.trouble) throw index.indexer.trouble;
await index.saveSnapshot();
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({
  chunks: index.catalog.chunkCount, seconds: Math.round((performance.now() - started) / 1000), cpuSeconds: Math.round((user + system) / 1e6),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
}));
await close();
