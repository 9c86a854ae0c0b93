/** Which folders do the colours of a map stand for? The largest ones, one level deeper where nearly everything lies in one. */

export interface FolderGroups {
  /** Names of the folders, the largest first, at most `mostGroups`. */
  readonly names: readonly string[];
  /** By file, the place of its folder among the names; -1: another one. */
  readonly groupOf: Int32Array;
}

/** As many colours as a theme has for charts. */
export const mostGroups = 7;
/** A folder that holds more of the files is divided into its own folders. */
const mostShare = 0.5;
const deepest = 4;

/** `paths` with "/", each beginning with its workspace folder's name where there are several. */
export function folderGroups(paths: readonly string[]): FolderGroups {
  const folderOf = paths.map((path) => path.split('/').slice(0, -1));
  let folders = folderOf.map((parts) => parts.slice(0, 1).join('/'));
  for (let depth = 2; depth <= deepest; depth++) {
    const [largest, count] = counted(folders)[0] ?? ['', 0];
    if (largest === '' || count <= mostShare * paths.length) break;
    const deeper = folders.map((folder, at) => (folder === largest ? folderOf[at]!.slice(0, depth).join('/') : folder));
    if (counted(deeper).length === counted(folders).length && counted(deeper)[0]![0] === largest) break;
    folders = deeper;
  }
  const names = counted(folders).slice(0, mostGroups).map(([name]) => name);
  const places = new Map(names.map((name, at) => [name, at]));
  return { names, groupOf: Int32Array.from(folders, (folder) => places.get(folder) ?? -1) };
}

function counted(folders: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
