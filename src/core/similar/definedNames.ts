/** Which names does a piece of code define, and with which parameters? By the signs around a name: no tree is at hand for each chunk of an index. */
import type { CodeToken } from './codeTokens.ts';

export interface DefinedName {
  readonly name: string;
  /** Names between its parentheses: parameters and their types. */
  readonly parameters: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const beforeFunction = words('def defp defmacro fn func fun function sub');
const beforeType = words('class struct enum interface trait union record object module type protocol extension defmodule');
const beforeCondition = words('if elif elsif while until for switch match when unless return and or not in case foreach catch else await throw new');
/** What stands between the parentheses of a definition and its body. */
const afterParameters = words('{ : -> => = :: throws throw where const noexcept override async do begin as is');
/** A sign that a definition's type may end in, or what stands before a method. */
const endOfType = /[>*&\]}{;]$/;
/** Longer lists are no parameters: a parenthesis was lost. */
const mostParameters = 40;

export function definedNames(tokens: readonly CodeToken[]): DefinedName[] {
  return tokens.flatMap(({ kind, text: name }, at): DefinedName[] => {
    if (kind !== 'name') return [];
    const before = tokens[at - 1]?.text ?? '';
    const list = tokens[at + 1]?.text === '(' ? parenthesised(tokens, at + 1) : null;
    const isSaid = beforeType.has(before) || beforeFunction.has(before) || (list !== null && followsReceiver(tokens, at));
    const looksLike = list !== null && afterParameters.has(list.next) && !beforeCondition.has(before) && (tokens[at - 1]?.kind !== 'sign' || endOfType.test(before));
    return isSaid || looksLike ? [{ name, parameters: list?.names ?? [] }] : [];
  });
}

/** As in Go: func (queue *Queue) Push(...). */
function followsReceiver(tokens: readonly CodeToken[], at: number): boolean {
  const open = tokens.slice(Math.max(0, at - 8), at).findLastIndex(({ text }) => text === '(');
  return tokens[at - 1]?.text === ')' && open >= 0 && tokens[Math.max(0, at - 8) + open - 1]?.text === 'func';
}

/** Names in a pair of parentheses, and the token after it. */
function parenthesised(tokens: readonly CodeToken[], open: number): { readonly names: readonly string[]; readonly next: string } {
  const names: string[] = [];
  let depth = 0;
  for (let at = open; at < tokens.length && names.length <= mostParameters; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === 'name') names.push(text);
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) return { names, next: tokens[at + 1]?.text ?? '' };
  }
  return { names: [], next: '' };
}
