/** Which scan rules are in force in a directory on the disk? */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Skip } from '../core/scan/nameRules.ts';
import {
  type CompiledSettings, type DirectoryRules, compileSettings, decideByMarker, decideEntry, isIgnoredByGit, noRules, rulesInside,
  symlinkSkip,
} from '../core/scan/scanRules.ts';
import type { ScanSettings } from '../core/types.ts';
import { IgnoreFiles, repositoryAbove } from './ignoreFiles.ts';

export type RulesOrSkip =
  | { readonly rules: DirectoryRules; readonly skip: null }
  | { readonly rules: null; readonly skip: Skip };

/** `directory`: the one that is skipped, relative to the root. */
export type RulesOrSkippedDirectory = Extract<RulesOrSkip, { skip: null }> | { readonly rules: null; readonly skip: Skip; readonly directory: string };

/** Directories are relative to their root, with "/", and '' for the root; `names` are the directory's entries, if known. */
export class DiskRules {
  private readonly ignoreFiles = new IgnoreFiles();
  private readonly compiled = new WeakMap<ScanSettings, CompiledSettings>();

  compile(settings: ScanSettings): CompiledSettings {
    const known = this.compiled.get(settings);
    if (known !== undefined) return known;
    const compiled = compileSettings(settings);
    this.compiled.set(settings, compiled);
    return compiled;
  }

  /** The rules for a root's own entries: those from above it, up to the top of its repository, and its own. */
  inRoot(root: string, settings: ScanSettings, names?: ReadonlySet<string>): DirectoryRules {
    const compiled = this.compile(settings);
    return rulesInside(this.fromAbove(root, compiled), { path: '' }, this.ignoreFiles.factsOf(root, names));
  }

  /** The rules inside a directory, given those that it is itself under; or why it is not entered after all. */
  inDirectory(outer: DirectoryRules, root: string, directory: string, names?: ReadonlySet<string>): RulesOrSkip {
    const facts = this.ignoreFiles.factsOf(path.join(root, directory), names);
    const skip = decideByMarker(outer, directory, facts.marker);
    return skip === null ? { rules: rulesInside(outer, { path: directory }, facts), skip } : { rules: null, skip };
  }

  /** The rules that a path is under, or why a directory above it is skipped. */
  above(root: string, file: string, settings: ScanSettings): RulesOrSkippedDirectory {
    let rules = this.inRoot(root, settings);
    for (let slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
      const directory = file.slice(0, slash);
      const skip = decideEntry(rules, directory, 'directory') ?? (isSymlink(path.join(root, directory)) ? symlinkSkip : null);
      if (skip !== null) return { rules: null, skip, directory };
      const inside = this.inDirectory(rules, root, directory);
      if (inside.skip !== null) return { ...inside, directory };
      rules = inside.rules;
    }
    return { rules, skip: null };
  }

  /** A root that the repository above it ignores was opened on purpose: then the repository's rules don't hold in it. */
  private fromAbove(root: string, compiled: CompiledSettings): DirectoryRules {
    const above = repositoryAbove(root);
    let [rules, asked] = [noRules(compiled), noRules(compiled)];
    for (const [index, directory] of above.entries()) {
      const facts = this.ignoreFiles.factsOf(directory);
      rules = rulesInside(rules, { below: relativePath(directory, root) }, facts);
      asked = rulesInside(asked, { path: relativePath(above[0] ?? root, directory) }, facts);
      if (isIgnoredByGit(asked, relativePath(above[0] ?? root, above[index + 1] ?? root))) return noRules(compiled);
    }
    return rules;
  }
}

function relativePath(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/');
}

function isSymlink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
