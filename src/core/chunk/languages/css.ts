/** How are rules found in CSS? */
import { namedByChild } from './definitionRules.ts';
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
