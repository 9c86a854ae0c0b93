/** Which ignore files and markers on the disk bear on the paths inside a directory? */
import { type Stats, lstatSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type IgnoreRules, parseIgnoreFile } from '../core/scan/gitignoreRules.ts';
import { folderMarkers } from '../core/scan/nameRules.ts';
import { type DirectoryFacts, ignoreFileName, ownIgnoreFileName } from '../core/scan/scanRules.ts';
import { isSystemError } from './diskFailure.ts';

/** Git matches without regard to case where the file system does: on Windows and macOS (core.ignoreCase). */
const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/** A repository has hundreds of ignore files at most; beyond this the oldest are parsed again. */
const filesKept = 4096;

interface ParsedFile {
  readonly stamp: string;
  readonly rules: IgnoreRules;
}

/**
 * Reads ignore files and keeps them parsed for as long as their stamp stays. Synchronous, since the watcher's filter
 * must answer at once: a few calls of microseconds for each directory.
 */
export class IgnoreFiles {
  private readonly parsed = new Map<string, ParsedFile>();

  /** `names`: the directory's entries where they are known, which saves asking for those that don't exist. */
  factsOf(directory: string, names?: ReadonlySet<string>): DirectoryFacts {
    const has = (name: string) => names === undefined || names.has(name);
    const rulesIn = (name: string) => (has(name) ? this.read(path.join(directory, name)) : null);
    const excludeFile = has('.git') ? repositoryExcludeFile(directory) : null;
    return {
      ignoreFile: rulesIn(ignoreFileName),
      ownIgnoreFile: rulesIn(ownIgnoreFileName),
      isRepository: excludeFile !== null,
      repositoryExclude: excludeFile === null ? null : this.read(excludeFile),
      marker: folderMarkers.find((name) => has(name) && isFile(path.join(directory, name))) ?? null,
    };
  }

  /** Null for what is not there, not a plain file (git follows no link here either) or can't be read. */
  private read(file: string): IgnoreRules | null {
    const stats = statsOf(file, lstatSync);
    if (stats === null || !stats.isFile()) return null;
    const stamp = `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
    const known = this.parsed.get(file);
    if (known?.stamp === stamp) return known.rules;
    const text = textOf(file);
    if (text === null) return null;
    const rules = parseIgnoreFile(text, ignoreCase);
    this.keep(file, { stamp, rules });
    return rules;
  }

  private keep(file: string, parsed: ParsedFile): void {
    this.parsed.delete(file);
    this.parsed.set(file, parsed);
    const [oldest] = this.parsed.keys();
    if (this.parsed.size > filesKept && oldest !== undefined) this.parsed.delete(oldest);
  }
}

/**
 * Where git looks for info/exclude, for the top directory of a repository; null for any other directory. In a worktree
 * or submodule, ".git" is a file that names the real directory, whose "commondir" names the one that is shared.
 */
export function repositoryExcludeFile(directory: string): string | null {
  const git = path.join(directory, '.git');
  const stats = statsOf(git, statSync);
  if (stats?.isDirectory()) return path.join(git, 'info', 'exclude');
  if (!stats?.isFile()) return null;
  const [, target] = /^gitdir: (.+?)\s*$/.exec(textOf(git) ?? '') ?? [];
  if (target === undefined) return null;
  const gitDirectory = path.resolve(directory, target);
  const common = textOf(path.join(gitDirectory, 'commondir'))?.trim();
  return path.join(common === undefined ? gitDirectory : path.resolve(gitDirectory, common), 'info', 'exclude');
}

/** The directories above a root, from the top of the repository that it lies in down to its parent; none outside one. */
export function repositoryAbove(root: string): readonly string[] {
  if (repositoryExcludeFile(root) !== null) return [];
  const above: string[] = [];
  for (let directory = path.dirname(root); ; directory = path.dirname(directory)) {
    above.unshift(directory);
    if (repositoryExcludeFile(directory) !== null) return above;
    if (directory === path.dirname(directory)) return [];
  }
}

function isFile(file: string): boolean {
  return statsOf(file, lstatSync)?.isFile() ?? false;
}

/** Null also where the path leads through something that is no directory, or that this user may not enter. */
function statsOf(file: string, stat: typeof lstatSync): Stats | null {
  try {
    return stat(file, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
