/**
 * What does the extension say, and what of it has no translation?  node scripts/localisation.ts [LANGUAGE]
 * Prints, as JSON, the messages of the sources and of package.json that a language lacks, and those that nobody says any more.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.ts';

/** Display languages that there are translations for, as VS Code names them. */
export const languages = ['de', 'es', 'fr', 'ja', 'pt-br', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

type Bundle = Readonly<Record<string, string>>;

const readJson = (file: string): Bundle => (existsSync(path.join(root, file)) ? JSON.parse(readFileSync(path.join(root, file), 'utf8')) : {});

/** What the code says, by the English message; and what package.json says, by the key. */
export const translated = (language: Language) => ({ code: readJson(`l10n/bundle.l10n.${language}.json`), manifest: readJson(`package.nls.${language}.json`) });
export const manifestEnglish = (): Bundle => readJson('package.nls.json');

/** English messages of all calls of `t`. Throws where one is put together: nobody could translate it. */
export function spokenMessages(): ReadonlySet<string> {
  const files = globSync('src/{extension,webview,protocol}/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('localise.ts'));
  return new Set(files.flatMap((file) => messagesOf(file, readFileSync(path.join(root, file), 'utf8'))));
}

const calls = /(?<![\w.$])(?:vscode\.l10n\.)?t\(\s*(?:(['"`])((?:(?!\1)[^\\]|\\.)*)\1)?/g;

export function messagesOf(file: string, text: string): string[] {
  return [...text.matchAll(calls)].map(({ 0: call, 1: quote, 2: message, index }) => {
    if (message === undefined || (quote === '`' && message.includes('${'))) throw new Error(`${file}: ${text.slice(index, index + call.length + 40)} has no message that is written out`);
    return message.replace(/\\u\{?([0-9a-fA-F]{4})\}?/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\(.)/g, '$1');
  });
}

/** Keys that package.json uses ("%key%"). */
export const manifestKeys = (): ReadonlySet<string> => new Set([...readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]!));

/** "{0}" and the like, commands of links, and `code`: all that a translation must have as well, in any order. */
export const unchangeable = (message: string): string[] => (message.match(/\{\d\}|\(command:[^)]+\)|`[^`]+`/g) ?? []).sort();

export function differences(language: Language): { readonly missing: Bundle; readonly unused: readonly string[] } {
  const { code, manifest } = translated(language);
  const english = manifestEnglish();
  const [spoken, keys] = [spokenMessages(), manifestKeys()];
  const missing = [...[...spoken].filter((message) => !(message in code)).map((message) => [message, message]), ...[...keys].filter((key) => !(key in manifest)).map((key) => [`%${key}%`, english[key] ?? ''])];
  return { missing: Object.fromEntries(missing), unused: [...Object.keys(code).filter((message) => !spoken.has(message)), ...Object.keys(manifest).filter((key) => !keys.has(key)).map((key) => `%${key}%`)] };
}

if (import.meta.main) {
  const chosen = languages.find((language) => language === process.argv[2]);
  if (!chosen) throw new Error(`Say which: ${languages.join(', ')}`);
  console.log(JSON.stringify(differences(chosen), null, 2));
}
