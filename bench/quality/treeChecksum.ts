/** Is an unpacked package the very one that the questions were written from? */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** SHA-256, in hex, of the paths and contents of all files and links below a folder. Modes and times don't matter. */
export function treeChecksum(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({ entry, file: path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/') }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const { entry, file } of entries) {
    const absolute = path.join(folder, file);
    const contents = entry.isSymbolicLink() ? `link to ${readlinkSync(absolute)}` : readFileSync(absolute);
    hash.update(`${file}\0${createHash('sha256').update(contents).digest('hex')}\n`);
  }
  return hash.digest('hex');
}
