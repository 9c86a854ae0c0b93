/** What is compared? Anything that puts a package's files in order for a question. */
import type { Candidate } from '../../../src/core/search/candidate.ts';
import type { RankedFile } from '../metrics.ts';
import type { PackageIndex } from '../packageIndex.ts';

export interface RankingSystem {
  readonly name: string;
  /** For each query, in their order, the files from the best down: ten of them, where that many match, each once. */
  rank(queries: readonly string[], target: PackageIndex): Promise<RankedFile[][]>;
}

/** Each file once, at the place of its first chunk. Takes chunks from the best down. */
export function filesByBestChunk(chunks: readonly Pick<Candidate, 'chunk' | 'file'>[]): RankedFile[] {
  const files = new Map<number, RankedFile>();
  for (const { chunk, file } of chunks) {
    if (!files.has(file.id)) files.set(file.id, { path: file.path, startLine: chunk.startLine, endLine: chunk.endLine });
  }
  return [...files.values()];
}

/** Chunks of the catalog by their ids. */
export function chunksOf(ids: readonly number[], { index }: PackageIndex): Pick<Candidate, 'chunk' | 'file'>[] {
  return ids.flatMap((id) => {
    const chunk = index.catalog.chunk(id);
    const file = chunk && index.catalog.fileById(chunk.fileId);
    return chunk && file ? [{ chunk, file }] : [];
  });
}
