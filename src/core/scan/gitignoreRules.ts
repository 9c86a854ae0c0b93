/** Does one ignore file (.gitignore syntax) ignore a path or take it back in, and by which line? */
import ignore from 'ignore';

export type EntryKind = 'file' | 'directory';

/** The line of an ignore file that ignores a path; numbered from 1. */
export interface IgnoreLine {
  readonly line: number;
  readonly pattern: string;
}

export interface IgnoreRules {
  /**
   * What the file says of this very path, relative to the file's directory, with "/": the deciding line, 'takenBack'
   * where that is one with "!", null where no line matches. Parents are not asked: who walks down decides each directory
   * first, and does not enter what is ignored.
   */
  decide(path: string, kind: EntryKind): IgnoreLine | 'takenBack' | null;
}

interface NumberedPattern {
  readonly pattern: string;
  readonly mark: string;
}

/** A matcher keeps every answer it gave: it is made anew after this many, about 1 MB of them. */
const answersKept = 5000;

/**
 * A last line that takes back every directory. The library asks the parents of a path too and lets an ignored one
 * decide; but a nearer ignore file may have taken that parent back in, which this one can't know.
 */
const neverByParent = '!*/';

/** Syntax and precedence within a file as in https://git-scm.com/docs/gitignore (the last matching line decides). */
export function parseIgnoreFile(text: string, ignoreCase: boolean): IgnoreRules {
  const lines = text.replace(/^\uFEFF/, '').split('\n').map((line) => line.replace(/\r$/, ''));
  const patterns = lines
    .map((pattern, index) => ({ pattern, mark: String(index + 1) }))
    .filter(({ pattern }) => pattern.trim() !== '' && !pattern.startsWith('#'));
  const files = matcher(patterns, ignoreCase);
  const directories = matcher(patterns.map(forDirectories).filter(({ pattern }) => pattern !== ''), ignoreCase);
  return {
    decide: (path, kind) => {
      const answer = kind === 'file' ? files(path) : directories(path);
      if (answer === 'takenBack' || answer === null) return answer;
      return { line: answer, pattern: lines[answer - 1] ?? '' };
    },
  };
}

/** Paths are asked without a trailing slash, so that only their last segment counts: hence "dist/" becomes "dist". */
function forDirectories({ pattern, mark }: NumberedPattern): NumberedPattern {
  return { pattern: pattern.replace(/(?<!\\) +$/, '').replace(/^(!?.+)\/$/s, '$1').replace(/^!?\/$/, ''), mark };
}

/** Answers with the number of the deciding line. */
function matcher(patterns: readonly NumberedPattern[], ignoreCase: boolean): (path: string) => number | 'takenBack' | null {
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
    if (ignored) return Number(rule?.mark);
    return unignored ? 'takenBack' : null;
  };
}
