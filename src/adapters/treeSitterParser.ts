/** How does a text become a syntax tree? By tree-sitter's grammars in WebAssembly, loaded when first needed. */
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { languageById } from '../core/chunk/languages/all.ts';
import { Failure } from '../core/failure.ts';
import type { SyntaxParser, SyntaxTree } from '../core/ports.ts';
import type { LanguageId } from '../core/types.ts';

export interface GrammarPaths {
  /** Directory of the grammars' .wasm files. */
  readonly grammarDir: string;
  /** web-tree-sitter.wasm, which belongs to exactly the version of the package that is bundled. */
  readonly runtimeWasm: string;
}

/**
 * A parse is given up after so many calls of the progress callback, plus some for each 1,000 characters. The parser calls
 * it every hundred operations; counting calls, not time, keeps the result the same on every machine.
 */
const callbacksAllowed = 2_000;
const callbacksPerThousandCharacters = 400;

const runtimes = new Map<string, Promise<void>>();

/** One WebAssembly runtime serves the whole thread; it is initialised once. */
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
  private parser: Parser | null = null;

  constructor(paths: GrammarPaths) {
    this.paths = paths;
  }

  /**
   * The tree of a text, which the caller deletes; null where there is no grammar for the language, or where the parser
   * gave up. Rejects with Failure "parserUnavailable" if the grammar or the runtime can't be loaded: again at once for
   * every later text of that language, without another try.
   */
  async parse(text: string, language: LanguageId): Promise<SyntaxTree | null> {
    const wasm = languageById(language)?.grammar?.wasm;
    if (wasm === undefined) return null;
    const grammar = await this.grammar(wasm);
    this.parser ??= new Parser();
    this.parser.setLanguage(grammar);
    let callbacks = callbacksAllowed + Math.ceil(text.length / 1_000) * callbacksPerThousandCharacters;
    const tree = this.parser.parse(text, null, { progressCallback: () => --callbacks < 0 });
    if (tree === null) this.parser.reset();
    return tree;
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
      return await Language.load(file);
    } catch (cause) {
      const nextStep = 'Reinstall Lodestone; until then such files are cut by lines.';
      throw new Failure('parserUnavailable', `The grammar ${file} can't be loaded.`, nextStep, cause);
    }
  }
}
