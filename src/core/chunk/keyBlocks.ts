/** Which parts do the keys of a data file divide it into? JSON, YAML and TOML, by their lines alone. */
import type { Block, Definition } from './block.ts';
import { plainBlock } from './block.ts';
import { signatureLength } from './chunkSizes.ts';
import type { KeyStyle } from './languages/language.ts';
import type { SourceLines } from './sourceLines.ts';

/** A line that begins an entry; `key` is null for an element of a list. */
interface Entry {
  readonly line: number;
  readonly key: string | null;
}

/** Finds the entries directly inside a range of lines at a level, of whose own key `startLine` is the line; levels count from 0. */
type EntryFinder = (startLine: number, endLine: number, level: number) => readonly Entry[];

/** Deeper keys say little about a file. */
const deepestLevel = 6;

const jsonKey = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([A-Za-z_$][\w$]*))\s*:/;

/** How many brackets are open where each line begins; index 0 is line 1. Comments are those of JSONC and JSON5. */
function jsonDepths(lines: SourceLines): readonly number[] {
  const depths: number[] = [];
  let depth = 0;
  let inComment = false;
  const token = /\/\*|\/\/.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[[\]{}]/g;
  for (let line = 1; line <= lines.count; line++) {
    depths.push(inComment ? -1 : depth);
    let text = lines.line(line);
    if (inComment) {
      const end = text.indexOf('*/');
      if (end < 0) continue;
      text = text.slice(end + 2);
      inComment = false;
    }
    for (const [found] of text.matchAll(token)) {
      if (found === '{' || found === '[') depth++;
      else if (found === '}' || found === ']') depth--;
      else if (found === '/*' && !text.includes('*/', text.indexOf('/*') + 2)) inComment = true;
    }
  }
  return depths;
}

function jsonEntries(lines: SourceLines): EntryFinder {
  const depths = jsonDepths(lines);
  return (startLine, endLine, level) => {
    const entries: Entry[] = [];
    for (let line = startLine; line <= endLine; line++) {
      if (depths[line - 1] !== level + 1) continue;
      const text = lines.line(line);
      const match = jsonKey.exec(text);
      const key = match?.[1] ?? match?.[2] ?? match?.[3];
      if (key !== undefined) entries.push({ line, key });
      else if (/^\s*[{["'\w-]/.test(text)) entries.push({ line, key: null });
    }
    return entries;
  };
}

const yamlKey = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s#:'"&*!|>%@`{}[\],-][^#:]*|-[^\s#:][^#:]*))\s*:(?:\s|$)/;
/** What follows a key whose lines below it are one text. */
const yamlText = /:\s+(?:[&!]\S+\s+)*[|>][-+\d]*\s*(?:#.*)?$/;

/** The lines of least indentation in a range that begin a key or an element, with the comments above them. */
function yamlEntries(lines: SourceLines): EntryFinder {
  return (startLine, endLine, level) => {
    if (level > 0 && yamlText.test(lines.line(startLine))) return [];
    const first = level === 0 ? startLine : startLine + 1;
    const written = Array.from({ length: Math.max(0, endLine - first + 1) }, (_, offset) => first + offset)
      .filter((line) => !lines.isBlank(line) && !/^\s*#/.test(lines.line(line)));
    const least = written.reduce((indentation, line) => Math.min(indentation, lines.indentation(line)), Infinity);
    return written.filter((line) => lines.indentation(line) === least).flatMap((line) => {
      const text = lines.line(line);
      const match = yamlKey.exec(text);
      const key = match?.[1] ?? match?.[2] ?? match?.[3]?.trim();
      return key !== undefined || /^\s*-(?:\s|$)/.test(text) || /^---/.test(text) ? [{ line, key: key ?? null }] : [];
    });
  };
}

const tomlTable = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/;

function tomlEntries(lines: SourceLines): EntryFinder {
  return (startLine, endLine, level) => {
    if (level > 0) return [];
    const entries: Entry[] = [];
    let text: string | null = null;
    for (let line = startLine; line <= endLine; line++) {
      for (const quotes of lines.line(line).match(/"""|'''/g) ?? []) {
        if (text === null) text = quotes;
        else if (text === quotes) text = null;
      }
      const key = text === null ? tomlTable.exec(lines.line(line))?.[1] : undefined;
      if (key !== undefined) entries.push({ line, key });
    }
    return entries;
  };
}

function finderOf(lines: SourceLines, style: KeyStyle): EntryFinder {
  switch (style) {
    case 'json':
      return jsonEntries(lines);
    case 'yaml':
      return yamlEntries(lines);
    case 'toml':
      return tomlEntries(lines);
  }
}

/** A key is what a part is called, but no name that other files would use. */
function definitionOf(key: string | null): Definition | null {
  if (key === null || key === '') return null;
  const symbol = key.slice(0, signatureLength);
  return { role: 'unit', shape: 'section', symbol, names: [], qualifiers: [], signature: symbol };
}

/** The block of a whole data file. */
export function keyBlock(lines: SourceLines, style: KeyStyle): Block {
  const find = finderOf(lines, style);
  /** The range begins with comments where `keyLine` is not its first line. */
  const divide = (startLine: number, endLine: number, keyLine: number, level: number): Block[] => {
    const entries = level > deepestLevel || startLine === endLine ? [] : find(keyLine, endLine, level);
    const starts = entries.map(({ line }) => withComments(lines, line, keyLine));
    if (starts[0] === undefined) return [];
    const head = starts[0] > startLine ? [plainBlock(startLine, starts[0] - 1)] : [];
    return [...head, ...entries.map(({ line, key }, position) => {
      const start = position === 0 && head.length === 0 ? startLine : starts[position] ?? line;
      const end = (starts[position + 1] ?? endLine + 1) - 1;
      const children = (): readonly Block[] => divide(start, end, line, level + 1);
      return { startLine: start, endLine: end, definition: definitionOf(key), children };
    })];
  };
  return { startLine: 1, endLine: lines.count, definition: null, children: () => divide(1, lines.count, 1, 0) };
}

/** The first of the comment lines directly above a line. */
function withComments(lines: SourceLines, line: number, startLine: number): number {
  let first = line;
  while (first - 1 > startLine && /^\s*(?:#|\/\/)/.test(lines.line(first - 1))) first--;
  return first;
}
