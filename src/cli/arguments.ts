/** What does the user ask of the command line? */
import { parseArgs } from 'node:util';
import { defaultThreshold, leastThreshold } from '../core/duplicates/duplicateFinder.ts';
import { Failure } from '../core/failure.ts';
import { kindsNamed } from '../core/search/parseQuery.ts';
import type { FileKind } from '../core/types.ts';
import { aspects, type Aspect } from '../core/similar/aspect.ts';
import type { Counterpart } from '../core/similar/counterpart.ts';

export const usage = `Usage:
  lodestone index  PATH [--index-dir DIR]              build or refresh the index of a folder
  lodestone search QUERY [options]                     find code and documentation by meaning
  lodestone search --stdin --json [options]            one query a line in, one JSON object a line out
  lodestone similar FILE[:LINE[-LINE]] [options]       find what resembles a file, a place or a range
  lodestone duplicates [options]                       what is written more than once
  lodestone explain QUERY FILE:LINE [options]          why a place is found for a query, or not
  lodestone why PATH...                                why a file or folder is indexed, or not
  lodestone status [options]                           what is indexed, skipped and failed
  lodestone doctor [--repair]                          check the installation and the index, and mend it
  lodestone model get OWNER/NAME[@REVISION] [--yes]    download an embedding model, after asking
  lodestone model list                                 the models that were downloaded

Options:
  --path PATH        the folder to search (default: the current one)
  --index-dir DIR    where the index is kept (default: in the user's cache directory)
  --model DIR        the folder of another embedding model, or "bundled" (default: the one that the index has)
  --limit N          results at most (default 10)
  --json             print JSON
  --chunks           list every matching range, rather than each file once
  --kind KIND        code, tests, docs or all (default all); several with commas
  --lang L           only this language (may be repeated)
  --include GLOB     only these paths (may be repeated)
  --exclude GLOB     not these paths (may be repeated)
  --aspect ASPECT    for similar: behaviour, name, documentation, usage or all (default all)
  --counterpart KIND for similar: docs (the documentation about it) or code (the code that it is about)
  --but WORDS        for similar: words that move the answer, e.g. "in Python, without a timer"
  --threshold N      for duplicates: how alike, 0.5 to 1 (default 0.7)
  --vendored         for duplicates: folders of other people's code, too
  --yes              download without asking

A QUERY may hold lang:ts, path:src/core, -path:test, kind:docs, "an exact phrase", /a regular expression/; a file's name or an
identifier finds that file or its definition first. docs/query-syntax.md says more.

Exit codes: 0 found, 1 nothing relevant, 2 bad usage, 3 trouble with the index or the model.
`;

export interface CliOptions {
  readonly command: string;
  readonly operands: readonly string[];
  readonly path: string;
  readonly indexDir: string | undefined;
  /** Folder of an embedding model, or "bundled"; undefined: the one that the index has. */
  readonly modelDir: string | undefined;
  readonly limit: number;
  readonly json: boolean;
  readonly stdin: boolean;
  readonly chunks: boolean;
  readonly yes: boolean;
  /** For "doctor": mend what can be mended. */
  readonly repair: boolean;
  readonly kinds: readonly FileKind[];
  readonly languages: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** What "similar" compares, and the words of "similar, but ...". */
  readonly aspect: Aspect;
  readonly but: string;
  readonly counterpart?: Counterpart;
  /** For "duplicates". */
  readonly threshold: number;
  readonly vendored: boolean;
}

/** A query may begin with one; it is no group of options. */
const negatedFilter = /^-(?:lang|language|path|file|kind):/i;

const badUsage = (message: string): Failure => new Failure('badRequest', message, 'Run `lodestone --help` for the usage.');

/** Throws Failure "badRequest". Help asked for is the command "help". */
export function parseCliArguments(args: readonly string[]): CliOptions {
  const { values, positionals } = parse(args);
  const [command = 'help', ...operands] = positionals.map((operand) => (negatedFilter.test(operand.slice(1)) ? operand.slice(1) : operand));
  const limit = Number(values.limit ?? 10);
  if (!Number.isInteger(limit) || limit < 1) throw badUsage(`--limit takes a whole number from 1, not "${values.limit}".`);
  const kinds = (values.kind ?? 'all').split(',').map(kindsNamed);
  if (kinds.some(({ length }) => !length)) throw badUsage(`--kind takes code, tests, docs or all, not "${values.kind}".`);
  const aspect = aspects.find((each) => each === (values.aspect ?? 'all'));
  if (aspect === undefined) throw badUsage(`--aspect takes ${aspects.join(', ')}, not "${values.aspect}".`);
  const threshold = Number(values.threshold ?? defaultThreshold);
  if (!(threshold >= leastThreshold && threshold <= 1)) throw badUsage(`--threshold takes a number from ${leastThreshold} to 1, not "${values.threshold}".`);
  const { counterpart } = values;
  if (counterpart !== undefined && counterpart !== 'docs' && counterpart !== 'code') throw badUsage(`--counterpart takes docs or code, not "${counterpart}".`);
  return {
    command: values.help ? 'help' : command, operands,
    path: values.path ?? '.', indexDir: values['index-dir'], modelDir: values.model, limit, kinds: kinds.flat(),
    json: values.json ?? false, stdin: values.stdin ?? false, chunks: values.chunks ?? false, yes: values.yes ?? false, repair: values.repair ?? false,
    languages: values.lang ?? [], include: values.include ?? [], exclude: values.exclude ?? [], aspect, but: values.but ?? '',
    threshold, vendored: values.vendored ?? false, ...(counterpart === undefined ? {} : { counterpart }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.map((arg) => (negatedFilter.test(arg) ? ` ${arg}` : arg)), allowPositionals: true, strict: true,
      options: {
        path: { type: 'string' }, 'index-dir': { type: 'string' }, model: { type: 'string' }, limit: { type: 'string' }, kind: { type: 'string' },
        json: { type: 'boolean' }, stdin: { type: 'boolean' }, chunks: { type: 'boolean' }, yes: { type: 'boolean' }, repair: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
        aspect: { type: 'string' }, counterpart: { type: 'string' }, but: { type: 'string' }, threshold: { type: 'string' }, vendored: { type: 'boolean' },
        lang: { type: 'string', multiple: true }, include: { type: 'string', multiple: true }, exclude: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw badUsage(error instanceof Error ? error.message : String(error));
  }
}

/** "FILE", "FILE:12" or "FILE:12-30". A file whose own name ends so is named with a range behind it. */
export function parsePlace(place: string): { file: string; startLine?: number; endLine?: number } {
  const match = /^(.+):(\d+)(?:-(\d+))?$/.exec(place);
  if (!match) return { file: place };
  const startLine = Number(match[2]);
  return match[3] === undefined ? { file: match[1]!, startLine } : { file: match[1]!, startLine, endLine: Number(match[3]) };
}
