/** How are definitions found in Go? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, definition, functionKind, named, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

function receiverType(node: SyntaxNode | null): SyntaxNode | null {
  if (node === null || node.type === 'type_identifier') return node;
  const inner = node.childForFieldName('type') ?? childOfType(node, ['parameter_declaration', 'pointer_type', 'generic_type', 'type_identifier']);
  return receiverType(inner);
}

const method: DefinitionRule = (node, context) => {
  const receiver = receiverType(node.childForFieldName('receiver'));
  const qualifiers = receiver ? [context.textOf(receiver)] : [];
  return definition(functionKind, node.childForFieldName('name'), node, context, qualifiers);
};

/** "type T struct {}" or "const a = 1"; a group in parentheses is no definition but holds them. */
const single: DefinitionRule = (node, context) => {
  const specs = node.namedChildren.filter((child) => child !== null && child.type !== 'comment');
  const spec = specs.length === 1 ? specs[0] : null;
  return spec && spec.startPosition.row === node.startPosition.row ? context.define(spec) : null;
};

export const go: Language = {
  id: 'go',
  extensions: ['.go'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-go',
    definitions: {
      function_declaration: named(functionKind),
      method_declaration: method,
      type_declaration: single,
      type_spec: named(typeKind),
      type_alias: named(typeKind),
      const_declaration: single,
      const_spec: named(variableKind),
      var_declaration: single,
      var_spec: named(variableKind),
    },
    bodies: new Set(['block', 'statement_list', 'field_declaration_list', 'var_spec_list']),
    transparent: new Set(['type_declaration', 'const_declaration', 'var_declaration']),
    attached: new Set(['comment']),
  },
};
