/** What does a page of HTML say? Its text as Markdown, line for line: headings as headings, scripts in fences, no tags. */
import { textLines } from './sourceLines.ts';

/** Attributes whose values say nothing about what the page is about. */
const droppedAttribute = /^(?:style|href|src|srcset|d|width|height|rel|type|target|xmlns.*|viewbox|fill|stroke.*|points|transform|integrity|crossorigin|charset|lang|role|tabindex|colspan|rowspan|align|valign|[xyr]\d?|c[xy])$/i;
/** Longer lists of classes are utility classes, which would drown the text. */
const longestClassList = 40;

const attribute = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const heading = /<h([1-6])\b[^>]*>.*<\/h\1\s*>/i;
const anyTag = /<[^>]*>/g;
const fenceStart = /^\s*<(script|style|pre|textarea)\b[^>]*>\s*$/i;
const fence = '```';
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: ' ' };

function attributeText(tag: string): string {
  const kept: string[] = [];
  for (const [, name = '', double, single] of tag.matchAll(attribute)) {
    const value = (double ?? single ?? '').trim();
    const dropped = droppedAttribute.test(name) || (name.toLowerCase() === 'class' && value.length > longestClassList);
    if (!dropped && value !== '') kept.push(value);
  }
  return kept.length > 0 ? ` ${kept.join(' ')} ` : ' ';
}

function tidy(text: string): string {
  const decoded = text.replace(/&([a-z]+|#39);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
  return decoded.replace(/\s+/g, ' ').trim();
}

/** Takes tags and comments out of a line; what one that goes on in the next line is inside of is its state. */
class TagStripper {
  #inside: 'text' | 'tag' | 'comment' = 'text';
  #tag = '';

  get inText(): boolean {
    return this.#inside === 'text';
  }

  strip(line: string): string {
    let out = '';
    let at = 0;
    while (at < line.length) {
      if (this.#inside === 'text') {
        const open = line.slice(at).search(/<(?:!--|[/!?]?[a-z])/i);
        if (open < 0) return out + line.slice(at);
        out += line.slice(at, at + open);
        this.#inside = line.startsWith('<!--', at + open) ? 'comment' : 'tag';
        at += open + 1;
      } else {
        const closing = this.#inside === 'comment' ? '-->' : '>';
        const close = line.indexOf(closing, at);
        const end = close < 0 ? line.length : close;
        if (this.#inside === 'tag') this.#tag += `${line.slice(at, end)} `;
        at = close < 0 ? line.length : close + closing.length;
        if (close < 0) continue;
        out += this.#inside === 'tag' ? attributeText(this.#tag) : '';
        this.#tag = '';
        this.#inside = 'text';
      }
    }
    return out;
  }
}

/** As many lines as the page has. */
export function readableHtml(text: string): string {
  const stripper = new TagStripper();
  let fenced: string | null = null;
  return textLines(text).map((line) => {
    if (fenced !== null) {
      if (!new RegExp(`</${fenced}\\s*>`, 'i').test(line)) return line;
      fenced = null;
      return fence;
    }
    const opens = stripper.inText ? fenceStart.exec(line)?.[1] : undefined;
    if (opens !== undefined) {
      fenced = opens;
      return fence;
    }
    const level = stripper.inText ? heading.exec(line)?.[1] : undefined;
    const stripped = stripper.strip(line);
    if (level === undefined || !stripper.inText) return tidy(stripped);
    return `${'#'.repeat(Number(level))} ${tidy(line.replace(anyTag, ' '))}`;
  }).join('\n');
}
