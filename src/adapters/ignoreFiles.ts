/** Which ignore files and markers on the disk bear on the paths inside a directory? */
import { type Stats, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type IgnoreRules, parseIgnoreFile } from '../core/scan/gitignoreRules.ts';
import { folderMarkers } from '../core/scan/nameRules.ts';
import { type DirectoryFacts, ignoreFileName, ownIgnoreFileName } from '../core/scan/scanRules.ts';
import { isSystemError } from './diskFailure.ts';
import { gitUserExcludes } from './gitUserExcludes.ts';

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
    const excludes = has('.git') ? repositoryExcludes(directory) : null;
    return {
      ignoreFile: rulesIn(ignoreFileName),
      ownIgnoreFile: rulesIn(ownIgnoreFileName),
      isRepository: excludes !== null,
      repositoryExclude: excludes && this.read(excludes.ofRepository),
      userExclude: excludes && this.readNamed(excludes.ofUser),
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

  /** A link is followed: git does so for this file, which often lies among other settings that are kept elsewhere. */
  private readNamed(file: string): { rules: IgnoreRules; file: string } | null {
    const rules = this.read(realPathOf(file));
    return rules && { rules, file };
  }

  private keep(file: string, parsed: ParsedFile): void {
    this.parsed.delete(file);
    this.parsed.set(file, parsed);
    const [oldest] = this.parsed.keys();
    if (this.parsed.size > filesKept && oldest !== undefined) this.parsed.delete(oldest);
  }
}

/** What git ignores in a repository beyond its ignore files: by its info/exclude, and by what the user has named for all. */
export interface ExcludeFiles {
  readonly ofRepository: string;
  readonly ofUser: string;
}

/** Where git looks for them, for the top directory of a repository; null for any other directory. Neither need exist. */
export function repositoryExcludes(directory: string): ExcludeFiles | null {
  const git = commonGitDirectory(directory);
  return git === null ? null : { ofRepository: path.join(git, 'info', 'exclude'), ofUser: gitUserExcludes(git) };
}

/** In a worktree or submodule, ".git" is a file that names the real directory, whose "commondir" names the one that is shared. */
export function commonGitDirectory(directory: string): string | null {
  const git = path.join(directory, '.git');
  const stats = statsOf(git, statSync);
  if (stats?.isDirectory()) return git;
  if (!stats?.isFile()) return null;
  const [, target] = /^gitdir: (.+?)\s*$/.exec(textOf(git) ?? '') ?? [];
  if (target === undefined) return null;
  const gitDirectory = path.resolve(directory, target);
  const common = textOf(path.join(gitDirectory, 'commondir'))?.trim();
  return common === undefined ? gitDirectory : path.resolve(gitDirectory, common);
}

/** The directories above a root, from the top of the repository that it lies in down to its parent; none outside one. */
export function repositoryAbove(root: string): readonly string[] {
  if (commonGitDirectory(root) !== null) return [];
  const above: string[] = [];
  for (let directory = path.dirname(root); ; directory = path.dirname(directory)) {
    above.unshift(directory);
    if (commonGitDirectory(directory) !== null) return above;
    if (directory === path.dirname(directory)) return [];
  }
}

function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if (isSystemError(error)) return file;
    throw error;
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
