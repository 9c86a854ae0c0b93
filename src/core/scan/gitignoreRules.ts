/** Does one ignore file (.gitignore syntax) ignore a path or take it back in, and by which line? */
import ignore from 'ignore';

export type EntryKind = 'file' | 'directory';

/** The last line of the file that matches a path. */
export interface IgnoreLine {
  readonly ignored: boolean;
  /** From 1; 0 for a line that takes a path back in ("!"), whose number is not known. */
  readonly line: number;
  readonly pattern: string;
}

export interface IgnoreRules {
  /**
   * What the file says of this very path, relative to the file's directory, with "/"; null where no line matches.
   * Parents are not asked: who walks down decides each directory first, and does not enter what is ignored.
   */
  decide(path: string, kind: EntryKind): IgnoreLine | null;
}

interface NumberedPattern {
  readonly pattern: string;
  readonly mark: string;
}

/** A matcher keeps every answer it gave: it is made anew after this many, about 0.5 MB of them. */
const answersKept = 2000;

/**
 * A last line that takes back every directory. The library asks the parents of a path too and lets an ignored one
 * decide; but a nearer ignore file may have taken that parent back in, which this one can't know.
 */
const neverByParent = '!*/';

/** Syntax and precedence within a file as in https://git-scm.com/docs/gitignore (the last matching line decides). */
export function parseIgnoreFile(text: string, ignoreCase: boolean): IgnoreRules {
  const patterns = numberedPatterns(text);
  const files = matcher(patterns, ignoreCase);
  // Paths are asked without a trailing slash, so that only the last segment counts: hence "dist/" as "dist".
  const directories = matcher(patterns.map(forDirectories).filter((each) => each.pattern !== ''), ignoreCase);
  return { decide: (path, kind) => (kind === 'file' ? files(path) : directories(path)) };
}

function numberedPatterns(text: string): NumberedPattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line, index) => ({ pattern: line.replace(/\r$/, ''), mark: String(index + 1) }))
    .filter(({ pattern }) => pattern.trim() !== '' && !pattern.startsWith('#'));
}

function forDirectories({ pattern, mark }: NumberedPattern): NumberedPattern {
  return { pattern: pattern.replace(/(?<!\\) +$/, '').replace(/^(!?.+)\/$/s, '$1').replace(/^!?\/$/, ''), mark };
}

function matcher(patterns: readonly NumberedPattern[], ignoreCase: boolean): (path: string) => IgnoreLine | null {
  if (patterns.length === 0) return () => null;
  const compile = () => ignore({ ignoreCase }).add([...patterns, { pattern: neverByParent }]);
  let compiled = compile();
  let answers = 0;
  return (path) => {
    if (++answers > answersKept) {
      compiled = compile();
      answers = 0;
    }
    const { ignored, unignored, rule } = compiled.test(path);
    if (ignored) return lineOf(patterns, rule?.mark);
    return unignored ? { ignored: false, line: 0, pattern: '' } : null;
  };
}

function lineOf(patterns: readonly NumberedPattern[], mark: string | undefined): IgnoreLine {
  const line = Number(mark ?? 0);
  return { ignored: true, line, pattern: patterns.find((each) => each.mark === mark)?.pattern ?? '' };
}
