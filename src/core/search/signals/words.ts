/** How well do the query's words match the chunk's, by BM25F? */
import type { Signal } from '../candidate.ts';

export const words: Signal = {
  name: 'words',
  weight: 0.6,
  value: ({ lexical }, { topLexical }) => (topLexical > 0 ? lexical / topLexical : 0),
};
