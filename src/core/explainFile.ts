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
  readonly facts: StandingFacts;
}

/** What the message is made of, for those who say it in another language. */
export interface StandingFacts {
  /** Of a skipped file the reason, of a failed one the code. */
  readonly reason?: string;
  readonly rule?: string;
  /** The folder that is left out as a whole, above it. */
  readonly folder?: string;
  /** What is held of an indexed file. */
  readonly language?: string;
  readonly chunks?: number;
  readonly embedded?: number;
  /** What was met while it was read. */
  readonly problem?: string;
  /** What is in a folder. */
  readonly counts?: { readonly indexed: number; readonly skipped: number; readonly failed: number };
  /** What a file waits for that is to be read, for the first time or again. */
  readonly waitsFor?: 'otherProcess' | 'trouble' | 'resume' | 'itsTurn' | 'notice';
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
  if (file === null) return { state: 'outside', message: 'It lies in no folder that is indexed.', facts: {} };
  const row = catalog.file(file) ?? catalog.file({ ...file, path: `${file.path}/` });
  const wait = parts.indexer.isWaiting(file) ? { waitsFor: parts.indexer.paused ? 'resume' : 'itsTurn' } as const : {};
  if (row?.state === 'indexed') {
    const facts = factsOf(row, parts);
    return { state: 'indexed', message: `${describe(facts)}${waitingNote(file, parts)}`, facts: { ...facts, ...wait } };
  }
  if (row) return { state: row.state, message: `${row.reason}: ${row.message}${waitingNote(file, parts)}`, facts: { reason: row.reason, rule: row.message, ...wait } };
  return explainUnknown(file, parts);
}

/** What the catalog does not name: the disk and the rules are asked. */
async function explainUnknown(file: FileId, parts: ExplainParts): Promise<FileStanding> {
  const { files, settings } = parts;
  const entry = await files.inspect(file, settings);
  if (entry === null) return missing;
  if (entry === 'directory') return folder(file, parts);
  if (entry.type === 'skipped') return skipped(file, entry);
  if (entry.type === 'failed') return failed(entry);
  try {
    const skip = await files.explain(file, settings);
    return skip ? skipped(file, skip) : pending(file, parts);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.code === 'vanished' ? missing : failed(error);
  }
}

const missing: FileStanding = { state: 'missing', message: 'It does not exist.', facts: {} };

const failed = ({ code, message }: { readonly code: string; readonly message: string }): FileStanding => ({ state: 'failed', message: `${code}: ${message}`, facts: { reason: code } });

function skipped(file: FileId, { path, reason, rule }: SkippedFile): FileStanding {
  const isWithin = path.endsWith('/') && path !== `${file.path}/`;
  const asWhole = isWithin ? `; the folder ${path} is left out as a whole` : '';
  return { state: 'skipped', message: `${reason}: ${rule}${asWhole}`, facts: { reason, rule, ...(isWithin ? { folder: path } : {}) } };
}

function pending(file: FileId, { indexer, writable }: ExplainParts): FileStanding {
  const { message, waitsFor } = ((): { readonly message: string; readonly waitsFor: NonNullable<StandingFacts['waitsFor']> } => {
    if (!writable) return { message: 'It will be indexed by the process that keeps this index.', waitsFor: 'otherProcess' };
    if (indexer.trouble) return { message: `Indexing has stopped. ${indexer.trouble.code}: ${indexer.trouble.message}`, waitsFor: 'trouble' };
    if (indexer.paused) return { message: 'It waits: indexing is paused.', waitsFor: 'resume' };
    return indexer.isWaiting(file) ? { message: 'It is waiting to be indexed.', waitsFor: 'itsTurn' }
      : { message: 'It has not been noticed yet: it will be with the next look at the disk.', waitsFor: 'notice' };
  })();
  return { state: 'pending', message, facts: { waitsFor } };
}

function waitingNote(file: FileId, { indexer }: ExplainParts): string {
  if (!indexer.isWaiting(file)) return '';
  return indexer.paused ? ' It waits to be read again: indexing is paused.' : ' It is about to be read again.';
}

function factsOf({ id, language, message }: FileRow, { catalog, state }: ExplainParts) {
  const chunkIds = catalog.chunkIdsOf(id);
  return { language, chunks: chunkIds.length, embedded: chunkIds.filter((chunk) => state.vectors.has(chunk)).length, problem: message };
}

const describe = ({ language, chunks, embedded, problem }: ReturnType<typeof factsOf>): string =>
  `${language}, ${chunks} chunks, ${embedded} of them with vectors${problem ? `; ${problem}` : ''}.`;

function folder(place: FileId, { catalog }: ExplainParts): FileStanding {
  const counts = { indexed: 0, skipped: 0, failed: 0 };
  const start = place.path === '' ? fileKey(place) : `${fileKey(place)}/`;
  for (const row of catalog.files()) if (fileKey(row).startsWith(start)) counts[row.state]++;
  return { state: 'folder', message: `A folder, with ${counts.indexed} files indexed, ${counts.skipped} skipped and ${counts.failed} failed.`, facts: { counts } };
}
