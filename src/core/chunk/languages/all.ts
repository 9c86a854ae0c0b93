/** Which languages are there? The one list: earlier entries win where two claim the same file. */
import { cLanguage, cppLanguage } from './cFamily.ts';
import { csharp } from './csharp.ts';
import { css } from './css.ts';
import { dataLanguages } from './data.ts';
import { documentLanguages } from './documents.ts';
import { ecmascriptLanguages } from './ecmascript.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import type { Language } from './language.ts';
import { outlinedLanguages } from './outlined.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { shellscript } from './shell.ts';

export const allLanguages: readonly Language[] = [
  ...ecmascriptLanguages,
  python,
  go,
  rust,
  java,
  cLanguage,
  cppLanguage,
  csharp,
  ruby,
  php,
  css,
  shellscript,
  ...outlinedLanguages,
  ...dataLanguages,
  ...documentLanguages,
];

const byId = new Map(allLanguages.map((language) => [language.id, language]));

/** What is known of a language; null for identifiers that are not in the list. */
export function languageById(id: string): Language | null {
  return byId.get(id) ?? null;
}
