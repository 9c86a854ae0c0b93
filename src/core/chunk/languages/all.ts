/** Which languages are there? The one list: earlier entries win where two claim the same file. */
import { cLanguage, cppLanguage } from './cFamily.ts';
import { csharp } from './csharp.ts';
import { css, scss } from './css.ts';
import { dart } from './dart.ts';
import { dataLanguages } from './data.ts';
import { documentLanguages } from './documents.ts';
import { ecmascriptLanguages } from './ecmascript.ts';
import { elixir } from './elixir.ts';
import { elm, gleam } from './functional.ts';
import { gdscript } from './gdscript.ts';
import { go } from './go.ts';
import { haskell } from './haskell.ts';
import { java } from './java.ts';
import { kotlin } from './kotlin.ts';
import type { Language } from './language.ts';
import { lua } from './lua.ts';
import { outlinedLanguages } from './outlined.ts';
import { php } from './php.ts';
import { powershell } from './powershell.ts';
import { python } from './python.ts';
import { r } from './r.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { scala } from './scala.ts';
import { shellscript } from './shell.ts';
import { swift } from './swift.ts';
import { terraform } from './terraform.ts';
import { zig } from './zig.ts';

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
  scss,
  shellscript,
  kotlin,
  swift,
  scala,
  elixir,
  haskell,
  lua,
  zig,
  dart,
  r,
  powershell,
  terraform,
  gdscript,
  gleam,
  elm,
  ...outlinedLanguages,
  ...dataLanguages,
  ...documentLanguages,
];

const byId = new Map(allLanguages.map((language) => [language.id, language]));

/** What is known of a language; null for identifiers that are not in the list. */
export function languageById(id: string): Language | null {
  return byId.get(id) ?? null;
}
