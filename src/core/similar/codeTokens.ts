/** Which names, words of the language, literals, signs and comments is a piece of code made of? By its letters alone, so that any fragment will do. */
import { languageById } from '../chunk/languages/all.ts';
import type { CommentSyntax } from '../chunk/languages/language.ts';
import type { LanguageId } from '../types.ts';
import { keywords } from './keywords.ts';

export type CodeTokenKind = 'comment' | 'string' | 'keyword' | 'name' | 'number' | 'sign';

export interface CodeToken {
  readonly kind: CodeTokenKind;
  /** As written, a comment with its marks. */
  readonly text: string;
}

/** There a quote may stand alone (a lifetime, a prime) and holds one character at most. */
const loneQuote: ReadonlySet<LanguageId> = new Set(['rust', 'haskell', 'elm', 'gleam', 'scala', 'zig']);

/** Text beyond this is not looked at; UTF-16 units. */
const maxLength = 100_000;

const noComments: CommentSyntax = { line: [], block: [] };
const patterns = new Map<LanguageId, RegExp>();

const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function patternOf(language: LanguageId): RegExp {
  const known = patterns.get(language);
  if (known) return known;
  const { line, block } = languageById(language)?.comments ?? noComments;
  const comments = [
    ...block.map(([open, close]) => `${escaped(open)}[\\s\\S]*?(?:${escaped(close)}|$)`),
    ...line.map((mark) => `${escaped(mark)}[^\\n]*`),
    // A text in three quotes that is a statement of its own documents what it stands in; in Elixir it follows an attribute.
    `(?="""|''')(?<=(?:^|\\n|@(?:module|type)?doc)[ \\t]*)(?:"""[\\s\\S]*?(?:"""|$)|'''[\\s\\S]*?(?:'''|$))`,
  ];
  const single = loneQuote.has(language) ? `'(?:\\\\[^'\\n]+|[^'\\\\\\n])'` : `'(?:\\\\.|[^'\\\\\\n]){0,300}'`;
  // What is not closed ends with its line, or with some length, so that no sign is looked at over and over.
  const strings = [`"""[\\s\\S]*?(?:"""|$)`, `'''[\\s\\S]*?(?:'''|$)`, `"(?:\\\\[\\s\\S]|[^"\\\\\\n])*"?`, single, '`(?:\\\\[\\s\\S]|[^`\\\\]){0,1000}`'];
  const pattern = new RegExp(
    `(${comments.join('|')})|(${strings.join('|')})|([\\p{L}_$@][\\p{L}\\p{N}_$]*)|(\\d[\\p{L}\\p{N}_.]*)|([-+*/%&|^!<>=~?:.]+|\\S)`, 'gu');
  patterns.set(language, pattern);
  return pattern;
}

/** The tokens of a text in any language. */
export function codeTokens(text: string, language: LanguageId): CodeToken[] {
  const tokens: CodeToken[] = [];
  const pattern = patternOf(language);
  pattern.lastIndex = 0;
  const read = text.slice(0, maxLength);
  for (let match = pattern.exec(read); match !== null; match = pattern.exec(read)) {
    const [written, comment, string, name, number] = match;
    tokens.push({ kind: kindOf(comment, string, name, number), text: written });
  }
  return tokens;
}

function kindOf(comment: string | undefined, string: string | undefined, name: string | undefined, number: string | undefined): CodeTokenKind {
  if (name !== undefined) return keywords.has(name) ? 'keyword' : 'name';
  return comment !== undefined ? 'comment' : string !== undefined ? 'string' : number !== undefined ? 'number' : 'sign';
}
