/** What does a Jupyter notebook say? Its cells as Markdown, line for line, with code in fences; everything else is blank. */
import type { LineRange } from '../types.ts';
import { textLines } from './sourceLines.ts';

/** A line that is a JSON string and nothing else. */
const stringLine = /^\s*("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"),?\s*$/;
const sourceLine = /^\s*"source"\s*:\s*(.*)$/;
const cellType = /^\s*"cell_type"\s*:\s*"(\w+)"/;
const fence = '```';

const oneLine = (text: string): string => text.replace(/\r?\n$/, '').replace(/[\r\n]+/g, ' ');

/**
 * As many lines as the notebook's JSON has. It reads what Jupyter and VS Code write, one string a line; a notebook that is
 * written otherwise (all in one line) comes back as it is.
 */
export function readableNotebook(text: string): string {
  let isCode = false;
  let inSource = false;
  let cells = 0;
  const lines = textLines(text).map((line) => {
    if (inSource) {
      const string = stringLine.exec(line)?.[1];
      if (string !== undefined) return oneLine(String(JSON.parse(string)));
      inSource = false;
      return isCode ? fence : '';
    }
    const type = cellType.exec(line)?.[1];
    if (type !== undefined) isCode = type === 'code';
    const source = sourceLine.exec(line)?.[1];
    if (source === undefined) return '';
    cells++;
    inSource = source.trim() === '[';
    const string = stringLine.exec(source)?.[1];
    if (string !== undefined) return oneLine(String(JSON.parse(string)));
    return inSource && isCode ? fence : '';
  });
  return cells > 0 ? lines.join('\n') : text;
}

/** The lines that a cell's source takes, the cells counted from 0; null where there is no such cell, or it is empty. */
export function linesOfCell(text: string, cell: number): LineRange | null {
  const lines = textLines(text);
  const starts = lines.flatMap((line, at) => (sourceLine.test(line) ? [at] : []));
  const start = starts[cell];
  if (start === undefined) return null;
  const first = sourceLine.exec(lines[start] ?? '')?.[1] ?? '';
  if (stringLine.test(first)) return { startLine: start + 1, endLine: start + 1 };
  const after = lines.slice(start + 1);
  const count = after.findIndex((line) => !stringLine.test(line));
  return count > 0 ? { startLine: start + 2, endLine: start + 1 + count } : null;
}
