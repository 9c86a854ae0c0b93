/** Which texts must a line hold that a regular expression matches? So that the index can say where to look. */

/** Escapes whose letters are not to be taken for themselves. */
const escapeShape = /\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[^}]*\}|p\{[^}]*\}|k<[^>]*>|c[a-z]|\d+|[^])/iy;
const classShape = /\[(?:[^\]\\]|\\[^])*\]/y;
const countShape = /\{\d+(?:,\d*)?\}/y;

/**
 * For each alternative of the whole expression, the literal texts that it demands; an empty list demands nothing that is known.
 * What stands in groups and classes or may be missing is left out, so that too little is demanded rather than too much.
 */
export function literalsOf({ source, flags }: RegExp): readonly (readonly string[])[] {
  if (flags.includes('v')) return [[]]; // its classes nest
  const alternatives: string[][] = [];
  let literals: string[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') literals.push(run);
    run = '';
  };
  for (let at = 0; at < source.length;) {
    const letter = source[at]!;
    const [length, literal] = atomAt(source, at);
    at += length;
    if (letter === '|') {
      flush();
      alternatives.push(literals);
      literals = [];
    } else if (/[*?]/.test(letter) || (letter === '{' && length > 1)) {
      run = run.slice(0, -1);
      flush();
    } else if (literal === null) flush();
    else run += literal;
  }
  flush();
  return [...alternatives, literals];
}

/** How long the atom or sign is, and the letter that it stands for if it is one. */
function atomAt(source: string, at: number): readonly [length: number, literal: string | null] {
  const letter = source[at]!;
  switch (letter) {
    case '\\': {
      const escape = matchAt(escapeShape, source, at);
      const named = escape[1] ?? '';
      return [escape.length, escape.length === 2 && !/[A-Za-z0-9]/.test(named) ? named : null];
    }
    case '[': return [matchAt(classShape, source, at).length, null];
    case '(': return [groupLength(source, at), null];
    case '{': {
      const count = matchAt(countShape, source, at);
      return [count.length, count.length > 1 ? null : letter];
    }
    case '^': case '$': case '.': case '|': case '*': case '+': case '?': return [1, null];
    default: return [1, letter];
  }
}

function matchAt(shape: RegExp, source: string, at: number): string {
  shape.lastIndex = at;
  return shape.exec(source)?.[0] ?? source[at]!;
}

function groupLength(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length;) {
    const letter = source[at]!;
    if (letter === '(') depth++;
    if (letter === ')' && --depth === 0) return at + 1 - start;
    at += letter === '\\' ? 2 : letter === '[' ? matchAt(classShape, source, at).length : 1;
  }
  return source.length - start;
}
