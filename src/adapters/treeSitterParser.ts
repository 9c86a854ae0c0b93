/** How does a text become a syntax tree? By tree-sitter's grammars in WebAssembly, loaded when first needed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { languageById } from '../core/chunk/languages/all.ts';
import { Failure } from '../core/failure.ts';
import type { SyntaxParser, SyntaxTree } from '../core/ports.ts';
import type { LanguageId } from '../core/types.ts';
import { compiledAtBaseline } from './baselineWasm.ts';

export interface GrammarPaths {
  /** Directory of the grammars' .wasm files. */
  readonly grammarDir: string;
  /** web-tree-sitter.wasm, of exactly the version of the package that is bundled. */
  readonly runtimeWasm: string;
}

/**
 * When a parse is given up. The parser reports its progress 3 to 5 times for 1,000 characters of code (16 where it is
 * minified) and asks for text once or twice; garbage makes it report up to 80 times, or read the text over and over, for
 * half a minute a megabyte. Counting both, not time, gives the same result on every machine, within a few seconds.
 */
const progressAllowed = { atLeast: 10_000, perThousandCharacters: 8 };
const readsAllowed = { atLeast: 1_000, perThousandCharacters: 10 };

function allowance(limit: { readonly atLeast: number; readonly perThousandCharacters: number }, text: string): number {
  return limit.atLeast + Math.ceil((text.length / 1_000) * limit.perThousandCharacters);
}

const runtimes = new Map<string, Promise<void>>();

/** One WebAssembly runtime serves the whole thread: the package keeps it, so it is initialised once. */
function initialise(runtimeWasm: string): Promise<void> {
  let runtime = runtimes.get(runtimeWasm);
  if (runtime === undefined) {
    runtime = Parser.init({ locateFile: () => runtimeWasm });
    runtimes.set(runtimeWasm, runtime);
  }
  return runtime;
}

/** Parses with one parser, reused; the grammars loaded so far are its only state. */
export class TreeSitterParser implements SyntaxParser {
  private readonly paths: GrammarPaths;
  private readonly grammars = new Map<string, Promise<Language>>();
  /** Held so that their code is used. */
  private readonly compiled: WebAssembly.Module[] = [];
  private parser: Parser | null = null;

  constructor(paths: GrammarPaths) {
    this.paths = paths;
  }

  /**
   * The tree of a text, which the caller deletes; null where there is no grammar for the language, or where the parser
   * gave up. Rejects with Failure "parserUnavailable" if the grammar or the runtime can't be loaded, and for every later
   * text of that language with the same Failure, without another try.
   */
  async parse(text: string, language: LanguageId): Promise<SyntaxTree | null> {
    const grammar = languageById(language)?.grammar;
    if (grammar === undefined) return null;
    const loaded = await this.grammar(grammar.wasm);
    this.parser ??= new Parser();
    this.parser.setLanguage(loaded);
    return parseWithin(this.parser, text, grammar.readsPerThousandCharacters ?? readsAllowed.perThousandCharacters);
  }

  /** Frees the parser; grammars stay with the runtime, which can't unload them. */
  close(): void {
    this.parser?.delete();
    this.parser = null;
  }

  private grammar(wasm: string): Promise<Language> {
    let grammar = this.grammars.get(wasm);
    if (grammar === undefined) {
      grammar = this.load(wasm);
      this.grammars.set(wasm, grammar);
    }
    return grammar;
  }

  private async load(wasm: string): Promise<Language> {
    const file = join(this.paths.grammarDir, `${wasm}.wasm`);
    try {
      await initialise(this.paths.runtimeWasm);
      const bytes = new Uint8Array(await readFile(file));
      const compiled = compiledAtBaseline(bytes);
      const language = await Language.load(bytes);
      if (compiled) this.compiled.push(compiled);
      return language;
    } catch (cause) {
      const nextStep = 'Reinstall Lodestone; until then files of this language are cut by lines.';
      throw new Failure('parserUnavailable', `The grammar ${file} can't be loaded.`, nextStep, cause, file);
    }
  }
}

/** The tree, or null where the parse takes more than it is allowed. */
function parseWithin(parser: Parser, text: string, readsPerThousandCharacters: number): Tree | null {
  let progressLeft = allowance(progressAllowed, text);
  let readsLeft = allowance({ ...readsAllowed, perThousandCharacters: readsPerThousandCharacters }, text);
  const read = (index: number): string => (--readsLeft < 0 ? '' : text.slice(index)); // "" is the end of the text
  const tree = parser.parse(read, null, { progressCallback: () => --progressLeft < 0 });
  if (tree === null) parser.reset(); // else the next parse would go on with this one
  if (readsLeft >= 0) return tree;
  tree?.delete();
  return null;
}
