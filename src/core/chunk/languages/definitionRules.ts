/** How is a definition found in a syntax node? The building blocks of the languages' rules. */
import type { SyntaxNode } from '../../ports.ts';
import type { ChunkShape } from '../../types.ts';
import type { DefinitionRole } from '../block.ts';
import type { DefinitionRule, FoundDefinition, RuleContext } from './language.ts';

/** Longer names are not names (a broken tree, a computed key). */
const longestName = 200;

interface Kind {
  readonly role: DefinitionRole;
  readonly shape: ChunkShape;
}

export const functionKind: Kind = { role: 'unit', shape: 'function' };
export const typeKind: Kind = { role: 'unit', shape: 'type' };
export const classKind: Kind = { role: 'members', shape: 'class' };
export const namespaceKind: Kind = { role: 'namespace', shape: 'module' };
export const variableKind: Kind = { role: 'variable', shape: 'module' };

/** The definition of `inner`, named by the text of `name`; null where there is no usable name. */
export function definition(
  kind: Kind,
  name: SyntaxNode | null,
  inner: SyntaxNode,
  context: RuleContext,
  qualifiers: readonly string[] = [],
): FoundDefinition | null {
  if (name === null) return null;
  const symbol = context.textOf(name).trim();
  if (symbol.length === 0 || symbol.length > longestName) return null;
  return { ...kind, symbol, names: [symbol], qualifiers, nameIndex: name.startIndex, inner };
}

/** A node whose field holds its name. */
export function named(kind: Kind, field = 'name'): DefinitionRule {
  return (node, context) => definition(kind, node.childForFieldName(field), node, context);
}

/** A node whose first child of one of the types is its name. */
export function namedByChild(kind: Kind, types: readonly string[]): DefinitionRule {
  return (node, context) => definition(kind, childOfType(node, types), node, context);
}

/** A node without a name of its own (an operator, an indexer). */
export function fixedName(kind: Kind, symbol: string): DefinitionRule {
  return (node) => ({ ...kind, symbol, names: [], qualifiers: [], nameIndex: node.startIndex, inner: node });
}

/** What has only a title, by which it is found but which nothing else refers to. */
export function titled(found: FoundDefinition | null, symbol = found?.symbol ?? ''): FoundDefinition | null {
  return found && { ...found, symbol, names: [] };
}

/** A node that wraps the real definition: an export, a decorated or templated definition. */
export const wrapper: DefinitionRule = (node, context) => {
  for (const child of node.namedChildren) {
    const found = child && context.define(child);
    if (found) return found;
  }
  return null;
};

export function childOfType(node: SyntaxNode, types: readonly string[]): SyntaxNode | null {
  return node.namedChildren.find((child) => child !== null && types.includes(child.type)) ?? null;
}
