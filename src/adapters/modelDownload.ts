/** How does a model that the user names come from the hub, once, and only when asked for? Plan first, so that there is something to ask about. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../core/failure.ts';
import { chooseModelFiles, parseModelName } from './modelDownloadChoice.ts';
import { downloadFile, onDisk, partOf, sizeOf, verify } from './modelDownloadFile.ts';
import { modelFolder, modelsDirectory, unfinishedFolder, writeRecord } from './modelDownloadFolder.ts';
import { ModelHub, type HubFile } from './modelDownloadHub.ts';
import { WriterLock } from './writerLock.ts';

/** What a download would bring: enough to ask for consent, and pinned, so that the consent is to exactly this. */
export interface ModelPlan {
  /** "owner/name". */
  readonly repository: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** As its authors name it, such as "apache-2.0"; null where they don't. */
  readonly licence: string | null;
  /** Address of the hub. */
  readonly endpoint: string;
  /** Where the model will be, or is. */
  readonly folder: string;
  readonly files: readonly HubFile[];
  /** Of all files, in bytes. */
  readonly totalBytes: number;
  /** Of what is not here yet; 0 when the model is complete. */
  readonly missingBytes: number;
}

export interface DownloadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/**
 * Asks the hub what `name` ("OWNER/NAME" or "OWNER/NAME@REVISION") is now; writes nothing. Rejects with Failure "badRequest",
 * "modelUnsuitable", or as ModelHub does.
 */
export async function planModelDownload(name: string, signal?: AbortSignal, models = modelsDirectory()): Promise<ModelPlan> {
  const { repository, revision } = parseModelName(name);
  const hub = new ModelHub();
  const { commit, licence, gated, files: all } = await hub.describe(repository, revision, signal);
  const files = chooseModelFiles(repository, all);
  if (gated && files[0]) await hub.check(repository, commit, files[0].path, signal);
  const folder = modelFolder(models, repository, commit);
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  const missingBytes = await isComplete(folder, files) ? 0 : totalBytes - await heldBytes(unfinishedFolder(folder), files);
  return { repository, commit, licence, endpoint: hub.endpoint, folder, files, totalBytes, missingBytes };
}

/**
 * Brings what is missing, checks every byte against the hub's checksums, and puts the folder in its place by one rename. Rejects with
 * Failure "modelDamaged" (what came is deleted), "diskFull", "readOnly", "modelBusy", or as ModelHub does; what came is kept otherwise.
 */
export async function downloadModel(plan: ModelPlan, onProgress: (progress: DownloadProgress) => void, signal?: AbortSignal): Promise<void> {
  const models = path.dirname(plan.folder);
  await onDisk(models, () => fs.mkdir(models, { recursive: true }));
  const lock = WriterLock.acquire(models);
  if (!lock) throw new Failure('modelBusy', 'Another download into the same folder is going on.', 'Wait until it has ended, then ask again.');
  try {
    if (await isComplete(plan.folder, plan.files)) return;
    await fill(plan, onProgress, signal);
  } finally {
    lock.release();
  }
}

async function fill(plan: ModelPlan, onProgress: (progress: DownloadProgress) => void, signal?: AbortSignal): Promise<void> {
  const { repository, commit, licence, endpoint, folder, files, totalBytes } = plan;
  const unfinished = unfinishedFolder(folder);
  await takeBack(folder, unfinished);
  await onDisk(unfinished, () => fs.mkdir(unfinished, { recursive: true }));
  await assertRoom(unfinished, totalBytes - await heldBytes(unfinished, files));
  const source = { hub: new ModelHub(), repository, commit };
  const record = [];
  let doneBytes = 0;
  for (const file of files) {
    const target = path.join(unfinished, file.path);
    const held = await verify(target, file);
    const sha256 = held.matches ? held.sha256
      : await downloadFile(source, file, target, (bytes) => onProgress({ doneBytes: doneBytes + bytes, totalBytes }), signal);
    record.push({ path: file.path, size: file.size, sha256 });
    doneBytes += file.size;
    onProgress({ doneBytes, totalBytes });
  }
  await writeRecord(unfinished, { format: 1, repository, commit, licence, endpoint, files: record });
  await onDisk(folder, () => fs.rename(unfinished, folder));
}

/** A finished folder that is not whole any more is unfinished again: what is sound in it need not come twice. */
async function takeBack(folder: string, unfinished: string): Promise<void> {
  if (!await fs.stat(folder).catch(() => null)) return;
  await onDisk(folder, async () => {
    await fs.rm(unfinished, { recursive: true, force: true });
    await fs.rename(folder, unfinished);
  });
}

async function assertRoom(directory: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await fs.statfs(directory);
  if (bavail * bsize >= neededBytes) return;
  throw new Failure('diskFull', `The download needs ${neededBytes} bytes, and ${directory} has room for ${bavail * bsize}.`, 'Free some disk space and ask again.', undefined, directory);
}

async function isComplete(folder: string, files: readonly HubFile[]): Promise<boolean> {
  for (const file of files) {
    if (!(await verify(path.join(folder, file.path), file)).matches) return false;
  }
  return true;
}

async function heldBytes(unfinished: string, files: readonly HubFile[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const target = path.join(unfinished, file.path);
    bytes += Math.min(file.size, Math.max(await sizeOf(target), await sizeOf(partOf(target))));
  }
  return bytes;
}
