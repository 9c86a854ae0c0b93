/** Which part of a snippet is a keyword, a string, a comment? The one importer of highlight.js; its answer here is tokens, never markup. */
import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import dart from 'highlight.js/lib/languages/dart';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import elixir from 'highlight.js/lib/languages/elixir';
import go from 'highlight.js/lib/languages/go';
import graphql from 'highlight.js/lib/languages/graphql';
import haskell from 'highlight.js/lib/languages/haskell';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import less from 'highlight.js/lib/languages/less';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import objectivec from 'highlight.js/lib/languages/objectivec';
import perl from 'highlight.js/lib/languages/perl';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import protobuf from 'highlight.js/lib/languages/protobuf';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import scala from 'highlight.js/lib/languages/scala';
import scss from 'highlight.js/lib/languages/scss';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const grammars = {
  bash, c, cpp, csharp, css, dart, diff, dockerfile, elixir, go, graphql, haskell, ini, java, javascript, json, kotlin, less, lua,
  makefile, markdown, objectivec, perl, php, powershell, protobuf, python, r, ruby, rust, scala, scss, sql, swift, typescript, xml, yaml,
};
for (const [name, grammar] of Object.entries(grammars)) core.registerLanguage(name, grammar);

export interface Token {
  readonly text: string;
  /** highlight.js's class names, "hljs-keyword" or "hljs-title function_"; null for plain text. */
  readonly scope: string | null;
}

export type TokenLines = readonly (readonly Token[])[];

/** Texts whose tokens are remembered, those of the hits seen last: from letter to letter most of them stay. */
const maxRemembered = 200;
const remembered = new Map<string, TokenLines>();
const keyOf = (text: string, grammar: string): string => `${grammar}\n${text}`;

/** The tokens of each line; joined, they are exactly the text. A grammar that is null or unknown gives one plain token a line. */
export function highlightLines(text: string, grammar: string | null): TokenLines {
  if (grammar === null || core.getLanguage(grammar) === undefined) return plainLines(text);
  const key = keyOf(text, grammar);
  const lines = remembered.get(key) ?? parseLines(core.highlight(text, { language: grammar, ignoreIllegals: true }).value);
  remembered.delete(key);
  remembered.set(key, lines);
  for (const oldest of remembered.keys()) if (remembered.size > maxRemembered) remembered.delete(oldest);
  return lines;
}

/** Whether the tokens are there without work. */
export function isHighlighted(text: string, grammar: string | null): boolean {
  return grammar === null || core.getLanguage(grammar) === undefined || remembered.has(keyOf(text, grammar));
}

/** One plain token a line. */
export const plainLines = (text: string): TokenLines => text.split('\n').map((line) => [{ text: line, scope: null }]);

/** A line without its first characters. */
export function withoutStart(line: readonly Token[], characters: number): Token[] {
  const kept: Token[] = [];
  let left = characters;
  for (const { text, scope } of line) {
    if (text.length > left) kept.push({ text: text.slice(left), scope });
    left = Math.max(0, left - text.length);
  }
  return kept;
}

/** highlight.js writes only these: <span class="…">, </span>, and text with five escapes. */
const pieces = /<span class="([^"]*)">|(<\/span>)|(\n)|([^<\n]+)/g;

function parseLines(markup: string): Token[][] {
  const open: string[] = [];
  const lines: Token[][] = [[]];
  for (const [, scope, close, lineBreak, text] of markup.matchAll(pieces)) {
    if (scope !== undefined) open.push(scope);
    else if (close !== undefined) open.pop();
    else if (lineBreak !== undefined) lines.push([]);
    else lines.at(-1)?.push({ text: unescape(text ?? ''), scope: open.at(-1) ?? null });
  }
  return lines;
}

const escapes: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" };
const unescape = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (escape) => escapes[escape] ?? escape);
