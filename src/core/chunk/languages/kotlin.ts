/** How are definitions found in Kotlin? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, classKind, definition, fixedName, functionKind, namedByChild, namespaceKind, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

const typeName = namedByChild(classKind, ['type_identifier']);

/** "fun String.shout()" is shout, qualified by String: the type before the name is the receiver's. */
const functionDeclaration: DefinitionRule = (node, context) => {
  const name = childOfType(node, ['simple_identifier']);
  const receiver = childOfType(node, ['user_type', 'nullable_type']);
  const type = receiver !== null && name !== null && receiver.startIndex < name.startIndex ? childOfType(receiver, ['type_identifier']) : null;
  return definition(functionKind, name, node, context, type ? [context.textOf(type)] : []);
};

/** A companion has no name worth a chunk: its members are the class's. */
const companion = fixedName(namespaceKind, 'companion');

const propertyDeclaration: DefinitionRule = (node, context) => {
  const variable: SyntaxNode | null = childOfType(node, ['variable_declaration']);
  return variable && definition(variableKind, childOfType(variable, ['simple_identifier']), node, context);
};

export const kotlin: Language = {
  id: 'kotlin',
  extensions: ['.kt', '.kts', '.ktm'],
  interpreters: ['kotlin'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-kotlin',
    definitions: {
      class_declaration: typeName,
      object_declaration: typeName,
      companion_object: companion,
      function_declaration: functionDeclaration,
      secondary_constructor: fixedName(functionKind, 'constructor'),
      anonymous_initializer: fixedName(functionKind, 'init'),
      property_declaration: propertyDeclaration,
      type_alias: namedByChild(typeKind, ['type_identifier']),
    },
    bodies: new Set([
      'class_body', 'enum_class_body', 'function_body', 'statements', 'control_structure_body', 'lambda_literal',
      'package_header', 'import_list', 'import_header', // a comment that follows counts to them
    ]),
    transparent: new Set<string>(),
    attached: new Set(['line_comment', 'multiline_comment']),
    continued: new Set(['getter', 'setter']),
  },
};
