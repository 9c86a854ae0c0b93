/** What is wanted, and what is not, in "similar, but ..."? */
import { languagesNamed } from '../search/languageNames.ts';
import type { LanguageId } from '../types.ts';

export interface Wish {
  readonly words: string;
  /** As in "in Python", which is no word of the code. */
  readonly languages: readonly LanguageId[];
}

export interface But {
  readonly wanted: Wish;
  readonly unwanted: Wish;
}

const clauseEnd = /[,;]|\bbut\b|(?=\b(?:not|no|without|except)\b)/i;
const negation = /^\s*(?:not|no|without|except)\b/i;
const inLanguage = /\bin\s+([\p{L}\p{N}+#-]+)/giu;

/** "asynchronous, not in tests": after "not", "no", "without" or "except" and up to a comma or "but" stands what is not wanted. */
export function parseBut(text: string): But {
  const clauses = text.split(clauseEnd).filter((clause) => clause !== undefined && clause.trim() !== '');
  const wish = (negated: boolean): Wish => wishOf(clauses.filter((clause) => negation.test(clause) === negated).map((clause) => clause.replace(negation, '').trim()).join(' '));
  return { wanted: wish(false), unwanted: wish(true) };
}

export const isEmpty = ({ words, languages }: Wish): boolean => words === '' && languages.length === 0;

function wishOf(text: string): Wish {
  const languages: LanguageId[] = [];
  const words = text.replace(inLanguage, (written, name: string) => {
    const named = languagesNamed(name);
    languages.push(...named);
    return named.length ? '' : written;
  });
  return { words: words.replace(/\s+/g, ' ').trim(), languages };
}
