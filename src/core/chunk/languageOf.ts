/** Which language is a file in, by its name or its first line, and is it code or documentation? */
import type { ContentKind, LanguageId } from '../types.ts';
import { allLanguages, languageById } from './languages/all.ts';

const byFileName = new Map<string, LanguageId>();
const byExtension = new Map<string, LanguageId>();
const byInterpreter = new Map<string, LanguageId>();
const byPattern: (readonly [pattern: RegExp, id: LanguageId])[] = [];

function setOnce(map: Map<string, LanguageId>, keys: readonly string[] | undefined, id: LanguageId): void {
  for (const key of keys ?? []) if (!map.has(key)) map.set(key, id);
}

for (const language of allLanguages) {
  setOnce(byFileName, language.fileNames, language.id);
  setOnce(byExtension, language.extensions, language.id);
  setOnce(byInterpreter, language.interpreters, language.id);
  for (const pattern of language.fileNamePatterns ?? []) byPattern.push([pattern, language.id]);
}

/** The longest known extension wins: ".blade.php" before ".php". */
function byLongestExtension(fileName: string): LanguageId | null {
  for (let dot = fileName.indexOf('.'); dot >= 0; dot = fileName.indexOf('.', dot + 1)) {
    const id = byExtension.get(fileName.slice(dot));
    if (id !== undefined) return id;
  }
  return null;
}

const interpreterLine = /^#!\s*(?:\S*\/env\s+(?:-\S+\s+|\w+=\S*\s+)*)?(?:\S*\/)?([A-Za-z]+)[\d.]*(?:\s|$)/;
const editorLine = /-\*-\s*(?:.*mode:\s*)?([\w+#-]+)\s*(?:;.*)?-\*-|\bvim?:.*\b(?:ft|filetype)=(\w+)/;

/** Names that editors' mode lines use where VS Code's identifier differs. */
const modeNames: Readonly<Record<string, LanguageId>> = { 'c++': 'cpp', sh: 'shellscript', 'shell-script': 'shellscript', js: 'javascript' };
const knownIds = new Set(allLanguages.map((language) => language.id));

function byFirstLine(firstLine: string): LanguageId | null {
  const line = firstLine.slice(0, 200);
  const interpreter = interpreterLine.exec(line)?.[1]?.toLowerCase();
  const byProgram = interpreter === undefined ? undefined : byInterpreter.get(interpreter);
  if (byProgram !== undefined) return byProgram;
  if (line.startsWith('<?php')) return 'php';
  if (line.startsWith('<?xml')) return 'xml';
  if (/^<!doctype html/i.test(line)) return 'html';
  const match = editorLine.exec(line);
  const mode = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (mode === undefined) return null;
  const id = Object.hasOwn(modeNames, mode) ? modeNames[mode] : mode;
  return id !== undefined && knownIds.has(id) ? id : null;
}

/** The last part of a path with "/" or "\\", in lower case. */
function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
}

/** A shebang or an editor's mode line stands within this many characters, if anywhere; the first line may be very long. */
const firstLineLength = 200;

/** As languageOf, for a file whose text is at hand. */
export function languageOfText(path: string, text: string): LanguageId {
  return languageOf(path, text.slice(0, firstLineLength).split('\n', 1)[0]);
}

/**
 * VS Code's identifier for the language of a file. `path` may be absolute or relative, with "/" or "\"; the first line
 * is looked at only where the name says nothing. "plaintext" where neither does.
 */
export function languageOf(path: string, firstLine?: string): LanguageId {
  const fileName = fileNameOf(path);
  const byName = byFileName.get(fileName) ?? byPattern.find(([pattern]) => pattern.test(fileName))?.[1] ?? byLongestExtension(fileName);
  return byName ?? (firstLine === undefined ? null : byFirstLine(firstLine)) ?? 'plaintext';
}

/** Files that are prose by convention, with no extension or with one that is only a number ("NEWS.2"). */
const documentName = /^(?:readme|license|licence|copying|changelog|changes|history|news|authors|contributors|contributing|maintainers|notice|install|to-?do|thanks|credits|security|support|governance|code_of_conduct|acknowledge?ments|patents|releases?|upgrading|faq|hacking)(?:[-_.]\w+)?$/;

/**
 * "docs" for Markdown, reStructuredText, AsciiDoc, LaTeX, plain text and for README- and LICENSE-like files; "code" for everything
 * else, HTML included: in a workspace it is mostly templates. Plain text whose extension is unknown counts as code.
 */
export function contentKindOf(language: LanguageId, path: string): ContentKind {
  const known = languageById(language);
  if (known !== null && language !== 'plaintext') return known.contentKind;
  const fileName = fileNameOf(path);
  const isText = fileName.endsWith('.txt') || fileName.endsWith('.text');
  return isText || documentName.test(fileName) ? 'docs' : 'code';
}
