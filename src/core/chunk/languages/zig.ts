/** How are definitions found in Zig? */
import { childOfType, classKind, definition, functionKind, named, titled, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

const containers = ['struct_declaration', 'union_declaration', 'opaque_declaration'];

/** "const Ring = struct { ... }" is a type of that name. */
const variable: DefinitionRule = (node, context) => {
  const name = childOfType(node, ['identifier']);
  const container = childOfType(node, containers);
  if (container) return definition(classKind, name, container, context);
  return definition(childOfType(node, ['enum_declaration', 'error_set_declaration']) ? typeKind : variableKind, name, node, context);
};

const testDeclaration: DefinitionRule = (node, context) => {
  const title = childOfType(node, ['string', 'identifier']);
  return titled(definition(functionKind, title && (childOfType(title, ['string_content']) ?? title), node, context));
};

export const zig: Language = {
  id: 'zig',
  extensions: ['.zig', '.zon'],
  comments: { line: ['//'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-zig',
    definitions: { function_declaration: named(functionKind), variable_declaration: variable, test_declaration: testDeclaration },
    bodies: new Set([...containers, 'enum_declaration', 'block']),
    transparent: new Set<string>(),
    attached: new Set(['comment']),
  },
};
