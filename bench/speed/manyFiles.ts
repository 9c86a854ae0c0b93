/** Where does a workspace of any number of files come from? Copies of pinned repositories in which words differ: every file its own text, all of real shape. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const suffixes = ['', 'alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'];

/** A fifth of the longer words gets another ending in each copy: most chunks are then new, and the dictionary grows as it does with more code. */
function reworded(text: string, copy: number): string {
  if (copy === 0) return text;
  return text.replace(/[A-Za-z]{6,}/g, (word) => (hash(word) % 5 === 0 ? word + suffixes[copy % suffixes.length]! : word));
}

function hash(word: string): number {
  let sum = 0;
  for (let at = 0; at < word.length; at++) sum = (sum * 31 + word.charCodeAt(at)) >>> 0;
  return sum;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

/** A folder of `count` files in `directory`, made once from all files of some folders. */
export function manyFiles(directory: string, folders: readonly string[], count: number): string {
  const target = path.join(directory, `files-${count}`);
  if (existsSync(target)) return target;
  const scratch = `${target}.part`;
  rmSync(scratch, { recursive: true, force: true });
  const sources = folders.flatMap((folder) => filesIn(folder).map((file) => ({ file, name: path.join(path.basename(folder), path.relative(folder, file)) })));
  for (let made = 0; made < count; made++) {
    // A smaller workspace takes files from all over the folders, not the first ones.
    const { file, name } = sources[count < sources.length ? Math.floor((made * sources.length) / count) : made % sources.length]!;
    const copy = Math.floor(made / sources.length);
    const place = path.join(scratch, `copy${copy}`, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, copy === 0 ? readFileSync(file) : reworded(readFileSync(file, 'latin1'), copy), 'latin1');
  }
  renameSync(scratch, target);
  return target;
}
