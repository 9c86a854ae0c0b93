/** How are definitions found in Rust? */
import { classKind, definition, functionKind, named, namespaceKind, titled, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** An impl is named after its type, as "Display for Shape" where it is a trait's. */
const implementation: DefinitionRule = (node, context) => {
  const type = node.childForFieldName('type');
  const trait = node.childForFieldName('trait');
  const found = definition(classKind, type?.childForFieldName('type') ?? type, node, context);
  if (found === null || trait === null) return titled(found);
  return titled(found, `${context.textOf(trait.childForFieldName('type') ?? trait)} for ${found.symbol}`);
};

export const rust: Language = {
  id: 'rust',
  extensions: ['.rs'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-rust',
    definitions: {
      function_item: named(functionKind),
      function_signature_item: named(functionKind),
      macro_definition: named(functionKind),
      struct_item: named(typeKind),
      enum_item: named(typeKind),
      union_item: named(typeKind),
      type_item: named(typeKind),
      trait_item: named(classKind),
      impl_item: implementation,
      mod_item: named(namespaceKind),
      const_item: named(variableKind),
      static_item: named(variableKind),
    },
    bodies: new Set(['declaration_list', 'block', 'field_declaration_list', 'enum_variant_list', 'match_block']),
    transparent: new Set(['foreign_mod_item']),
    attached: new Set(['line_comment', 'block_comment', 'attribute_item']),
  },
};
