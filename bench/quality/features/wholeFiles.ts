/** How well does each whole file match? BM25F over files rather than chunks, and the vectors of all of a file's chunks. */
import { SqliteStore } from '../../../src/adapters/sqliteStore.ts';
import { bodyCount, contextCount, nameCount, packCounts } from '../../../src/core/lexical/chunkTerms.ts';
import { decodeTerms, type TermVector } from '../../../src/core/lexical/encodeTerms.ts';
import { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { wordTerms } from '../../../src/core/lexical/tokenise.ts';
import type { PackageIndex } from '../packageIndex.ts';

/** The terms of several chunks as those of one document. */
export function mergeTerms(vectors: readonly TermVector[]): TermVector {
  const packed = new Map<number, number>();
  const lengths = { name: 0, context: 0, body: 0 };
  for (const vector of vectors) {
    lengths.name += vector.lengths.name;
    lengths.context += vector.lengths.context;
    lengths.body += vector.lengths.body;
    vector.ids.forEach((id, place) => {
      const counts = vector.counts[place]!;
      const before = packed.get(id) ?? 0;
      packed.set(id, packCounts(nameCount(before) + nameCount(counts), contextCount(before) + contextCount(counts), bodyCount(before) + bodyCount(counts)));
    });
  }
  const ids = Uint32Array.from(packed.keys()).sort();
  return { ids, counts: Uint32Array.from(ids, (id) => packed.get(id)!), lengths };
}

/** A lexical index whose documents are the package's files, by their ids. */
export function indexWholeFiles({ index, indexDir }: PackageIndex): LexicalIndex {
  const { catalog, state } = index;
  const store = SqliteStore.open(indexDir, false);
  try {
    const byFile = new Map<number, TermVector[]>();
    for (const { chunkId, terms } of store.chunkTerms()) {
      const fileId = catalog.chunk(chunkId)?.fileId;
      if (fileId === undefined) continue;
      const own = byFile.get(fileId) ?? [];
      byFile.set(fileId, own);
      own.push(decodeTerms(terms));
    }
    const files = new LexicalIndex(state.dictionary);
    for (const [fileId, vectors] of byFile) files.add(fileId, mergeTerms(vectors), wordTerms(catalog.fileById(fileId)!.path));
    return files;
  } finally {
    store.close();
  }
}

/** The similarities of a file's chunks to a query, from the best down. */
export function fileSimilarities(fileId: number, vector: Float32Array, { index }: PackageIndex): number[] {
  return index.catalog.chunkIdsOf(fileId)
    .flatMap((id) => index.state.vectors.similarity(id, vector) ?? [])
    .sort((a, b) => b - a);
}
