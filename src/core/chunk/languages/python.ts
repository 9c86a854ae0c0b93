/** How are definitions found in Python? */
import { classKind, definition, functionKind, named, typeKind, variableKind, wrapper } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

const assignment: DefinitionRule = (node, context) => {
  const inner = node.namedChildren[0];
  const target = inner?.type === 'assignment' ? inner.childForFieldName('left') : null;
  return target?.type === 'identifier' ? definition(variableKind, target, node, context) : null;
};

export const python: Language = {
  id: 'python',
  extensions: ['.py', '.pyi', '.pyw', '.rpy', '.cpy', '.gyp', '.gypi', '.pyt'],
  fileNames: ['sconstruct', 'sconscript', 'wscript'],
  interpreters: ['python', 'python2', 'python3', 'pypy', 'pypy3'],
  comments: { line: ['#'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-python',
    definitions: {
      function_definition: named(functionKind),
      class_definition: named(classKind),
      decorated_definition: wrapper,
      type_alias_statement: named(typeKind, 'left'),
      expression_statement: assignment,
    },
    bodies: new Set(['block']),
    transparent: new Set(['if_statement', 'else_clause', 'elif_clause', 'try_statement', 'except_clause', 'with_statement']),
    attached: new Set(['comment', 'decorator']),
  },
};
