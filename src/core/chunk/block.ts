/** What is the structure of a file, as chunking sees it? Nested blocks of whole lines, whichever way they were found. */
import type { ChunkShape, LineRange } from '../types.ts';

/**
 * How a definition is divided. unit: kept whole as long as it fits (functions, types); members: kept whole only when
 * small, else its members are chunks (classes); namespace: never kept whole, its name only goes into the context;
 * variable: a unit that counts at module level only.
 */
export type DefinitionRole = 'unit' | 'members' | 'namespace' | 'variable';

export interface Definition {
  readonly role: DefinitionRole;
  readonly shape: ChunkShape;
  readonly symbol: string;
  /** What it makes known under its name: the symbol, or nothing for what only has a title (a test, an impl). */
  readonly names: readonly string[];
  /** Names that enclose it by what is written, not by where it stands: a Go receiver, the class in "Shape::area". */
  readonly qualifiers: readonly string[];
  /** The line that names it, trimmed: what a later part of it is told about where it comes from. */
  readonly signature: string;
}

export interface Block extends LineRange {
  readonly definition: Definition | null;
  /** Blocks that tile this one's lines, in order; none where structure can't divide it. Computed on demand. */
  children(): readonly Block[];
}

export function plainBlock(startLine: number, endLine: number): Block {
  return { startLine, endLine, definition: null, children: () => [] };
}
