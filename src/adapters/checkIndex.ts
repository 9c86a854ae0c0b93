/** Is an index on the disk sound, and is it true to the files? And what of it can be mended by throwing it away? */
import fs from 'node:fs';
import path from 'node:path';
import { keyOf } from '../core/analyseFile.ts';
import type { FileRow } from '../core/catalog/rows.ts';
import { fileKey } from '../core/catalog/catalog.ts';
import { Failure } from '../core/failure.ts';
import type { FileSource } from '../core/ports.ts';
import { legibleText } from '../core/scan/readText.ts';
import type { Root, ScanSettings } from '../core/types.ts';
import type { Finding } from './checkInstallation.ts';
import { HnswGraphStorage } from './hnswGraphStorage.ts';
import { SnapshotFile } from './snapshotFile.ts';
import { SqliteStore } from './sqliteStore.ts';
import { WriterLock } from './writerLock.ts';

export interface IndexToCheck {
  readonly indexDir: string;
  readonly roots: readonly Root[];
  readonly settings: ScanSettings;
  readonly files: FileSource;
}

/** Files whose contents are compared: each is read whole. */
const sampledFiles = 200;
const repairHint = 'Repair it: `lodestone doctor --repair`, or "Repair" in VS Code.';

const finding = (check: Finding['check'], message: string): Finding => ({ check, level: 'ok', message, nextStep: null, repairable: false });
const damaged = (check: Finding['check'], message: string, level: 'warning' | 'bad' = 'bad'): Finding => ({ check, level, message, nextStep: repairHint, repairable: true });

/** Reads only: another process may be writing. */
export async function checkIndex(index: IndexToCheck): Promise<Finding[]> {
  const { indexDir } = index;
  if (!fs.existsSync(path.join(indexDir, 'catalog.sqlite'))) {
    return [{ check: 'store', level: 'bad', message: 'There is no index yet.', nextStep: 'Run `lodestone index`, or open the folder in VS Code.', repairable: true }];
  }
  const stored = readStore(indexDir);
  return [
    checkPermissions(indexDir), checkLock(indexDir), checkLeftovers(indexDir), stored.finding, await checkGraph(indexDir),
    ...(stored.content === null ? [] : [await checkSnapshot(indexDir, stored.content.snapshot)]),
    ...(stored.content === null ? [] : await checkFiles(index, stored.content.rows)),
  ];
}

function checkPermissions(indexDir: string): Finding {
  const open = process.platform === 'win32' ? [] : namesIn(indexDir).filter((name) => (fs.statSync(path.join(indexDir, name)).mode & 0o077) !== 0);
  // The folder alone keeps others out; its files are looked at where it does not.
  const folderIsOpen = process.platform !== 'win32' && (fs.statSync(indexDir).mode & 0o077) !== 0;
  if (!folderIsOpen) return finding('permissions', 'the index is for its user alone');
  return damaged('permissions', `Other users may look into the index directory (${open.length} of its files, too).`, 'warning');
}

function checkLock(indexDir: string): Finding {
  if (!fs.existsSync(path.join(indexDir, 'writer.lock'))) return finding('lock', 'nobody writes to the index');
  const lock = WriterLock.acquire(indexDir);
  lock?.release();
  return finding('lock', lock ? 'nobody writes to the index' : 'a process keeps the index up to date');
}

const isLeftover = (name: string): boolean => name.endsWith('.unfinished');

/** A process that writes at this moment has one too; hence no more than a warning. */
function checkLeftovers(indexDir: string): Finding {
  const left = namesIn(indexDir).filter(isLeftover);
  return left.length === 0 ? finding('leftovers', 'nothing is left of interrupted writing') : damaged('leftovers', `${left.length} unfinished files.`, 'warning');
}

interface StoreContent {
  readonly rows: readonly FileRow[];
  /** What the snapshot must be; null where none is saved. */
  readonly snapshot: string | null;
}

function readStore(indexDir: string): { readonly finding: Finding; readonly content: StoreContent | null } {
  try {
    const store = SqliteStore.open(indexDir, false);
    try {
      const problems = store.integrityProblems();
      if (problems.length > 0) return { finding: damaged('store', `The store is damaged: ${problems[0]}`), content: null };
      return { finding: finding('store', 'the store is sound'), content: { rows: [...store.files()], snapshot: store.readMeta('snapshot.contents') } };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message, nextStep } = error;
    return { finding: { check: 'store', level: 'bad', message: `${code}: ${message}`, nextStep, repairable: code === 'indexDamaged' || code === 'indexMissing' }, content: null };
  }
}

async function checkGraph(indexDir: string): Promise<Finding> {
  switch (await new HnswGraphStorage(indexDir).standing()) {
    case 'sound': return finding('graph', 'the saved graph is whole: its checksum matches');
    case 'missing': return finding('graph', 'no graph is saved');
    case 'damaged': return damaged('graph', 'The saved graph is damaged.');
  }
}

