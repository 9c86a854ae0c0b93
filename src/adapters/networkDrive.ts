/** Does a folder lie on a drive that other machines write to, whose changes this system tells nobody of? */
import { statfs } from 'node:fs/promises';
import { isSystemError } from './diskFailure.ts';

/** The numbers that Linux gives the file systems of networks and of virtual machines' hosts: linux/magic.h, and statfs(2). */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, // nfs
  0x517b, 0xff534d42, 0xfe534d42, // smb, cifs, smb2
  0x01021997, // 9p: Windows' drives in WSL
  0x65735546, // fuse: sshfs, and other drives of which a network may be behind
  0x00c36400, // ceph
  0x5346414f, 0x6b414653, // afs
  0x7461636f, // ocfs2
  0x786f4256, // vboxsf
  0x0bd00bd0, // lustre
]);

export const isNetworkType = (type: number): boolean => networkTypes.has(type >>> 0);

/** The folders among these that lie on such a drive, where it can be known: on Linux by the file system, on Windows by the name. */
export async function networkDrives(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map(isOnNetwork));
  return folders.filter((_, i) => found[i]);
}

async function isOnNetwork(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  if (process.platform !== 'linux') return false;
  try {
    return isNetworkType((await statfs(folder)).type);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false; // a folder that is not there is told of by the scan
  }
}
