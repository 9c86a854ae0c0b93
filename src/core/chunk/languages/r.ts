/** How are definitions found in R? */
import { childOfType, definition, functionKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** "add <- function(a, b) ...", or a variable that is given a value. */
const assignment: DefinitionRule = (node, context) => {
  const name = node.childForFieldName('lhs');
  const value = node.childForFieldName('rhs');
  if (name?.type !== 'identifier' || !value) return null;
  return value.type === 'function_definition' ? definition(functionKind, name, value, context) : definition(variableKind, name, node, context);
};

const definingCalls = new Set(['setClass', 'setGeneric', 'setMethod', 'setRefClass', 'test_that', 'describe']);

const call: DefinitionRule = (node, context) => {
  const name = node.childForFieldName('function');
  if (name === null || !definingCalls.has(context.textOf(name))) return null;
  const value = node.childForFieldName('arguments')?.namedChildren[0]?.childForFieldName('value') ?? null;
  return definition(functionKind, value && childOfType(value, ['string_content']), node, context);
};

export const r: Language = {
  id: 'r',
  extensions: ['.r', '.rhistory', '.rprofile', '.rt'],
  interpreters: ['rscript', 'r'],
  comments: { line: ['#'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-r',
    definitions: { binary_operator: assignment, call },
    bodies: new Set(['braced_expression']),
    transparent: new Set<string>(),
    attached: new Set(['comment']),
  },
};
