/** How are definitions found in Gleam and Elm? */
import { childOfType, definition, functionKind, named, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

const gleamType: DefinitionRule = (node, context) =>
  definition(typeKind, childOfType(node, ['type_name'])?.childForFieldName('name') ?? null, node, context);

export const gleam: Language = {
  id: 'gleam',
  extensions: ['.gleam'],
  comments: { line: ['//'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-gleam',
    definitions: { function: named(functionKind), type_definition: gleamType, type_alias: gleamType, constant: named(variableKind) },
    bodies: new Set(['function_body', 'block']),
    transparent: new Set<string>(),
    attached: new Set(['comment', 'statement_comment']),
  },
};

const elmValue: DefinitionRule = (node, context) => {
  const left = node.childForFieldName('functionDeclarationLeft');
  return definition(functionKind, left && childOfType(left, ['lower_case_identifier']), node, context);
};

export const elm: Language = {
  id: 'elm',
  extensions: ['.elm'],
  comments: { line: ['--'], block: [['{-', '-}']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-elm',
    definitions: {
      type_annotation: named(functionKind),
      value_declaration: elmValue,
      port_annotation: named(functionKind),
      type_declaration: named(typeKind),
      type_alias_declaration: named(typeKind),
    },
    bodies: new Set(['let_in_expr']),
    transparent: new Set<string>(),
    attached: new Set(['block_comment', 'line_comment']),
    clauses: true,
  },
};
