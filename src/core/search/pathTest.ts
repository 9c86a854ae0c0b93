/** Does a path hold what follows `path:`? */
import { compileGlobs } from '../scan/globSet.ts';

/**
 * A glob (with "*", "?", "[" or "{") names paths as in VS Code's search box, at any depth. Anything else is a part of the path, in any
 * case, that begins where a name or a word of it begins: "test" is in `tests/a.ts` and `a.test.ts`, not in `latest.ts`; "src/core"
 * is in `src/core/a.ts` and `packages/src/core.ts`, "src/core/" only in the first. A leading "/" or "./" is the root.
 */
export function pathTest(wanted: string): (path: string) => boolean {
  if (/[*?[{]/.test(wanted)) {
    const globs = compileGlobs(/^\.?\//.test(wanted) ? [wanted] : [wanted, `**/${wanted}`], 'anyDepth');
    return (path) => globs.match(path) !== null;
  }
  const fromRoot = /^\.?\//.test(wanted);
  const part = wanted.replace(/^\.?\/+/, '').toLowerCase();
  return (path) => {
    const lowered = path.toLowerCase();
    if (fromRoot) return lowered.startsWith(part);
    for (let at = lowered.indexOf(part); at >= 0; at = lowered.indexOf(part, at + 1)) if (beginsName(path, at)) return true;
    return false;
  };
}

/** At the start, after a sign, or at the upper-case letter of "RankTest". */
function beginsName(path: string, at: number): boolean {
  const before = path[at - 1];
  return before === undefined || !/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(path[at]!)
    || (/\p{Lu}/u.test(path[at]!) && !/\p{Lu}/u.test(before)) || (/\p{N}/u.test(before) && /\p{L}/u.test(path[at]!));
}
