/** Which paths on the disk need no watching, since nothing about them can change the index? */
import path from 'node:path';
import type { WatchScope } from '../core/ports.ts';
import { type DirectoryRules, decideEntry, ignoreFileName, ownIgnoreFileName } from '../core/scan/scanRules.ts';
import type { ScanSettings } from '../core/types.ts';
import type { DiskRules } from './diskRules.ts';
import { repositoryAbove, repositoryExcludes } from './ignoreFiles.ts';

/** The rules are those of the moment in which a directory is first asked about: make a new scope when they change. */
export function diskWatchScope(rules: DiskRules, roots: readonly string[], settings: ScanSettings): WatchScope {
  const ruleFiles = [...new Set(roots.flatMap(ruleFilesOf))];
  return { roots, ruleFiles, ignores: watchFilter(rules, roots, new Set(ruleFiles), settings) };
}

/** The ignore files above a root, the one in its repository's own folder, and the user's for all repositories. */
function ruleFilesOf(root: string): string[] {
  const above = repositoryAbove(root);
  const excludes = repositoryExcludes(above[0] ?? root);
  const ignoreFiles = above.flatMap((directory) => [path.join(directory, ignoreFileName), path.join(directory, ownIgnoreFileName)]);
  return excludes === null ? ignoreFiles : [...ignoreFiles, excludes.ofRepository, excludes.ofUser];
}

function watchFilter(
  rules: DiskRules, roots: readonly string[], ruleFiles: ReadonlySet<string>, settings: ScanSettings,
): (file: string, isDirectory: boolean | undefined) => boolean {
  /** The rules inside each directory asked about so far, by its absolute path; null for a skipped one. */
  const known = new Map<string, DirectoryRules | null>(roots.map((root) => [root, rules.inRoot(root, settings)]));
  const rulesIn = (directory: string, root: string): DirectoryRules | null => {
    const found = known.get(directory);
    if (found !== undefined) return found;
    const outer = rulesIn(path.dirname(directory), root);
    const inside = outer === null ? null : enter(rules, outer, root, relativePath(root, directory));
    known.set(directory, inside);
    return inside;
  };
  return (file, isDirectory) => {
    if (ruleFiles.has(file) || known.get(file) === null) return !ruleFiles.has(file);
    const root = innermostRoot(roots, file);
    if (root === null) return true;
    if (root === file) return false;
    const outer = rulesIn(path.dirname(file), root);
    if (outer === null) return true;
    if (isDirectory === undefined || isIgnoreFile(file)) return false;
    if (isDirectory) return rulesIn(file, root) === null;
    return decideEntry(outer, relativePath(root, file), 'file') !== null;
  };
}

function enter(rules: DiskRules, outer: DirectoryRules, root: string, directory: string): DirectoryRules | null {
  return decideEntry(outer, directory, 'directory') === null ? rules.inDirectory(outer, root, directory).rules : null;
}

function isIgnoreFile(file: string): boolean {
  const name = path.basename(file);
  return name === ignoreFileName || name === ownIgnoreFileName;
}

/** The deepest of the roots that a path lies in: the one that a file belongs to; null outside all of them. */
function innermostRoot(roots: readonly string[], file: string): string | null {
  const holding = roots.filter((root) => file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep));
  return holding.reduce<string | null>((best, root) => (best === null || root.length > best.length ? root : best), null);
}

function relativePath(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}
