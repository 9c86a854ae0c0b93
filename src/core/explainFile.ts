/** Why is a path indexed, or not? The deciding rule, the error, or what it waits for. */
import { type Catalog, fileKey } from './catalog/catalog.ts';
import type { FileRow } from './catalog/rows.ts';
import { Failure } from './failure.ts';
import type { Indexer } from './indexer.ts';
import type { FileSource } from './ports.ts';
import type { SearchState } from './searchState.ts';
import type { FileId, Root, ScanSettings, SkippedFile } from './types.ts';

/** folder: its files are looked at one by one. outside: in no root. missing: not on the disk. */
export interface FileStanding {
  readonly state: 'indexed' | 'skipped' | 'failed' | 'pending' | 'folder' | 'outside' | 'missing';
  /** The deciding rule, the error, or what is held of it. */
  readonly message: string;
}

export interface ExplainParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly indexer: Indexer;
  readonly files: FileSource;
  readonly roots: readonly Root[];
  readonly settings: ScanSettings;
  readonly writable: boolean;
}

/** `path` is absolute, in the platform's own form. */
export async function explainFile(path: string, parts: ExplainParts): Promise<FileStanding> {
  const { catalog, files, roots } = parts;
  const file = await files.locate(path, roots);
  if (file === null) return { state: 'outside', message: 'It lies in no folder that is indexed.' };
  const row = catalog.file(file) ?? catalog.file({ ...file, path: `${file.path}/` });
  if (row?.state === 'indexed') return { state: 'indexed', message: `${describe(row, parts)}${waitingNote(file, parts)}` };
  if (row) return { state: row.state, message: `${row.reason}: ${row.message}${waitingNote(file, parts)}` };
  return explainUnknown(file, parts);
}

/** What the catalog does not name: the disk and the rules are asked. */
async function explainUnknown(file: FileId, parts: ExplainParts): Promise<FileStanding> {
  const { files, settings } = parts;
  const entry = await files.inspect(file, settings);
  if (entry === null) return { state: 'missing', message: 'It does not exist.' };
  if (entry === 'directory') return { state: 'folder', message: describeFolder(file, parts) };
  if (entry.type === 'skipped') return skipped(file, entry);
  if (entry.type === 'failed') return { state: 'failed', message: `${entry.code}: ${entry.message}` };
  try {
    const skip = await files.explain(file, settings);
    return skip ? skipped(file, skip) : { state: 'pending', message: pendingReason(file, parts) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.code === 'vanished' ? { state: 'missing', message: 'It does not exist.' } : { state: 'failed', message: `${error.code}: ${error.message}` };
  }
}

function skipped(file: FileId, { path, reason, rule }: SkippedFile): FileStanding {
  const asWhole = path.endsWith('/') && path !== `${file.path}/` ? `; the folder ${path} is left out as a whole` : '';
  return { state: 'skipped', message: `${reason}: ${rule}${asWhole}` };
}

function pendingReason(file: FileId, { indexer, writable }: ExplainParts): string {
  if (!writable) return 'It will be indexed by the process that keeps this index.';
  if (indexer.trouble) return `Indexing has stopped. ${indexer.trouble.code}: ${indexer.trouble.message}`;
  if (indexer.paused) return 'It waits: indexing is paused.';
  return indexer.isWaiting(file) ? 'It is waiting to be indexed.' : 'It has not been noticed yet: it will be with the next look at the disk.';
}

function waitingNote(file: FileId, { indexer }: ExplainParts): string {
  if (!indexer.isWaiting(file)) return '';
  return indexer.paused ? ' It waits to be read again: indexing is paused.' : ' It is about to be read again.';
}

function describe(row: FileRow, { catalog, state }: ExplainParts): string {
  const chunkIds = catalog.chunkIdsOf(row.id);
  const embedded = chunkIds.filter((id) => state.vectors.has(id)).length;
  return `${row.language}, ${chunkIds.length} chunks, ${embedded} of them with vectors${row.message ? `; ${row.message}` : ''}.`;
}

function describeFolder(folder: FileId, { catalog }: ExplainParts): string {
  const counts = { indexed: 0, skipped: 0, failed: 0 };
  const start = folder.path === '' ? fileKey(folder) : `${fileKey(folder)}/`;
  for (const row of catalog.files()) if (fileKey(row).startsWith(start)) counts[row.state]++;
  return `A folder, with ${counts.indexed} files indexed, ${counts.skipped} skipped and ${counts.failed} failed.`;
}
