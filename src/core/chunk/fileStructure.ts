/** Which of the ways to find structure is used for a file: its syntax tree, its headings, its keys, its outline, or none? */
import type { SyntaxTree } from '../ports.ts';
import type { ChunkShape, LanguageId, Problem } from '../types.ts';
import type { Block } from './block.ts';
import { plainBlock } from './block.ts';
import { headingBlock } from './headingBlocks.ts';
import { keyBlock } from './keyBlocks.ts';
import { languageById } from './languages/all.ts';
import { outlineBlock } from './outlineBlocks.ts';
import { SourceLines } from './sourceLines.ts';
import { syntaxBlock } from './syntaxBlocks.ts';

/** A file to be chunked. `text` is decoded, without a byte order mark. */
export interface SourceFile {
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
}

export interface FileStructure {
  readonly root: Block;
  /** The shape of chunks that define nothing. */
  readonly plainShape: ChunkShape;
  readonly problems: readonly Problem[];
}

/** The lines of a file as people read them: for most languages those of its text, and always as many. */
export function linesOf({ language, text }: Pick<SourceFile, 'language' | 'text'>): SourceLines {
  const readable = languageById(language)?.readable?.(text) ?? text;
  const lostLastLine = /[^\r\n]$/.test(text) && /(?:^|[\r\n])$/.test(readable);
  return new SourceLines(lostLastLine ? `${readable}\n` : readable);
}

/** The structure of a file; with a tree it may be walked only until the tree is deleted. */
export function fileStructure(lines: SourceLines, id: LanguageId, tree: SyntaxTree | null): FileStructure {
  const language = languageById(id);
  const unstructured = plainBlock(1, lines.count);
  if (language?.grammar && tree) {
    const problems: Problem[] = tree.rootNode.hasError ? [{ code: 'parseErrors', message: 'The syntax tree holds errors; chunks near them are approximate.' }] : [];
    return { root: syntaxBlock(lines, tree, language.grammar), plainShape: 'module', problems };
  }
  if (language?.grammar) {
    const problem: Problem = { code: 'parseFailed', message: `No syntax tree for this ${id} file; it is cut by lines.` };
    return { root: unstructured, plainShape: 'lines', problems: [problem] };
  }
  if (language?.headings) return { root: headingBlock(lines, language.headings), plainShape: 'section', problems: [] };
  if (language?.keys) return { root: keyBlock(lines, language.keys), plainShape: 'lines', problems: [] };
  if (language?.outline) return { root: outlineBlock(lines, language, language.outline), plainShape: 'lines', problems: [] };
  return { root: unstructured, plainShape: 'lines', problems: [] };
}
