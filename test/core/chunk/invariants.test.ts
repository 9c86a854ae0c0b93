/** Is every line of every text in exactly one chunk, whatever the text is? */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { TreeSitterParser } from '../../../src/adapters/treeSitterParser.ts';
import { maximumSize } from '../../../src/core/chunk/chunkSizes.ts';
import { enclosingChunk } from '../../../src/core/chunk/enclosingChunk.ts';
import { chunkFile } from '../../../src/core/chunk/chunkFile.ts';
import { linesOf as linesOfFile } from '../../../src/core/chunk/fileStructure.ts';
import { allLanguages } from '../../../src/core/chunk/languages/all.ts';
import { languageOf } from '../../../src/core/chunk/languageOf.ts';
import type { Chunk } from '../../../src/core/types.ts';
import { chunkText, linkedGrammars } from './grammars.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/chunks');
const parser = new TreeSitterParser(linkedGrammars());
const samples = readdirSync(fixtures).sort().map((file) => ({
  name: file.replace(/\.fixture$/, ''),
  text: readFileSync(path.join(fixtures, file), 'utf8'),
}));

/** Numbers that look random and are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const nonWhitespace = (text: string) => text.replace(/[\s\0-\x1f\ufeff]/g, '').length;

function assertTiles(chunks: readonly Chunk[], lines: readonly string[], what: string): void {
  let next = 1;
  for (const chunk of chunks) {
    const range = `${what} ${chunk.startLine}-${chunk.endLine}`;
    assert.equal(chunk.startLine, next, range);
    assert.ok(chunk.endLine >= chunk.startLine, range);
    assert.equal(chunk.text, lines.slice(chunk.startLine - 1, chunk.endLine).join('\n'), range);
    const filled = lines.slice(chunk.startLine - 1, chunk.endLine).filter((line) => nonWhitespace(line) > 0);
    assert.ok(nonWhitespace(chunk.text) <= maximumSize || filled.length === 1, `${range} is too long`);
    assert.equal(new Set(chunk.definitions).size, chunk.definitions.length, range);
    next = chunk.endLine + 1;
  }
  assert.equal(next, lines.length + 1, `${what}: all lines`);
}

/** What people read of a file: as many lines as the file has. */
function readableOf(name: string, text: string): string[] {
  const lines = linesOfFile({ language: languageOf(name, text.split('\n', 1)[0]), text });
  assert.equal(lines.count, linesOf(text).length, name);
  return Array.from({ length: lines.count }, (_, index) => lines.line(index + 1));
}

async function assertTiled(name: string, text: string, what: string): Promise<void> {
  assertTiles((await chunkText(parser, name, text)).chunks, readableOf(name, text), what);
}

test('every sample is tiled by its chunks', async () => {
  for (const { name, text } of samples) await assertTiled(name, text, name);
});

test('every sample is tiled with each kind of line end', async () => {
  for (const { name, text } of samples) {
    const expected = (await chunkText(parser, name, text)).chunks;
    const windows = text.replaceAll('\n', '\r\n');
    assert.deepEqual((await chunkText(parser, name, windows)).chunks, expected, `${name} with CRLF`);
    await assertTiled(name, text.replaceAll('\n', '\r'), `${name} with lone CR`);
    await assertTiled(name, text.replace(/\n/g, (_end, offset: number) => ['\n', '\r\n', '\r'][offset % 3] ?? '\n'), `${name} with mixed ends`);
  }
});

test('every sample is tiled when it is cut off or begins anywhere', async () => {
  const random = seeded(1);
  for (const { name, text } of samples) {
    for (let round = 0; round < 12; round++) {
      const cut = Math.floor(random() * text.length);
      await assertTiled(name, text.slice(0, cut), `${name} up to ${cut}`);
      await assertTiled(name, text.slice(cut), `${name} from ${cut}`);
    }
  }
});

test('every sample is tiled with characters dropped, doubled and replaced', async () => {
  const random = seeded(2);
  const odd = ['{', '}', '(', ')', '"', "'", '`', '\n', '\r', '\0', '/*', '*/', '#', '<', 'é', '😀', '\ud800', '\t', '```\n', '---\n'];
  for (const { name, text } of samples) {
    for (let round = 0; round < 8; round++) {
      let damaged = text;
      for (let change = 0; change < 10; change++) {
        const at = Math.floor(random() * damaged.length);
        damaged = damaged.slice(0, at) + (odd[Math.floor(random() * odd.length)] ?? '') + damaged.slice(at + Math.floor(random() * 4));
      }
      await assertTiled(name, damaged, `${name} damaged ${round}`);
    }
  }
});

test('random text is tiled in every language', async () => {
  const random = seeded(3);
  const pieces = ['def ', 'class ', 'function ', 'end', '{', '}', '(', ')', ';', ':', ' ', '    ', '\n', '\n\n', '\r\n', '# ', '## x\n', '=====\n', 'name', 'x = 1', '"', '<?php ', '/*', '//', '\0', '字'];
  for (const language of allLanguages) {
    const name = `file${language.extensions[0] ?? `/${language.fileNames?.[0] ?? ''}`}`;
    for (let round = 0; round < 3; round++) {
      const text = Array.from({ length: 1500 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      await assertTiled(name, text, `${language.id} ${round}`);
    }
  }
});

test('a file without a character has no chunks, one of blank lines has one', async () => {
  assert.deepEqual((await chunkText(parser, 'a.ts', '')).chunks, []);
  assert.deepEqual((await chunkText(parser, 'a.md', '')).chunks, []);
  assert.equal((await chunkText(parser, 'a.ts', '\n \n\n')).chunks.length, 1);
  assert.equal((await chunkText(parser, 'a.unknown', '\n\n')).chunks.length, 1);
});

test('the same text gives the same chunks, whatever was parsed before', async () => {
  for (const { name, text } of samples) {
    const first = await chunkText(parser, name, text);
    await chunkText(parser, 'other.rb', 'class {{{ def');
    assert.deepEqual(await chunkText(parser, name, text), first, name);
  }
});

test('each line of each sample has an enclosing range that holds it', async () => {
  for (const { name, text } of samples) {
    const language = languageOf(name);
    const tree = await parser.parse(text, language);
    const readable = readableOf(name, text);
    const count = readable.length;
    for (let line = 1; line <= count; line++) {
      const { startLine, endLine } = enclosingChunk({ path: name, language, text }, tree, line);
      const blank = (readable[line - 1] ?? '').trim() === '';
      assert.ok(startLine <= line && (line <= endLine || blank) && endLine <= count, `${name}:${line} gave ${startLine}-${endLine}`);
    }
    tree?.delete();
  }
});

test('a language with a grammar but without a tree gets line chunks and says so', () => {
  const text = Array.from({ length: 400 }, (_, line) => `const value${line} = compute(${line});`).join('\n');
  const result = chunkFile({ path: 'a.ts', language: 'typescript', text }, null);
  assertTiles(result.chunks, linesOf(text), 'no tree');
  assert.deepEqual(result.problems.map((problem) => problem.code), ['parseFailed']);
  assert.ok(result.chunks.length > 1 && result.chunks.every((chunk) => chunk.shape === 'lines' && chunk.symbol === null));
});
