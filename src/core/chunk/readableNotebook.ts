/** What does a Jupyter notebook say? Its cells as Markdown, line for line, with code in fences; everything else is blank. */
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
