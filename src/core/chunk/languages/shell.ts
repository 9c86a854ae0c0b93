/** How are definitions found in shell scripts? */
import { functionKind, named, variableKind } from './definitionRules.ts';
import type { Language } from './language.ts';

export const shellscript: Language = {
  id: 'shellscript',
  extensions: ['.sh', '.bash', '.bashrc', '.bash_aliases', '.bash_profile', '.bash_login', '.ebuild', '.eclass', '.profile', '.zsh', '.zshrc',
    '.zprofile', '.zlogin', '.zshenv', '.ksh', '.bats', '.command'],
  fileNames: ['.bashrc', '.bash_profile', '.bash_aliases', '.profile', '.zshrc', '.zprofile', '.zshenv', '.envrc', 'apkbuild', 'pkgbuild'],
  interpreters: ['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'bats'],
  comments: { line: ['#'], block: [] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-bash',
    definitions: {
      function_definition: named(functionKind),
      variable_assignment: named(variableKind),
    },
    bodies: new Set(['compound_statement', 'do_group']),
    transparent: new Set(['if_statement']),
    attached: new Set(['comment']),
  },
};
