/** How are definitions found in C#? */
import { classKind, fixedName, functionKind, named, namespaceKind, typeKind } from './definitionRules.ts';
import type { Language } from './language.ts';

export const csharp: Language = {
  id: 'csharp',
  extensions: ['.cs', '.csx', '.cake'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-c-sharp',
    definitions: {
      namespace_declaration: named(namespaceKind),
      class_declaration: named(classKind),
      interface_declaration: named(classKind),
      struct_declaration: named(classKind),
      record_declaration: named(classKind),
      enum_declaration: named(typeKind),
      delegate_declaration: named(typeKind),
      method_declaration: named(functionKind),
      constructor_declaration: named(functionKind),
      destructor_declaration: named(functionKind),
      property_declaration: named(functionKind),
      event_declaration: named(functionKind),
      operator_declaration: fixedName(functionKind, 'operator'),
      conversion_operator_declaration: fixedName(functionKind, 'operator'),
      indexer_declaration: fixedName(functionKind, 'this'),
      local_function_statement: named(functionKind),
    },
    bodies: new Set(['declaration_list', 'enum_member_declaration_list', 'block', 'accessor_list', 'switch_body']),
    transparent: new Set(['preproc_if', 'preproc_region', 'preproc_else', 'preproc_elif']),
    attached: new Set(['comment', 'attribute_list']),
  },
};
