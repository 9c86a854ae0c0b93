/** Where does each line of a text begin and end, and how much does it hold? */

const lineFeed = 10;
const carriageReturn = 13;
/** Columns that a tab counts for when indentations are compared; only the order matters, and files rarely mix. */
const tabWidth = 4;

function isWhitespace(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff || code === 0x3000;
}

/** The lines of a text without their ends, where nothing else is asked of them; an empty one last where the text ends with a line end. */
export const textLines = (text: string): string[] => text.split(/\r\n|\r|\n/);

/**
 * The lines of a text, from 1. "\n", "\r\n" and a lone "\r" end a line, as in VS Code; what follows the last line end
 * is a line only if it holds a character, so a text of zero length has no lines.
 */
export class SourceLines {
  readonly text: string;
  readonly count: number;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** Offset of each line's first character that is not whitespace; the line's end where it is blank. */
  private readonly firsts: number[] = [];
  /** Non-whitespace characters in all lines before each line; one entry more than lines. */
  private readonly sizes: number[] = [0];
  private hasCarriageReturn = false;

  constructor(text: string) {
    this.text = text;
    this.read();
    this.count = this.starts.length;
  }

  private read(): void {
    const { text } = this;
    let start = 0;
    let first = -1;
    let size = 0;
    for (let offset = 0; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === lineFeed || code === carriageReturn) {
        this.add(start, offset, first, size);
        if (code === carriageReturn) {
          this.hasCarriageReturn = true;
          if (text.charCodeAt(offset + 1) === lineFeed) offset++;
        }
        start = offset + 1;
        first = -1;
      } else if (!isWhitespace(code)) {
        if (first < 0) first = offset;
        size++;
      }
    }
    if (start < text.length) this.add(start, text.length, first, size);
  }

  private add(start: number, end: number, first: number, size: number): void {
    this.starts.push(start);
    this.ends.push(end);
    this.firsts.push(first < 0 ? end : first);
    this.sizes.push(size);
  }

  /** The line that holds an offset; offsets outside the text give the first or the last line. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** True where only whitespace stands before the offset in its line. */
  beginsLine(offset: number, line: number): boolean {
    return this.firsts[line - 1] === offset;
  }

  /** Non-whitespace characters in the lines from `startLine` to `endLine`, both included. */
  size(startLine: number, endLine: number): number {
    return (this.sizes[endLine] ?? 0) - (this.sizes[startLine - 1] ?? 0);
  }

  /** True also for lines that do not exist. */
  isBlank(line: number): boolean {
    return this.sizes[line] === this.sizes[line - 1];
  }

  /** Columns of leading whitespace. */
  indentation(line: number): number {
    let columns = 0;
    for (let offset = this.starts[line - 1] ?? 0; offset < (this.firsts[line - 1] ?? 0); offset++) {
      columns += this.text.charCodeAt(offset) === 9 ? tabWidth : 1;
    }
    return columns;
  }

  /** One line without its end. */
  line(line: number): string {
    return this.text.slice(this.starts[line - 1], this.ends[line - 1]);
  }

  /** The lines joined by "\n". */
  join(startLine: number, endLine: number): string {
    if (!this.hasCarriageReturn) return this.text.slice(this.starts[startLine - 1], this.ends[endLine - 1]);
    const parts: string[] = [];
    for (let line = startLine; line <= endLine; line++) parts.push(this.line(line));
    return parts.join('\n');
  }
}
