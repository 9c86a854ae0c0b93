/** Who may read what is written? Its user alone: files that an earlier version left open to others are closed. */
import fs from 'node:fs';
import path from 'node:path';

/** On Windows a profile's folders are its user's already. A file that is gone, or another user's, stays as it is: doctor tells. */
export function keepToOwner(directory: string, isOurs: (name: string) => boolean): void {
  if (process.platform === 'win32') return;
  for (const name of fs.readdirSync(directory).filter(isOurs)) {
    const file = path.join(directory, name);
    try {
      const { mode } = fs.lstatSync(file);
      if ((mode & 0o077) !== 0 && (mode & fs.constants.S_IFMT) === fs.constants.S_IFREG) fs.chmodSync(file, mode & 0o700);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
}
