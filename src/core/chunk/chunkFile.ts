/** Which chunks does a file have? */
import type { SyntaxTree } from '../ports.ts';
import type { ChunkingResult } from '../types.ts';
import type { SourceFile } from './fileStructure.ts';
import { fileStructure, linesOf } from './fileStructure.ts';
import { packBlocks } from './packBlocks.ts';

/**
 * Divides a file into chunks: in order, without overlap, together every line of it; none for a file of length zero.
 * Pure and never throws. `tree` is the syntax tree of exactly `file.text`, null where there is none (then a language that
 * has a grammar gets line chunks and the problem "parseFailed"); it is only read, its owner deletes it.
 */
export function chunkFile(file: SourceFile, tree: SyntaxTree | null): ChunkingResult {
  const lines = linesOf(file);
  const structure = fileStructure(lines, file.language, tree);
  return { chunks: packBlocks(structure.root, lines, structure.plainShape), problems: structure.problems };
}
