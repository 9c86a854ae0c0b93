/** How is a piece of code or text named? */
import { identifierParts } from '../lexical/identifierParts.ts';
import { wordTerms } from '../lexical/tokenise.ts';
import { codeTokens } from './codeTokens.ts';
import { definedNames } from './definedNames.ts';
import type { Feature, Piece, View } from './view.ts';

/** What a parameter's name counts against the name of what takes it. */
const parameterWeight = 0.2;

/** The names that it defines, of functions, types, parameters; of prose its heading. Null where it defines nothing. */
export function nameView({ text, language, kind, symbols }: Piece): View | null {
  const defined = kind === 'code' ? definedNames(codeTokens(text, language).filter((token) => token.kind !== 'comment')) : [];
  const names = [...new Set([...symbols, ...defined.map(({ name }) => name)])];
  const parameters = [...new Set(defined.flatMap((each) => each.parameters))];
  const features = new Map<Feature, number>();
  for (const term of parameters.flatMap(wordTerms)) features.set(term, parameterWeight);
  for (const term of names.flatMap(wordTerms)) features.set(term, 1);
  return names.length ? { text: [...names, ...parameters].flatMap(wordsOf).join(' ').toLowerCase(), features } : null;
}

const wordsOf = (name: string): string[] => name.split(/[^\p{L}\p{N}_$]+/u).flatMap(identifierParts);
