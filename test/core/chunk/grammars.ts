/** Where do tests get a parser with all the grammars? Links to the packages' files stand for the directory that the build fills. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { grammarFiles } from '../../../scripts/grammars.mjs';
import { TreeSitterParser, type GrammarPaths } from '../../../src/adapters/treeSitterParser.ts';
import { chunkFile } from '../../../src/core/chunk/chunkFile.ts';
import { languageOf } from '../../../src/core/chunk/languageOf.ts';
import type { ChunkingResult } from '../../../src/core/types.ts';

export const runtimeWasm = createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm');

/** A directory of all grammars, removed after the tests of the file. */
export function linkedGrammars(): GrammarPaths {
  const grammarDir = mkdtempSync(path.join(os.tmpdir(), 'lodestone-grammars-'));
  for (const [name, file] of grammarFiles()) symlinkSync(file, path.join(grammarDir, `${name}.wasm`));
  after(() => rmSync(grammarDir, { recursive: true, force: true }));
  return { grammarDir, runtimeWasm };
}

/** Parses and chunks as the engine does; the language goes by the path. */
export async function chunkText(parser: TreeSitterParser, filePath: string, text: string): Promise<ChunkingResult> {
  const language = languageOf(filePath, text.split('\n', 1)[0] ?? '');
  const tree = await parser.parse(text, language);
  try {
    return chunkFile({ path: filePath, language, text }, tree);
  } finally {
    tree?.delete();
  }
}
