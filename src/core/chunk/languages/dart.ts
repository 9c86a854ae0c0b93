/** How are definitions found in Dart? Its grammar has a function's body after the signature, not inside it. */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, classKind, definition, fixedName, functionKind, named, namedByChild, typeKind, wrapper } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** "Box.named(...)" is named, qualified by Box; "Box(...)" is Box. */
const constructor: DefinitionRule = (node, context) => {
  const names = node.namedChildren.filter((child): child is SyntaxNode => child?.type === 'identifier');
  const owner = names.length > 1 && names[0] ? [context.textOf(names[0])] : [];
  return definition(functionKind, names.at(-1) ?? null, node, context, owner);
};

const mixin: DefinitionRule = (node, context) => definition(classKind, childOfType(node, ['identifier']), node, context);

export const dart: Language = {
  id: 'dart',
  extensions: ['.dart'],
  interpreters: ['dart'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-dart',
    definitions: {
      class_definition: named(classKind),
      mixin_declaration: mixin,
      extension_declaration: named(classKind),
      enum_declaration: named(classKind),
      type_alias: namedByChild(typeKind, ['type_identifier']),
      declaration: wrapper,
      method_signature: wrapper,
      function_signature: named(functionKind),
      getter_signature: named(functionKind),
      setter_signature: named(functionKind),
      operator_signature: fixedName(functionKind, 'operator'),
      constructor_signature: constructor,
      factory_constructor_signature: constructor,
    },
    bodies: new Set(['class_body', 'extension_body', 'enum_body', 'block', 'switch_block']),
    transparent: new Set<string>(),
    attached: new Set(['comment', 'documentation_comment', 'annotation']),
    continued: new Set(['function_body']),
  },
};
