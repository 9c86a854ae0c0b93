/** How are definitions found in PowerShell? */
import { classKind, functionKind, namedByChild, typeKind } from './definitionRules.ts';
import type { Language } from './language.ts';

export const powershell: Language = {
  id: 'powershell',
  extensions: ['.ps1', '.psm1', '.psd1', '.pssc', '.psrc'],
  interpreters: ['pwsh'],
  comments: { line: ['#'], block: [['<#', '#>']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-powershell',
    definitions: {
      function_statement: namedByChild(functionKind, ['function_name']),
      class_statement: namedByChild(classKind, ['simple_name']),
      class_method_definition: namedByChild(functionKind, ['simple_name']),
      enum_statement: namedByChild(typeKind, ['simple_name']),
    },
    bodies: new Set(['statement_list', 'script_block', 'script_block_body', 'statement_block']),
    transparent: new Set<string>(),
    attached: new Set(['comment']),
  },
};
