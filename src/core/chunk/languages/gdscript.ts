/** How are definitions found in GDScript? */
import { classKind, fixedName, functionKind, named, typeKind, variableKind } from './definitionRules.ts';
import type { Language } from './language.ts';

export const gdscript: Language = {
  id: 'gdscript',
  extensions: ['.gd'],
  comments: { line: ['#'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-gdscript',
    definitions: {
      class_definition: named(classKind),
      function_definition: named(functionKind),
      constructor_definition: fixedName(functionKind, '_init'),
      enum_definition: named(typeKind),
      const_statement: named(variableKind),
      variable_statement: named(variableKind),
    },
    bodies: new Set(['body']),
    transparent: new Set<string>(),
    attached: new Set(['comment', 'annotation']),
  },
};
