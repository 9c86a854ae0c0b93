/** How is something said in the user's language? English where there is no translation; l10n/ holds them, by the English text. */
import { config, t as translate } from '@vscode/l10n';

export type Translations = Readonly<Record<string, string>>;

let language = 'en';
let translated = false;

/** Once, before anything is said: modules may say something when they are loaded. `spoken`: a BCP 47 tag. */
export function speak(spoken: string, translations: Translations | undefined): void {
  language = spoken;
  translated = translations !== undefined && Object.keys(translations).length > 0;
  config({ contents: { ...translations } });
}

/** `{0}`, `{1}` … in the message stand for the arguments. Written out in each call: test/repo/localisation.test.ts looks for the messages. */
export const t = (message: string, ...args: (string | number)[]): string => translate(message, ...args);

/** Whether messages are said in another language than English. */
export const isTranslated = (): boolean => translated;

/** For numbers and dates. */
export const spokenLanguage = (): string => language;
