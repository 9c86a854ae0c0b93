/** How are definitions found in Java? */
import { classKind, functionKind, named } from './definitionRules.ts';
import type { Language } from './language.ts';

export const java: Language = {
  id: 'java',
  extensions: ['.java', '.jav'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-java',
    definitions: {
      class_declaration: named(classKind),
      interface_declaration: named(classKind),
      enum_declaration: named(classKind),
      record_declaration: named(classKind),
      annotation_type_declaration: named(classKind),
      method_declaration: named(functionKind),
      constructor_declaration: named(functionKind),
      compact_constructor_declaration: named(functionKind),
      annotation_type_element_declaration: named(functionKind),
    },
    bodies: new Set(['class_body', 'interface_body', 'enum_body', 'enum_body_declarations', 'annotation_type_body', 'block', 'constructor_body', 'switch_block']),
    transparent: new Set<string>(),
    attached: new Set(['line_comment', 'block_comment']),
  },
};
