/** How is a copy of a function made in which names are changed, and one that has only its name? */
import { createHash } from 'node:crypto';
import { codeTokens, type CodeToken } from '../../src/core/similar/codeTokens.ts';

export interface OriginalFunction {
  readonly symbol: string;
  readonly language: string;
  readonly text: string;
}

/** own: what it defines and binds has another name, what it calls has its own; edited: the same without every sixth line; every: called names and strings, too. */
export const cloneKinds = ['own', 'edited', 'every'] as const;
export type CloneKind = (typeof cloneKinds)[number];

export const numberOf = (text: string): number => parseInt(createHash('sha256').update(text).digest('hex').slice(0, 8), 16);

/** Comments are left out. New names are others of the package, so that they tell nothing. */
export function cloneOf({ symbol, language, text }: OriginalFunction, kind: CloneKind, names: readonly string[]): string {
  const tokens = codeTokens(text, language);
  const called = new Set(tokens.filter((_, at) => isCalled(tokens, at)).map((token) => token.text).filter((name) => name !== symbol));
  let [copy, from] = ['', 0];
  for (const token of tokens) {
    const at = text.indexOf(token.text, from);
    const isRenamed = token.kind === 'name' && (kind === 'every' || !called.has(token.text));
    copy += text.slice(from, at) + (isRenamed ? names[numberOf(`${symbol} ${token.text}`) % names.length]! : written(token, kind));
    from = at + token.text.length;
  }
  const lines = `${copy}${text.slice(from)}`.split('\n').filter((line) => line.trim() !== '');
  const kept = kind === 'edited' ? lines.filter((_, at) => at === 0 || at === lines.length - 1 || numberOf(`${symbol} ${at}`) % 6 !== 0) : lines;
  return `${kept.join('\n')}\n`;
}

function written({ kind, text }: CodeToken, clone: CloneKind): string {
  if (kind === 'comment') return '';
  return kind === 'string' && clone === 'every' ? `${text[0]}text${text[0]}` : text;
}

function isCalled(tokens: readonly CodeToken[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? '';
  const isDefined = ['def', 'fn', 'func', 'fun', 'function'].includes(before);
  return tokens[at]!.kind === 'name' && ((tokens[at + 1]?.text === '(' && !isDefined) || /(?:^|[^.])(?:\.|::|->)$/.test(before));
}

/** Another function under the name of this one. */
export const namesakeOf = ({ symbol }: OriginalFunction, other: OriginalFunction): string => `${other.text.replaceAll(new RegExp(`\\b${other.symbol}\\b`, 'g'), symbol)}\n`;
