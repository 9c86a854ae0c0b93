/** What must be written for a set of analysed files, given what is held of them? Chunks whose content stayed keep their ids. */
import type { FileId } from '../types.ts';
import type { Catalog } from './catalog.ts';
import type { AnalysedChunk, CatalogChange, ChunkRow, FileAnalysis, FileRow } from './rows.ts';

export interface AnalysedFile {
  readonly file: FileId;
  readonly analysis: FileAnalysis;
}

/** A chunk of the change, with what the worker made of it. */
export interface PlannedChunk {
  readonly row: ChunkRow;
  readonly analysed: AnalysedChunk;
  /** False for a chunk that only moved within its file. */
  readonly isNew: boolean;
}

export interface PlannedChange {
  readonly files: readonly FileRow[];
  readonly removedFileIds: readonly number[];
  readonly removedChunkIds: readonly number[];
  readonly chunks: readonly PlannedChunk[];
  /** Undoes the giving out of ids, for a change that could not be committed. */
  readonly release: () => void;
}

/** Plans a change of several files, each named at most once. */
export function planChange(catalog: Catalog, analysed: readonly AnalysedFile[], revision: number): PlannedChange {
  const files: FileRow[] = [];
  const removedFileIds: number[] = [];
  const removedChunkIds: number[] = [];
  const chunks: PlannedChunk[] = [];
  const newFileIds: number[] = [];
  for (const { file, analysis } of analysed) {
    const previous = catalog.file(file);
    const oldIds = previous ? catalog.chunkIdsOf(previous.id) : [];
    if (analysis.outcome === 'vanished') {
      if (previous) removedFileIds.push(previous.id);
      removedChunkIds.push(...oldIds);
      continue;
    }
    if (analysis.outcome === 'unchanged') {
      // What has become of it meanwhile counts: it is read again then.
      if (previous?.state === 'indexed' && previous.contentKey === analysis.contentKey) files.push({ ...previous, ...analysis.stamp });
      continue;
    }
    const id = previous?.id ?? catalog.fileIds.allocate();
    if (!previous) newFileIds.push(id);
    files.push(fileRow(id, file, analysis));
    if (analysis.outcome === 'indexed') {
      const planned = planChunks(catalog, id, oldIds, analysis.chunks, revision);
      chunks.push(...planned.chunks);
      removedChunkIds.push(...planned.removed);
    } else removedChunkIds.push(...oldIds);
  }
  const release = (): void => {
    for (const id of newFileIds) catalog.fileIds.give(id);
    for (const { isNew, row } of chunks) if (isNew) catalog.chunkIds.give(row.id);
  };
  return { files, removedFileIds, removedChunkIds, chunks, release };
}

function planChunks(catalog: Catalog, fileId: number, oldIds: readonly number[], analysed: readonly AnalysedChunk[], revision: number) {
  const reusable = new Map<string, number[]>();
  for (const id of oldIds) {
    const key = catalog.chunk(id)!.contentKey;
    const ids = reusable.get(key);
    if (ids) ids.push(id); else reusable.set(key, [id]);
  }
  const chunks = analysed.map((chunk): PlannedChunk => {
    const kept = reusable.get(chunk.contentKey)?.shift();
    const id = kept ?? catalog.chunkIds.allocate();
    const { startLine, endLine, shape, symbol, contentKey } = chunk;
    const since = kept === undefined ? revision : catalog.chunk(kept)!.revision;
    return { row: { id, fileId, startLine, endLine, shape, symbol, contentKey, revision: since }, analysed: chunk, isNew: kept === undefined };
  });
  return { chunks, removed: [...reusable.values()].flat() };
}

function fileRow(id: number, file: FileId, analysis: Exclude<FileAnalysis, { outcome: 'vanished' | 'unchanged' }>): FileRow {
  const { root, path } = file;
  const blank = { id, root, path, size: 0, mtimeMs: 0, isRecent: false, language: '', kind: 'code', contentKey: '' } as const;
  switch (analysis.outcome) {
    case 'indexed':
      return {
        ...blank, ...analysis.stamp, state: 'indexed', reason: '', message: analysis.problems.map(({ message }) => message).join('; '),
        language: analysis.language, kind: analysis.kind, contentKey: analysis.contentKey,
      };
    case 'skipped':
      return { ...blank, ...analysis.stamp, state: 'skipped', reason: analysis.reason, message: analysis.rule };
    case 'failed':
      return { ...blank, state: 'failed', reason: analysis.code, message: analysis.message };
  }
}

/** The part of a planned change that the store writes. */
export function toCatalogChange(
  planned: PlannedChange, revision: number,
  newTerms: CatalogChange['newTerms'], contents: CatalogChange['contents'],
): CatalogChange {
  const { files, removedFileIds, removedChunkIds } = planned;
  return { revision, newTerms, contents, files, removedFileIds, removedChunkIds, chunks: planned.chunks.map(({ row }) => row) };
}
