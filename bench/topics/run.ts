/**
 * Do the topics of a map agree with what is known to belong together? All packages of the benchmark that are here, as one workspace: the packages are the truth.
 * node bench/topics/run.ts [--list]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openWorkspaceIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import type { TopicMap } from '../../src/core/topics/topicMapper.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { unpackedFolder } from '../quality/fetchPackages.ts';
import { installed } from '../quality/packageIndex.ts';

const { values: { list } } = parseArgs({ options: { list: { type: 'boolean', default: false } } });
const folder = path.dirname(unpackedFolder('any'));
const indexDir = mkdtempSync(path.join(os.tmpdir(), 'lodestone-topics-'));
try {
  const { index, close } = await openWorkspaceIndex({ installed, indexDir, access: 'write', threads: 2, roots: [{ path: folder, name: 'packages' }], settings: defaultScanSettings });
  await index.refresh();
  await index.indexer.run();
  const before = process.cpuUsage();
  const map = await index.topics({ turn: async () => {}, progress: () => {} });
  const { user, system } = process.cpuUsage(before);
  const { information, purity } = agreement(map);
  console.log(`${index.catalog.chunkCount} chunks, ${map.files.length} files, ${map.topics.length} topics, ${map.files.filter(({ outlier }) => outlier).length} outliers; ${((user + system) / 1e6).toFixed(1)} CPU s`);
  console.log(`normalised mutual information ${information.toFixed(3)}, purity ${purity.toFixed(3)}`);
  if (list) for (const { files, terms } of map.topics) console.log(`${String(files).padStart(6)}  ${terms.join(', ')}`);
  await close();
} finally {
  rmSync(indexDir, { recursive: true });
}

/** Normalised by the mean of both entropies; purity: share of the files that are of their topic's commonest package. */
function agreement({ files, topics }: TopicMap): { information: number; purity: number } {
  const packageOf = (file: string): string => file.split('/')[0]!;
  const counted = (keys: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const entropy = (counts: ReadonlyMap<string, number>): number => -[...counts.values()].reduce((sum, count) => sum + (count / files.length) * Math.log(count / files.length), 0);
  const [byPackage, byTopic] = [counted(files.map(({ path: file }) => packageOf(file))), counted(files.map(({ topic }) => String(topic)))];
  const both = counted(files.map(({ path: file, topic }) => `${topic} ${packageOf(file)}`));
  const common = entropy(byPackage) + entropy(byTopic) - entropy(both);
  const pure = topics.reduce((sum, _, topic) => sum + Math.max(...[...both].filter(([key]) => key.startsWith(`${topic} `)).map(([, count]) => count)), 0);
  return { information: (2 * common) / (entropy(byPackage) + entropy(byTopic)), purity: pure / files.length };
}
