/** What does the documentation of a piece of code or text say? */
import { wordTerms } from '../lexical/tokenise.ts';
import { codeTokens } from './codeTokens.ts';
import type { Feature, Piece, View } from './view.ts';

/** Of code its comments and documenting strings; of prose all of it, its heading first. Null where code has no comment. */
export function documentationView({ text, language, kind, symbols }: Piece): View | null {
  const said = kind === 'docs' ? [...symbols, text].join('\n') : codeTokens(text, language).filter((token) => token.kind === 'comment').map((token) => token.text).join('\n');
  const prose = said.replace(/[@\\]\w+/g, ' ').replace(/<\/?\w+>/g, ' ').replace(/[^\p{L}\p{N}.,:'\n-]+/gu, ' ').trim();
  const features = wordFeatures(prose);
  return features.size ? { text: prose, features } : null;
}

/** The words of a text, each once, with identifiers taken apart. */
export function wordFeatures(text: string): ReadonlyMap<Feature, number> {
  return new Map(wordTerms(text).map((term) => [term, 1]));
}
