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
/** Longer lists are no parameters: a parenthesis was lost. */
const mostParameters = 40;

export function definedNames(tokens: readonly CodeToken[]): DefinedName[] {
  const found: DefinedName[] = [];
  tokens.forEach(({ kind, text: name }, at) => {
    const before = tokens[at - 1]?.text ?? '';
    if (kind !== 'name') return;
    if (beforeType.has(before)) found.push({ name, parameters: [] });
    else if (tokens[at + 1]?.text !== '(') { if (beforeFunction.has(before)) found.push({ name, parameters: [] }); }
    else {
      const list = parenthesised(tokens, at + 1);
      const isDefinition = beforeFunction.has(before) || (tokens[at - 1]?.kind !== 'sign' || /[>*&\]})]$/.test(before)) && !beforeCondition.has(before) && afterParameters.has(list.next);
      if (isDefinition) found.push({ name, parameters: list.names });
    }
  });
  return found;
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
