/** Which of a list of VS Code globs names a path? */
import picomatch from 'picomatch';

/**
 * 'fromRoot': as in files.exclude, "docs" is only the root's docs. 'anyDepth': as in VS Code's search box, a glob without
 * an inner "/" names any docs; "./docs" is the root's.
 */
export type GlobDialect = 'fromRoot' | 'anyDepth';

export interface GlobSet {
  readonly isEmpty: boolean;
  /** The first glob that names the path or a folder above it, as it was written; null where none does. Paths have "/". */
  match(path: string): string | null;
  /** False where no path inside this folder can match. */
  mayMatchInside(folder: string): boolean;
}

interface CompiledGlob {
  readonly written: string;
  readonly matches: (path: string) => boolean;
  /** The folder that all matches lie in; '' for the root. */
  readonly base: string;
}

/** VS Code globs have neither extglobs nor negation; "*" takes hidden names too, and ("s") names that hold a newline. */
const options: picomatch.PicomatchOptions = { dot: true, noextglob: true, nonegate: true, flags: 's' };

export function compileGlobs(globs: readonly string[], dialect: GlobDialect): GlobSet {
  const compiled = globs.flatMap((written) => {
    const glob = normalise(written, dialect);
    return glob === '' ? [] : [compileGlob(written, glob)];
  });
  return {
    isEmpty: compiled.length === 0,
    match: (path) => compiled.find((glob) => glob.matches(path))?.written ?? null,
    mayMatchInside: (folder) => compiled.some(({ base }) => isInside(folder, base) || isInside(base, folder)),
  };
}

/** Everything below a named folder is named too. */
function compileGlob(written: string, glob: string): CompiledGlob {
  return { written, matches: picomatch([glob, `${glob}/**`], options), base: picomatch.scan(glob).base.replaceAll('\\', '') };
}

/** As picomatch wants it: VS Code negates a class by "!", and takes the signs of regular expressions as they are. */
function translate(glob: string): string {
  return glob.replaceAll('[!', '[^').replace(/[()+|]/g, '\\$&');
}

function normalise(written: string, dialect: GlobDialect): string {
  const trimmed = written.trim().replaceAll('\\', '/');
  const glob = translate(trimmed.replace(/^\.?\/+/, '').replace(/\/+$/, ''));
  const anchored = dialect === 'fromRoot' || /^\.?\//.test(trimmed) || glob.includes('/');
  return anchored || glob === '' ? glob : `**/${glob}`;
}

function isInside(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