async function checkSnapshot(indexDir: string, contents: string | null): Promise<Finding> {
  if (contents === null) return finding('snapshot', 'no snapshot of the tables is saved: the index is built of the store');
  if (await new SnapshotFile(indexDir).load(contents) !== null) return finding('snapshot', 'the snapshot of the tables is whole: its checksums match');
  return damaged('snapshot', 'The snapshot of the tables is damaged; the index opens without it, more slowly.', 'warning');
}

/** The whole disk by its stamps, some files by their contents. */
async function checkFiles({ files, roots, settings }: IndexToCheck, rows: readonly FileRow[]): Promise<Finding[]> {
  const known = new Map(rows.map((row) => [fileKey(row), row]));
  const behind = { missing: 0, changed: 0, gone: 0 };
  const seen = new Set<string>();
  for await (const entry of files.scan(roots, settings)) {
    const row = known.get(fileKey(entry));
    seen.add(fileKey(entry));
    if (!row) behind.missing++;
    else if (entry.type === 'file' && row.state === 'indexed' && (row.size !== entry.size || row.mtimeMs !== entry.mtimeMs)) behind.changed++;
  }
  for (const key of known.keys()) if (!seen.has(key)) behind.gone++;
  const total = behind.missing + behind.changed + behind.gone;
  const stamps = total === 0 ? finding('files', `${rows.length} entries agree with the disk`)
    : damaged('files', `The index is behind the disk: ${behind.missing} not known, ${behind.changed} changed, ${behind.gone} gone.`, 'warning');
  return [stamps, await checkContents(files, rows.filter(({ state, contentKey }) => state === 'indexed' && contentKey !== '')), checkWatching(rows)];
}

async function checkContents(files: FileSource, indexed: readonly FileRow[]): Promise<Finding> {
  const step = Math.max(1, Math.floor(indexed.length / sampledFiles));
  const sample = indexed.filter((_, at) => at % step === 0);
  let different = 0;
  for (const row of sample) {
    try {
      const { bytes, stamp } = await files.read(row);
      if (stamp.size === row.size && stamp.mtimeMs === row.mtimeMs && !isContentOf(row, bytes)) different++;
    } catch (error) {
      if (!(error instanceof Failure)) throw error; // gone or unreadable: the comparison of stamps has told
    }
  }
  return different === 0 ? finding('files', `${sample.length} files hold what the index says`)
    : damaged('files', `${different} of ${sample.length} files hold something else than the index says, though size and time are the same.`);
}

function isContentOf({ contentKey }: FileRow, bytes: Uint8Array): boolean {
  return keyOf(legibleText(bytes).text) === contentKey;
}

/** Linux watches each folder, and has a limit for each user. */
function checkWatching(rows: readonly FileRow[]): Finding {
  const folders = new Set(rows.map((row) => path.dirname(`${row.root}/${row.path}`))).size;
  return judgeWatching(folders, process.platform === 'linux' ? readLimit('/proc/sys/fs/inotify/max_user_watches') : null);
}

export function judgeWatching(folders: number, limit: number | null): Finding {
  if (limit === null || folders * 2 <= limit) return finding('watching', `${folders} folders to watch${limit === null ? '' : `, of ${limit} that the system allows`}`);
  return {
    check: 'watching', level: folders > limit ? 'bad' : 'warning', repairable: false,
    message: `${folders} folders are to be watched; the system allows ${limit}, for all programs together.`,
    nextStep: 'Raise it: sudo sysctl fs.inotify.max_user_watches=524288',
  };
}

function readLimit(file: string): number | null {
  const limit = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isFinite(limit) ? limit : null;
}

const namesIn = (directory: string): string[] => fs.readdirSync(directory);

/**
 * Throws away what is damaged, to be made again from the files, and lets only the user in. Nobody else may be writing. Rejects with
 * Failure "indexLocked".
 */
export async function repairIndex(indexDir: string, findings: readonly Finding[]): Promise<void> {
  const lock = WriterLock.acquire(indexDir);
  if (!lock) throw new Failure('indexLocked', 'Another process keeps this index.', 'Repair it there: "Lodestone: Check Installation and Index" in VS Code.');
  try {
    const isWrong = (check: Finding['check']): boolean => findings.some((each) => each.check === check && each.level !== 'ok' && each.repairable);
    if (process.platform !== 'win32') fs.chmodSync(indexDir, 0o700);
    if (isWrong('leftovers')) for (const name of namesIn(indexDir).filter(isLeftover)) fs.rmSync(path.join(indexDir, name), { force: true });
    if (isWrong('store')) SqliteStore.remove(indexDir);
    else if (isWrong('snapshot')) await discardSnapshot(indexDir);
    if (isWrong('store') || isWrong('graph')) await new HnswGraphStorage(indexDir).remove();
  } finally {
    lock.release();
  }
}

/** As though it had never been saved: the next idle moment saves another. */
async function discardSnapshot(indexDir: string): Promise<void> {
  const store = SqliteStore.open(indexDir, true);
  try {
    store.forgetSnapshot();
  } finally {
    store.close();
  }
  await new SnapshotFile(indexDir).remove();
}
