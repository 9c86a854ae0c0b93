/** In which root does a path lie? */
import type { FileId, Root } from './types.ts';

/** Only where it separates folders: on POSIX a backslash is a letter like any other. */
const withSlashes = (path: string): string => (/^([a-z]:|\\\\)/i.test(path) ? path.replaceAll('\\', '/') : path);
const asFolder = (path: string): string => `${withSlashes(path).replace(/\/$/, '')}/`;

/** The innermost root that holds an absolute path, and the path within it; outside all roots, its own folder is its root. */
export function locateFile(absolutePath: string, roots: readonly Root[]): FileId {
  const path = withSlashes(absolutePath);
  const inside = roots.filter((root) => path.startsWith(asFolder(root.path))).sort((a, b) => b.path.length - a.path.length)[0];
  const root = inside ? inside.path : absolutePath.slice(0, path.lastIndexOf('/'));
  return { root, path: path.slice(asFolder(root).length) };
}
