/** Does an open file, or a folder, lie within its root now, whatever links were put in the way since it was found? */
import type { FileHandle } from 'node:fs/promises';
import { readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const isWithin = (real: string, realRoot: string): boolean => real === realRoot || real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep);

/**
 * Of the file that is open, not of the one that its path leads to by now: Linux says where that one lies. Elsewhere the path must lead to
 * it by way of no link out of the root, which leaves a moment to who may write there.
 */
export async function isOpenWithin(handle: FileHandle, root: string, file: string): Promise<boolean> {
  const realRoot = await realpath(root);
  if (process.platform === 'linux') return isWithin(await readlink(`/proc/self/fd/${handle.fd}`), realRoot);
  const real = await realpath(path.join(root, file));
  const [found, opened] = await Promise.all([stat(real, { bigint: true }), handle.stat({ bigint: true })]);
  return isWithin(real, realRoot) && found.ino === opened.ino && found.dev === opened.dev;
}

export async function isFolderWithin(folder: string, realRoot: string): Promise<boolean> {
  return isWithin(await realpath(folder), realRoot);
}
