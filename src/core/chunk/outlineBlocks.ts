/** Which blocks do the first lines of definitions divide a file into, where there is no syntax tree? */
import type { Block, Definition } from './block.ts';
import { plainBlock } from './block.ts';
import { signatureLength } from './chunkSizes.ts';
import type { Language, Outline } from './languages/language.ts';
import type { SourceLines } from './sourceLines.ts';

/** Longer lines define nothing that a person wrote, and would make the patterns slow. */
const longestLine = 400;

interface Mark {
  readonly line: number;
  readonly indentation: number;
  readonly definition: Definition;
}

function definitionAt(text: string, outline: Outline): Definition | null {
  for (const rule of outline.rules) {
    const groups = rule.pattern.exec(text)?.groups;
    const symbol = groups?.['name'];
    if (!symbol) continue;
    const qualifiers = groups?.['owner'] ? [groups['owner']] : [];
    return { role: rule.role, shape: rule.shape, symbol, names: [symbol], qualifiers, signature: text.slice(0, signatureLength) };
  }
  return null;
}

function isComment(text: string, language: Language): boolean {
  if (language.comments.line.some((start) => text.startsWith(start))) return true;
  return language.comments.block.some(([open, close]) => text.startsWith(open) || text.endsWith(close) || text.startsWith('*'));
}

/** The first of the comment, annotation and attribute lines directly above a definition; its own line where there are none. */
function attachedFrom(lines: SourceLines, line: number, language: Language, outline: Outline): number {
  let first = line;
  while (first > 1 && !lines.isBlank(first - 1)) {
    const text = lines.line(first - 1).trim();
    if (!isComment(text, language) && !outline.attached?.test(text)) break;
    first--;
  }
  return first;
}

function marksOf(lines: SourceLines, language: Language, outline: Outline): Mark[] {
  const marks: Mark[] = [];
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.line(line).trim();
    if (text.length === 0 || text.length > longestLine || isComment(text, language)) continue;
    const definition = definitionAt(text, outline);
    if (definition === null) continue;
    const indentation = lines.indentation(line);
    if (enclosingRole(marks, indentation) === 'unit') continue;
    marks.push({ line: attachedFrom(lines, line, language, outline), indentation, definition });
  }
  return marks;
}

/** The role of the definition that a line of this indentation stands in, going by the marks before it. */
function enclosingRole(marks: readonly Mark[], indentation: number): Definition['role'] | null {
  for (let position = marks.length - 1; position >= 0; position--) {
    const mark = marks[position];
    if (mark !== undefined && mark.indentation < indentation) return mark.definition.role;
    if (mark !== undefined && mark.indentation === 0) return null;
  }
  return null;
}

/** Blocks of the marks and of what lies between; a definition reaches to the next one that is indented no more. */
function tile(lines: SourceLines, marks: readonly Mark[], startLine: number, endLine: number): Block[] {
  const blocks: Block[] = [];
  let from = startLine;
  let position = 0;
  while (position < marks.length) {
    const mark = marks[position];
    if (mark === undefined) break;
    let next = position + 1;
    while (next < marks.length && (marks[next]?.indentation ?? 0) > mark.indentation) next++;
    const limit = (marks[next]?.line ?? endLine + 1) - 1;
    if (mark.line > from) blocks.push(plainBlock(from, mark.line - 1));
    const inner = marks.slice(position + 1, next);
    const start = Math.max(from, mark.line);
    const children = (): readonly Block[] => (inner.length > 0 ? tile(lines, inner, start, limit) : []);
    blocks.push({ startLine: start, endLine: limit, definition: mark.definition, children });
    from = limit + 1;
    position = next;
  }
  if (from <= endLine) blocks.push(plainBlock(from, endLine));
  return blocks;
}

/** The block of a whole file of a language that has an outline. */
export function outlineBlock(lines: SourceLines, language: Language, outline: Outline): Block {
  const range = { startLine: 1, endLine: lines.count };
  const children = (): readonly Block[] => {
    const marks = marksOf(lines, language, outline);
    return marks.length > 0 ? tile(lines, marks, 1, lines.count) : [];
  };
  return { ...range, definition: null, children };
}
