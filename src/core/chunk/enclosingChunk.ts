/** Which function, class or section holds a line, whole? For "Find Similar" where nothing is selected. */
import type { SyntaxTree } from '../ports.ts';
import type { LineRange } from '../types.ts';
import type { Block } from './block.ts';
import type { SourceFile } from './fileStructure.ts';
import { fileStructure, linesOf } from './fileStructure.ts';
import { packBlocks } from './packBlocks.ts';
import type { SourceLines } from './sourceLines.ts';

export interface Enclosing extends LineRange {
  readonly symbol: string | null;
}

function childAt(block: Block, line: number): Block | null {
  return block.children().find((child) => child.startLine <= line && line <= child.endLine) ?? null;
}

/**
 * The smallest definition that holds the line, with its comments, without the blank lines after it, however large; the
 * line's chunk where no definition holds it. Lines outside the file count as its first or last; a file of length zero has one line.
 */
export function enclosingChunk(file: SourceFile, tree: SyntaxTree | null, startLine: number): Enclosing {
  const lines = linesOf(file);
  if (lines.count === 0) return { startLine: 1, endLine: 1, symbol: null };
  const line = Math.min(Math.max(Math.trunc(startLine) || 1, 1), lines.count);
  const { root, plainShape } = fileStructure(lines, file.language, tree);
  let smallest: Block | null = null;
  for (let block = childAt(root, line); block !== null; block = childAt(block, line)) {
    const { definition } = block;
    if (definition !== null && definition.role !== 'namespace' && definition.role !== 'variable') smallest = block;
  }
  if (smallest !== null) return trimmed(smallest, smallest.definition?.symbol ?? null, lines);
  const chunk = packBlocks(root, lines, plainShape).find((candidate) => line <= candidate.endLine);
  return chunk ? trimmed(chunk, chunk.symbol, lines) : { startLine: line, endLine: line, symbol: null };
}

function trimmed(range: LineRange, symbol: string | null, lines: SourceLines): Enclosing {
  let { endLine } = range;
  while (endLine > range.startLine && lines.isBlank(endLine)) endLine--;
  return { startLine: range.startLine, endLine, symbol };
}
