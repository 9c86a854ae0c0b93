/** How are definitions found in Swift? */
import { classKind, definition, fixedName, functionKind, named, titled, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** Also structures, enumerations, actors; an extension has the name of a type that is defined elsewhere. */
const typeDeclaration: DefinitionRule = (node, context) => {
  const name = node.childForFieldName('name');
  const found = definition(classKind, name, node, context);
  return name?.type === 'user_type' ? titled(found) : found;
};

/** A computed property is a function without parentheses. */
const propertyDeclaration: DefinitionRule = (node, context) => {
  const name = node.childForFieldName('name');
  return definition(node.childForFieldName('computed_value') ? functionKind : variableKind, name, node, context);
};

export const swift: Language = {
  id: 'swift',
  extensions: ['.swift'],
  interpreters: ['swift'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-swift',
    definitions: {
      class_declaration: typeDeclaration,
      protocol_declaration: named(classKind),
      function_declaration: named(functionKind),
      protocol_function_declaration: named(functionKind),
      deinit_declaration: fixedName(functionKind, 'deinit'),
      subscript_declaration: fixedName(functionKind, 'subscript'),
      typealias_declaration: named(typeKind),
      associatedtype_declaration: named(typeKind),
      property_declaration: propertyDeclaration,
    },
    bodies: new Set(['class_body', 'enum_class_body', 'protocol_body', 'function_body', 'computed_property', 'statements']),
    transparent: new Set<string>(),
    attached: new Set(['comment', 'multiline_comment']),
    readsPerThousandCharacters: 60, // 5 on average, and 30 in a long file with "#if" of the sources of Lottie
  },
};
