/** How does one file of a model come here whole? Through a part that can be gone on with, checked before it counts. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import { isMissing, isSystemError } from './diskFailure.ts';
import { connectionFailure, type HubFile, type ModelHub } from './modelDownloadHub.ts';

/** A connection that brings nothing so often in a row is given up; one that brings something is taken up again. */
const fruitlessTries = 3;
const firstDelayMs = 250;

export interface FileSourceOnHub {
  readonly hub: ModelHub;
  readonly repository: string;
  readonly commit: string;
}

export const partOf = (target: string): string => `${target}.part`;

/**
 * Brings a file to `target` and answers with its SHA-256. `onBytes` hears how many of its bytes are there. Rejects with Failure "modelDamaged" (what came is
 * deleted), "diskFull", "readOnly", or as ModelHub does; the part is then kept.
 */
export async function downloadFile(
  source: FileSourceOnHub, file: HubFile, target: string, onBytes: (bytes: number) => void, signal?: AbortSignal,
): Promise<string> {
  const part = partOf(target);
  await onDisk(part, async () => {
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.appendFile(part, '');
  });
  for (let fruitless = 0; await sizeOf(part) !== file.size;) {
    const before = await sizeOf(part);
    const failure = await appendRest(source, file, part, onBytes, signal);
    if (failure === null) continue;
    fruitless = await sizeOf(part) > before ? 0 : fruitless + 1;
    if (failure.code !== 'hubUnreachable' || fruitless >= fruitlessTries) throw failure;
    await sleep(firstDelayMs * 2 ** fruitless, null, signal && { signal }).catch((error: unknown) => { throw connectionFailure(source.hub.endpoint, error, signal); });
  }
  const { matches, digest, sha256 } = await verify(part, file);
  if (!matches) {
    await fs.rm(part, { force: true });
    throw new Failure('modelDamaged', `${file.path} of ${source.repository} came with other bytes than the hub names (${digest}, not ${file.digest}); it was deleted.`,
      'Ask again. If it happens again, whatever stands between here and the hub changes files: use another network or mirror.');
  }
  await onDisk(target, () => fs.rename(part, target));
  return sha256;
}

/** Whether a file holds what the hub names. `digest` is by the hub's algorithm, `sha256` in any case; a missing file does not match. */
export async function verify(file: string, expected: HubFile): Promise<{ matches: boolean; digest: string; sha256: string }> {
  if (await sizeOf(file) !== expected.size) return { matches: false, digest: 'another size', sha256: '' };
  const sha256 = createHash('sha256');
  const gitBlob = createHash('sha1').update(`blob ${expected.size}\0`);
  for await (const bytes of createReadStream(file)) {
    sha256.update(bytes);
    gitBlob.update(bytes);
  }
  const hashes = { sha256: sha256.digest('hex'), gitBlobSha1: gitBlob.digest('hex') };
  const digest = hashes[expected.algorithm];
  return { matches: digest === expected.digest, digest, sha256: hashes.sha256 };
}

/** Bytes; 0 where there is no such file. */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await fs.stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/** Null when the part is as long as the file; else why it is not. */
async function appendRest(
  { hub, repository, commit }: FileSourceOnHub, file: HubFile, part: string, onBytes: (bytes: number) => void, signal?: AbortSignal,
): Promise<Failure | null> {
  let there = await sizeOf(part);
  if (there > file.size) there = 0;
  const handle = await onDisk(part, () => fs.open(part, 'a'));
  try {
    const response = await hub.open(repository, commit, file.path, there, signal);
    const goesOn = continuesAt(response, there);
    if (!goesOn) there = 0;
    await handle.truncate(there);
    if (!goesOn && response.status !== 200) { // the range is not to be had: the next try asks for all
      await response.body?.cancel();
      return connectionFailure(hub.endpoint, new Error(`HTTP ${response.status}`), signal);
    }
    onBytes(there);
    for await (const bytes of response.body ?? []) {
      const wanted = bytes.subarray(0, file.size - there);
      await onDisk(part, () => handle.appendFile(wanted));
      onBytes(there += wanted.length);
    }
    await handle.sync();
    return there === file.size ? null : connectionFailure(hub.endpoint, new Error(`${there} of ${file.size} bytes`), signal);
  } catch (error) {
    return error instanceof Failure ? error : connectionFailure(hub.endpoint, error, signal);
  } finally {
    await handle.close();
  }
}

const continuesAt = (response: Response, offset: number): boolean =>
  response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${offset}-`) === true;

/** Writes with the disk's errors told as such. */
export async function onDisk<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
      throw new Failure('diskFull', `There is no room for ${file}.`, 'Free some disk space and ask again: it goes on from where it was.', error);
    }
    throw new Failure('readOnly', `${file} can't be written (${error.code ?? error.message}).`, 'Allow this user to write there.', error);
  }
}
