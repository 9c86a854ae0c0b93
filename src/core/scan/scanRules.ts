/** Is a path indexed, judged by its name, its place and its stat, and if not, by which rule? */
import type { ScanSettings } from '../types.ts';
import { type EntryKind, type IgnoreRules } from './gitignoreRules.ts';
import { type GlobSet, compileGlobs } from './globSet.ts';
import { type Skip, decideByFixedName, decideByName } from './nameRules.ts';
import { secretByName } from './secretNames.ts';

export const ignoreFileName = '.gitignore';
export const ownIgnoreFileName = '.lodestoneignore';

export interface CompiledSettings {
  readonly settings: ScanSettings;
  readonly include: GlobSet;
  readonly exclude: GlobSet;
  readonly filesExclude: GlobSet;
  readonly allowSecretFiles: GlobSet;
}

/** What lies in a directory and bears on the paths inside it. */
export interface DirectoryFacts {
  readonly ignoreFile: IgnoreRules | null;
  readonly ownIgnoreFile: IgnoreRules | null;
  /** The directory is the top of a git repository: git's rules from above end here. */
  readonly isRepository: boolean;
  readonly repositoryExclude: IgnoreRules | null;
  /** What the user has git ignore in every repository, and the file that says so; only at the top of one. */
  readonly userExclude: { readonly rules: IgnoreRules; readonly file: string } | null;
  /** The file that marks the directory as a virtual environment or a cache. */
  readonly marker: string | null;
}

interface ScopedRules {
  readonly rules: IgnoreRules;
  readonly label: string;
  /** From a path relative to the root to one relative to the ignore file: so many characters fewer, this much before. */
  readonly strip: number;
  readonly prefix: string;
}

/** The rules in force for the entries of one directory, nearest first. */
export interface DirectoryRules {
  readonly compiled: CompiledSettings;
  readonly git: readonly ScopedRules[];
  readonly own: readonly ScopedRules[];
}

export function compileSettings(settings: ScanSettings): CompiledSettings {
  return {
    settings,
    include: compileGlobs(settings.include, 'anyDepth'),
    exclude: compileGlobs(settings.exclude, 'anyDepth'),
    filesExclude: compileGlobs(settings.filesExclude, 'fromRoot'),
    allowSecretFiles: compileGlobs(settings.allowSecretFiles, 'anyDepth'),
  };
}

export function noRules(compiled: CompiledSettings): DirectoryRules {
  return { compiled, git: [], own: [] };
}

/** Where a directory lies: inside the root (its path, '' for the root), or above it. */
export type DirectoryPlace =
  | { readonly path: string }
  /** `below` leads from the directory to the root ("packages/app"). */
  | { readonly below: string };

/** The rules for the entries of a directory whose own place among the rules is `outer`. */
export function rulesInside(outer: DirectoryRules, place: DirectoryPlace, facts: DirectoryFacts): DirectoryRules {
  const scoped = (rules: IgnoreRules | null, name: string): ScopedRules[] => (rules === null ? [] : [scope(rules, place, name)]);
  const inherited = facts.isRepository ? [] : outer.git;
  const byUser = facts.userExclude ? [{ ...scope(facts.userExclude.rules, place, ''), label: facts.userExclude.file }] : [];
  const git = [...scoped(facts.ignoreFile, ignoreFileName), ...scoped(facts.repositoryExclude, '.git/info/exclude'), ...byUser, ...inherited];
  return {
    compiled: outer.compiled,
    git: outer.compiled.settings.useIgnoreFiles ? git : [],
    own: [...scoped(facts.ownIgnoreFile, ownIgnoreFileName), ...outer.own],
  };
}

function scope(rules: IgnoreRules, place: DirectoryPlace, name: string): ScopedRules {
  if ('path' in place) {
    const directory = place.path === '' ? '' : `${place.path}/`;
    return { rules, label: `${directory}${name}`, strip: directory.length, prefix: '' };
  }
  const upwards = place.below.replace(/[^/]+/g, '..');
  return { rules, label: `${upwards}/${name}`, strip: 0, prefix: `${place.below}/` };
}

