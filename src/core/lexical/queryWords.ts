/** Which words of a query name what is sought? */
import { stopWords } from './stopWords.ts';
import { wordTerms } from './tokenise.ts';

/** The distinct words as terms, with identifiers taken apart; without stop words, unless there is nothing else. */
export function queryWords(query: string): readonly string[] {
  const words = [...new Set(wordTerms(query))];
  const telling = words.filter((word) => !stopWords.has(word));
  return telling.length > 0 ? telling : words;
}
