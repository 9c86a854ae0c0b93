/** Which sections do the headings of a document divide it into? Markdown, reStructuredText and AsciiDoc, by their lines alone. */
import type { Block, Definition } from './block.ts';
import { plainBlock } from './block.ts';
import { maximumSize, signatureLength } from './chunkSizes.ts';
import type { HeadingStyle } from './languages/language.ts';
import type { SourceLines } from './sourceLines.ts';

interface Heading {
  readonly line: number;
  readonly level: number;
  readonly title: string;
}

/** What was read of a document: its headings, and which lines may not begin a piece (they are inside a fence). */
interface Outline {
  readonly headings: Heading[];
  readonly fenced: Set<number>;
}

const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const setextUnderline = /^ {0,3}(=+|-+)[ \t]*$/;
const fenceOpening = /^ {0,3}(`{3,}|~{3,})/;
const notAParagraph = /^ {0,3}(?:>|[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|\|)/;

function markdownOutline(lines: SourceLines): Outline {
  const outline: Outline = { headings: [], fenced: new Set() };
  let fence: string | null = null;
  let line = endOfFrontMatter(lines) + 1;
  for (; line <= lines.count; line++) {
    const text = lines.line(line);
    const marker = fenceOpening.exec(text)?.[1] ?? null;
    if (fence !== null) {
      outline.fenced.add(line);
      if (marker !== null && marker.startsWith(fence) && text.trim() === marker) fence = null;
      continue;
    }
    if (marker !== null) {
      fence = marker;
      continue;
    }
    const atx = atxHeading.exec(text);
    const underline = setextUnderline.exec(text)?.[1];
    if (atx) outline.headings.push({ line, level: atx[1]?.length ?? 1, title: atx[2] ?? '' });
    else if (underline !== undefined && isParagraph(lines, line - 1, outline)) {
      outline.headings.push({ line: line - 1, level: underline.startsWith('=') ? 1 : 2, title: lines.line(line - 1).trim() });
    }
  }
  return outline;
}

/** The last line of a block between "---" lines at the top; 0 where there is none. */
function endOfFrontMatter(lines: SourceLines): number {
  if (lines.count === 0 || lines.line(1).trimEnd() !== '---') return 0;
  for (let line = 2; line <= lines.count; line++) {
    const text = lines.line(line).trimEnd();
    if (text === '---' || text === '...') return line;
  }
  return 0;
}

function isParagraph(lines: SourceLines, line: number, outline: Outline): boolean {
  if (line < 1 || lines.isBlank(line) || outline.headings.at(-1)?.line === line || outline.fenced.has(line)) return false;
  return lines.indentation(line) < 4 && !notAParagraph.test(lines.line(line)) && !setextUnderline.test(lines.line(line));
}

/** The characters that reStructuredText's documentation recommends for section underlines; others are mostly tables. */
const adornment = /^([=\-`:.'"~^_*+#<>])\1{2,}[ \t]*$/;

/** The lines of literal blocks and directives: indented more than the line that ends with "::" or begins with "..". */
function literalLines(lines: SourceLines): Set<number> {
  const literal = new Set<number>();
  let openedAt: number | null = null;
  for (let line = 1; line <= lines.count; line++) {
    if (lines.isBlank(line)) continue;
    if (openedAt !== null && lines.indentation(line) > openedAt) {
      for (let within = line; within > 1 && !literal.has(within); within--) {
        literal.add(within);
        if (!lines.isBlank(within - 1)) break;
      }
      continue;
    }
    openedAt = /::\s*$|^\s*\.\.\s+[\w:-]+::/.test(lines.line(line)) ? lines.indentation(line) : null;
  }
  return literal;
}

/** Levels are by the order in which the adornments are met: reStructuredText prescribes no characters. */
function restructuredTextOutline(lines: SourceLines): Outline {
  const outline: Outline = { headings: [], fenced: literalLines(lines) };
  const styles: string[] = [];
  for (let line = 2; line <= lines.count; line++) {
    const character = adornment.exec(lines.line(line))?.[1];
    const title = lines.line(line - 1).trim();
    if (character === undefined || title.length === 0 || outline.fenced.has(line) || adornment.test(lines.line(line - 1))) continue;
    const overlined = line > 2 && lines.line(line - 2).trimEnd() === lines.line(line).trimEnd();
    const isTitle = overlined || (lines.indentation(line - 1) === 0 && (line === 2 || lines.isBlank(line - 2)));
    if (!isTitle || lines.line(line).trimEnd().length < title.length) continue;
    const style = character + (overlined ? character : '');
    if (!styles.includes(style)) styles.push(style);
    outline.headings.push({ line: overlined ? line - 2 : line - 1, level: styles.indexOf(style) + 1, title });
  }
  return outline;
}

const asciidocHeading = /^(={1,6})[ \t]+(\S.*?)[ \t]*$/;
const asciidocFence = /^(-{4,}|={4,}|\.{4,}|\*{4,}|_{4,}|\+{4,}|```)[ \t]*$/;

function asciidocOutline(lines: SourceLines): Outline {
  const outline: Outline = { headings: [], fenced: new Set() };
  let fence: string | null = null;
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.line(line);
    const marker = asciidocFence.exec(text)?.[1] ?? null;
    if (fence !== null) {
      outline.fenced.add(line);
      if (marker === fence) fence = null;
    } else if (marker !== null) {
      fence = marker;
    } else {
      const heading = asciidocHeading.exec(text);
      if (heading) outline.headings.push({ line, level: heading[1]?.length ?? 1, title: heading[2] ?? '' });
    }
  }
  return outline;
}

function outlineOf(lines: SourceLines, style: HeadingStyle): Outline {
  switch (style) {
    case 'markdown':
      return markdownOutline(lines);
    case 'restructuredtext':
      return restructuredTextOutline(lines);
    case 'asciidoc':
      return asciidocOutline(lines);
  }
}

/** Paragraphs: they begin after a blank line, never inside a fence unless it alone exceeds the maximum. */
function paragraphBlocks(lines: SourceLines, startLine: number, endLine: number, fenced: ReadonlySet<number>): Block[] {
  const blocks: Block[] = [];
  let start = startLine;
  for (let line = startLine + 1; line <= endLine; line++) {
    if (!lines.isBlank(line - 1) || lines.isBlank(line) || fenced.has(line)) continue;
    blocks.push(plainBlock(start, line - 1));
    start = line;
  }
  blocks.push(plainBlock(start, endLine));
  return blocks.flatMap((block) => (lines.size(block.startLine, block.endLine) > maximumSize ? fenceBlocks(block, fenced) : [block]));
}

/** A paragraph that is too long and ends or begins with a fence: apart, so that the fence is cut only if it must be. */
function fenceBlocks(block: Block, fenced: ReadonlySet<number>): Block[] {
  const blocks: Block[] = [];
  let start = block.startLine;
  for (let line = start + 1; line <= block.endLine; line++) {
    const opens = fenced.has(line + 1) && !fenced.has(line);
    const afterClose = fenced.has(line - 1) && !fenced.has(line);
    if (!opens && !afterClose) continue;
    blocks.push(plainBlock(start, line - 1));
    start = line;
  }
  blocks.push(plainBlock(start, block.endLine));
  return blocks;
}

function definitionOf(heading: Heading): Definition {
  const symbol = heading.title.slice(0, signatureLength);
  return { role: 'members', shape: 'section', symbol, names: [symbol], qualifiers: [], signature: symbol };
}

/** The sections from the headings at `from` on that lie before `endLine` and below `level`, nested by level. */
function sections(lines: SourceLines, outline: Outline, startLine: number, endLine: number, within: readonly Heading[]): Block[] {
  const first = within[0];
  const head = first === undefined ? endLine : first.line - 1;
  const blocks = head >= startLine ? paragraphBlocks(lines, startLine, head, outline.fenced) : [];
  let position = 0;
  while (position < within.length) {
    const heading = within[position];
    if (heading === undefined) break;
    let next = position + 1;
    while (next < within.length && (within[next]?.level ?? 0) > heading.level) next++;
    const end = (within[next]?.line ?? endLine + 1) - 1;
    const inner = within.slice(position + 1, next);
    const definition = heading.title === '' ? null : definitionOf(heading);
    blocks.push({ startLine: heading.line, endLine: end, definition, children: () => sections(lines, outline, heading.line, end, inner) });
    position = next;
  }
  return blocks;
}

/** The block of a whole document. */
export function headingBlock(lines: SourceLines, style: HeadingStyle): Block {
  const outline = outlineOf(lines, style);
  const range = { startLine: 1, endLine: lines.count };
  return { ...range, definition: null, children: () => sections(lines, outline, 1, lines.count, outline.headings) };
}
