/** How are definitions found in Elixir? Everything is a call there: what it calls tells. */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, classKind, definition, functionKind, titled } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

const moduleCalls = new Set(['defmodule', 'defprotocol']);
const functionCalls = new Set(['def', 'defp', 'defmacro', 'defmacrop', 'defguard', 'defguardp', 'defdelegate', 'defn', 'defnp']);
const testCalls = new Set(['test', 'property']);

/** The name in "add(a, b) when a > b". */
function functionName(head: SyntaxNode | null): SyntaxNode | null {
  if (head?.type === 'binary_operator') return functionName(head.childForFieldName('left'));
  return head?.type === 'call' ? head.childForFieldName('target') : head;
}

const call: DefinitionRule = (node, context) => {
  const target = node.childForFieldName('target');
  const args = childOfType(node, ['arguments']);
  if (target?.type !== 'identifier' || args === null) return null;
  const name = context.textOf(target);
  const first = args.namedChildren[0] ?? null;
  if (functionCalls.has(name)) return definition(functionKind, functionName(first), node, context);
  if (moduleCalls.has(name)) return definition(classKind, first, node, context);
  if (name === 'defimpl') {
    const found = definition(classKind, first, node, context);
    return titled(found, found ? context.textOf(args).replace(/,\s*for:/, ' for') : '');
  }
  const title = first?.type === 'string' ? childOfType(first, ['quoted_content']) : null;
  if (testCalls.has(name)) return titled(definition(functionKind, title, node, context));
  return name === 'describe' ? titled(definition(classKind, title, node, context)) : null;
};

export const elixir: Language = {
  id: 'elixir',
  extensions: ['.ex', '.exs'],
  interpreters: ['elixir'],
  comments: { line: ['#'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-elixir',
    definitions: { call },
    bodies: new Set(['do_block', 'else_block', 'rescue_block', 'catch_block', 'after_block', 'body']),
    transparent: new Set<string>(),
    // "@doc" and "@spec" are unary operators.
    attached: new Set(['comment', 'unary_operator']),
    clauses: true,
  },
};
