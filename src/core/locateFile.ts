/** In which root does a path lie? */
import type { FileId, Root } from './types.ts';

const withSlashes = (path: string): string => path.replaceAll('\\', '/');

/** The innermost root that holds an absolute path, and the path within it; outside all roots, its own folder is its root. */
export function locateFile(absolutePath: string, roots: readonly Root[]): FileId {
  const path = withSlashes(absolutePath);
  const inside = roots
    .filter((root) => path.startsWith(`${withSlashes(root.path).replace(/\/$/, '')}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  const slash = path.lastIndexOf('/');
  const root = inside ? inside.path : absolutePath.slice(0, slash);
  return { root, path: path.slice(withSlashes(root).replace(/\/$/, '').length + 1) };
}
