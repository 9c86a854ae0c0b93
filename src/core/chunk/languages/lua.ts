/** How are definitions found in Lua? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, definition, functionKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, FoundDefinition, Language, RuleContext } from './language.ts';

/** "M.add" and "M:add" are add, qualified by M. */
function functionNamed(name: SyntaxNode | null, inner: SyntaxNode, context: RuleContext): FoundDefinition | null {
  const owner = name?.childForFieldName('table');
  const last = name?.childForFieldName('field') ?? name?.childForFieldName('method') ?? name;
  return definition(functionKind, last ?? null, inner, context, owner ? [context.textOf(owner)] : []);
}

const functionDeclaration: DefinitionRule = (node, context) => functionNamed(node.childForFieldName('name'), node, context);

/** "name = function() ... end", or a variable that is given a value. */
const assignment: DefinitionRule = (node, context) => {
  const target = childOfType(node, ['variable_list'])?.namedChildren[0] ?? null;
  const value = childOfType(node, ['expression_list'])?.namedChildren[0] ?? null;
  if (value?.type === 'function_definition') return functionNamed(target, value, context);
  return target?.type === 'identifier' ? definition(variableKind, target, node, context) : null;
};

const local: DefinitionRule = (node, context) => {
  const inner = childOfType(node, ['assignment_statement']);
  return inner && assignment(inner, context);
};

/** "name = function() ... end" in a table. */
const field: DefinitionRule = (node, context) => {
  const value = node.childForFieldName('value');
  return value?.type === 'function_definition' ? functionNamed(node.childForFieldName('name'), value, context) : null;
};

export const lua: Language = {
  id: 'lua',
  extensions: ['.lua', '.rockspec', '.luau'],
  interpreters: ['lua', 'luajit'],
  comments: { line: ['--'], block: [['--[[', ']]']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-lua',
    definitions: { function_declaration: functionDeclaration, variable_declaration: local, assignment_statement: assignment, field },
    bodies: new Set(['block', 'table_constructor']),
    transparent: new Set(['if_statement', 'do_statement', 'else_statement', 'elseif_statement']),
    attached: new Set(['comment']),
  },
};
