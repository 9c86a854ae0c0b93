/** How are rules found in CSS and SCSS? */
import { functionKind, namedByChild } from './definitionRules.ts';
import type { Language } from './language.ts';

export const css: Language = {
  id: 'css',
  extensions: ['.css'],
  comments: { line: [], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-css',
    definitions: {
      rule_set: namedByChild({ role: 'unit', shape: 'section' }, ['selectors']),
      keyframes_statement: namedByChild({ role: 'unit', shape: 'section' }, ['keyframes_name']),
    },
    bodies: new Set(['block', 'keyframe_block_list']),
    transparent: new Set(['media_statement', 'supports_statement']),
    attached: new Set(['comment']),
  },
};

export const scss: Language = {
  id: 'scss',
  extensions: ['.scss'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-scss',
    definitions: {
      rule_set: namedByChild({ role: 'unit', shape: 'section' }, ['selectors']),
      keyframes_statement: namedByChild({ role: 'unit', shape: 'section' }, ['keyframes_name']),
      mixin_statement: namedByChild(functionKind, ['name']),
      function_statement: namedByChild(functionKind, ['name']),
    },
    bodies: new Set(['block', 'keyframe_block_list']),
    transparent: new Set(['media_statement', 'supports_statement']),
    attached: new Set(['comment', 'single_line_comment']),
  },
};
