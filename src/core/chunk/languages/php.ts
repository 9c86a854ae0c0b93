/** How are definitions found in PHP? */
import { classKind, functionKind, named, namespaceKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** "namespace A;" encloses nothing by its node; only the form with a body does. */
const namespaceDefinition: DefinitionRule = (node, context) => (node.childForFieldName('body') ? named(namespaceKind)(node, context) : null);

export const php: Language = {
  id: 'php',
  extensions: ['.php', '.php4', '.php5', '.phtml', '.ctp'],
  interpreters: ['php'],
  comments: { line: ['//', '#'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-php',
    definitions: {
      namespace_definition: namespaceDefinition,
      class_declaration: named(classKind),
      interface_declaration: named(classKind),
      trait_declaration: named(classKind),
      enum_declaration: named(classKind),
      function_definition: named(functionKind),
      method_declaration: named(functionKind),
    },
    bodies: new Set(['declaration_list', 'enum_declaration_list', 'compound_statement', 'switch_block']),
    transparent: new Set(['if_statement']),
    attached: new Set(['comment', 'attribute_list']),
  },
};
