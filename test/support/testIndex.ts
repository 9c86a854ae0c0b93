/** How does a test get an index of a folder, on the real parts? */
import path from 'node:path';
import type { TestContext } from 'node:test';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { openWorkspaceIndex, type OpenedIndex, type SharedFiles } from '../../src/adapters/openWorkspaceIndex.ts';
import { defaultScanSettings, type ScanSettings } from '../../src/core/types.ts';
import type { Answer } from '../../src/core/search/answer.ts';

export const repository = path.resolve(import.meta.dirname, '../..');
export const installed = installedFiles(path.join(repository, 'src/adapters'));

export interface TestIndexOptions {
  readonly indexDir: string;
  readonly roots: readonly string[];
  readonly settings?: Partial<ScanSettings>;
  readonly modelDir?: string;
  readonly shared?: SharedFiles;
  /** The store was found to be damaged while it was in use. */
  readonly damaged?: boolean;
}

/** Opens without indexing; the test closes it, or is done with it when it ends. */
export async function openTestIndex(test: Pick<TestContext, 'after'>, options: TestIndexOptions): Promise<OpenedIndex> {
  const opened = await openWorkspaceIndex({
    installed: { ...installed, modelDir: options.modelDir ?? installed.modelDir },
    indexDir: options.indexDir, access: 'write', threads: 1,
    roots: options.roots.map((root) => ({ path: root, name: path.basename(root) })),
    settings: { ...defaultScanSettings, ...options.settings },
    ...(options.shared && { shared: options.shared }), damaged: options.damaged ?? false,
  });
  await opened.index.graphLoaded;
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await opened.close();
    closed = true;
  };
  test.after(close);
  // What it tells of itself changes: not a copy.
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(opened), close: { value: close, enumerable: true } }) as OpenedIndex;
}

/** Looks at the disk and works until nothing is left; throws what stopped it. */
export async function bringUpToDate({ index }: OpenedIndex): Promise<void> {
  await index.refresh();
  await index.indexer.run();
  if (index.indexer.trouble) throw index.indexer.trouble;
}

export const pathsOf = ({ results }: Answer): string[] => results.map((result) => result.path);

export const ask = ({ index }: OpenedIndex, query: string, limit = 10): Promise<Answer> => index.search({ query, limit });
