/** Where do downloaded models lie, and what is known of each? */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../core/failure.ts';
import { isMissing } from './diskFailure.ts';
import { onDisk } from './modelDownloadFile.ts';

export interface DownloadRecord {
  /** Version of this file's own shape. */
  readonly format: 1;
  /** "owner/name". */
  readonly repository: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly licence: string | null;
  /** Address of the hub that it came from. */
  readonly endpoint: string;
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

const recordName = 'download.json';

/** One for each user: the command line and every window share it. Not a cache: what clears caches would make a second download of it. */
export function modelsDirectory(): string {
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Application Support/lodestone/models');
  if (process.platform === 'win32') return path.join(process.env['LOCALAPPDATA'] ?? path.join(os.homedir(), 'AppData/Local'), 'lodestone/models');
  return path.join(process.env['XDG_DATA_HOME'] || path.join(os.homedir(), '.local/share'), 'lodestone/models');
}

/** Named after the commit: another revision is another folder, and a folder never changes. */
export const modelFolder = (models: string, repository: string, commit: string): string =>
  path.join(models, `${repository.replace('/', '--')}@${commit.slice(0, 12)}`);

/** Where a model is until all of it is there: a folder without this ending is complete. */
export const unfinishedFolder = (folder: string): string => `${folder}.unfinished`;

export async function writeRecord(folder: string, record: DownloadRecord): Promise<void> {
  const file = path.join(folder, recordName);
  await onDisk(file, () => fs.writeFile(file, `${JSON.stringify(record, null, 2)}\n`));
}

/** The downloaded models by folder name; a folder without a record that can be read is none. Rejects with Failure "unreadable". */
export async function listModels(models: string = modelsDirectory()): Promise<{ readonly folder: string; readonly record: DownloadRecord }[]> {
  const found = [];
  for (const name of await namesIn(models)) {
    const record = name.endsWith(unfinishedFolder('')) ? null : await readRecord(path.join(models, name));
    if (record) found.push({ folder: path.join(models, name), record });
  }
  return found;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await fs.readdir(directory)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw new Failure('unreadable', `${directory} can't be read.`, 'Allow this user to read it.', error, directory);
  }
}

async function readRecord(folder: string): Promise<DownloadRecord | null> {
  try {
    const record: DownloadRecord = JSON.parse(await fs.readFile(path.join(folder, recordName), 'utf8'));
    return record.format === 1 ? record : null;
  } catch {
    return null; // not ours, or of a time to come
  }
}