/** Decides on an entry of the directory that the rules belong to; `path` is relative to the root. */
export function decideEntry(rules: DirectoryRules, path: string, kind: EntryKind): Skip | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const fixed = decideByFixedName(name, kind) ?? decideBySecret(rules.compiled, path, name, kind);
  if (fixed !== null) return fixed;
  const own = decideByIgnoreFiles(rules.own, path, kind);
  if (own !== null && own !== 'takenBack') return own;
  const overruled = own === 'takenBack';
  const decided = overruled ? null : (decideByGit(rules, path, kind) ?? decideByExclusion(rules.compiled, path));
  return decided ?? decideByInclusion(rules.compiled, path, kind) ?? (overruled ? null : decideByName(name, kind));
}

/** A repository's own files have no say here: what a .lodestoneignore takes back may be somebody else's wish. */
function decideBySecret({ allowSecretFiles }: CompiledSettings, path: string, name: string, kind: EntryKind): Skip | null {
  const rule = secretByName(name, kind);
  if (rule === null || allowSecretFiles.match(path) !== null) return null;
  return { reason: 'secret', rule: `built in: may hold secrets (${rule})` };
}

/** Decides on a directory by what was found in it. */
export function decideByMarker(rules: DirectoryRules, path: string, marker: string | null): Skip | null {
  if (marker === null || decideByIgnoreFiles(rules.own, path, 'directory') === 'takenBack') return null;
  return { reason: 'builtin', rule: `built in: folder with ${marker}` };
}

export function decideBySize({ settings }: CompiledSettings, size: number): Skip | null {
  if (size === 0) return { reason: 'empty', rule: 'empty file' };
  if (size <= settings.maxFileSizeBytes) return null;
  return { reason: 'tooLarge', rule: `larger than ${formatBytes(settings.maxFileSizeBytes)}` };
}

export const symlinkSkip: Skip = { reason: 'symlink', rule: 'symbolic links are not followed' };
export const notAFileSkip: Skip = { reason: 'notAFile', rule: 'neither a file nor a folder' };

/** Git's rules alone: is a directory that lies above a root ignored? */
export function isIgnoredByGit(rules: DirectoryRules, place: string): boolean {
  return decideByGit(rules, place, 'directory') !== null;
}

function decideByGit(rules: DirectoryRules, path: string, kind: EntryKind): Skip | null {
  const decision = decideByIgnoreFiles(rules.git, path, kind);
  return decision === 'takenBack' ? null : decision;
}

/** The nearest file that has a line for the path decides. */
function decideByIgnoreFiles(scopes: readonly ScopedRules[], path: string, kind: EntryKind): Skip | 'takenBack' | null {
  for (const { rules, label, strip, prefix } of scopes) {
    const line = rules.decide(prefix + path.slice(strip), kind);
    if (line === null) continue;
    return line === 'takenBack' ? line : { reason: 'ignored', rule: `${label}:${line.line} ${line.pattern}` };
  }
  return null;
}

function decideByExclusion({ filesExclude, exclude }: CompiledSettings, path: string): Skip | null {
  const byEditor = filesExclude.match(path);
  if (byEditor !== null) return { reason: 'excluded', rule: `files.exclude: ${byEditor}` };
  const bySetting = exclude.match(path);
  return bySetting === null ? null : { reason: 'excluded', rule: `exclude setting: ${bySetting}` };
}

function decideByInclusion({ include, settings }: CompiledSettings, path: string, kind: EntryKind): Skip | null {
  if (include.isEmpty || include.match(path) !== null) return null;
  if (kind === 'directory' && include.mayMatchInside(path)) return null;
  return { reason: 'notIncluded', rule: `include setting: ${settings.include.join(', ')}` };
}

function formatBytes(bytes: number): string {
  const units: readonly (readonly [number, string])[] = [[1024 ** 3, 'GB'], [1024 ** 2, 'MB'], [1024, 'kB']];
  const [size, unit] = units.find(([least]) => bytes >= least) ?? [1, 'bytes'];
  return `${Number((bytes / size).toFixed(1))} ${unit}`;
}
