/** What is a chunk of a file called, what is it told about where it stands, and where is it cut? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { TreeSitterParser } from '../../../src/adapters/treeSitterParser.ts';
import { maximumSize, signatureLength } from '../../../src/core/chunk/chunkSizes.ts';
import { enclosingChunk, type Enclosing } from '../../../src/core/chunk/enclosingChunk.ts';
import { languageOf } from '../../../src/core/chunk/languageOf.ts';
import type { Chunk } from '../../../src/core/types.ts';
import { chunkText, linkedGrammars } from './grammars.ts';

const parser = new TreeSitterParser(linkedGrammars());

async function chunksOf(path: string, lines: readonly string[]): Promise<readonly Chunk[]> {
  return (await chunkText(parser, path, lines.join('\n'))).chunks;
}

async function enclosing(path: string, lines: readonly string[], line: number): Promise<Enclosing> {
  const text = lines.join('\n');
  const language = languageOf(path);
  const tree = await parser.parse(text, language);
  const result = enclosingChunk({ path, language, text }, tree, line);
  tree?.delete();
  return result;
}

/** Statements of about 40 characters each. */
const statements = (count: number, indentation = '  ') =>
  Array.from({ length: count }, (_, number) => `${indentation}const value${number} = compute(${number}, previous);`);

const words = (count: number) => Array.from({ length: count }, (_, number) => `word${number % 10}`).join(' ');

test('a function keeps the comment directly above it, not one that a blank line parts from it', async () => {
  const body = statements(8);
  const chunks = await chunksOf('a.ts', ['// About the file.', '', '// About run.', '/** More of it. */', 'function run() {', ...body, '}']);
  const run = chunks.find((chunk) => chunk.symbol === 'run');
  assert.ok(run?.text.includes('// About run.'));
  const separate = await chunksOf('a.ts', [`/* ${words(60)} */`, '', 'function run() {', ...body, '}']);
  assert.deepEqual(separate.map((chunk) => chunk.symbol), [null, 'run']);
});

test('a function that is too long is cut between statements, its later parts told its signature', async () => {
  const chunks = await chunksOf('a.ts', ['export function long(', '  first: number,', '): void {', ...statements(120), '}']);
  assert.ok(chunks.length >= 3);
  assert.ok(chunks.every((chunk) => chunk.symbol === 'long' && chunk.shape === 'function'));
  assert.deepEqual(chunks.map((chunk) => chunk.context), [[], ...chunks.slice(1).map(() => ['export function long('])]);
  assert.deepEqual(chunks.map((chunk) => chunk.definitions), [['long'], ...chunks.slice(1).map(() => [])]);
});

test('parts of a long function are about equally long', async () => {
  const chunks = await chunksOf('a.py', ['def long():', ...statements(90, '    ').map((line) => line.replace('const ', ''))]);
  const sizes = chunks.map((chunk) => chunk.text.replace(/\s/g, '').length);
  assert.ok(Math.max(...sizes) < 1.5 * Math.min(...sizes), sizes.join(' '));
});

test('a long signature is cut in the context', async () => {
  const chunks = await chunksOf('a.ts', [`function long(${'parameter: number, '.repeat(40)}): void {`, ...statements(120), '}']);
  assert.equal(chunks.at(-1)?.context[0]?.length, signatureLength);
});

test('a class that is too long becomes its head and its members, each told where it stands', async () => {
  const method = (name: string) => [`  ${name}() {`, ...statements(16, '    '), '  }', ''];
  const chunks = await chunksOf('a.ts', ['namespace outer {', 'class Box extends Thing {', '  size = 3;', ...method('open'), ...method('close'), '}', '}']);
  assert.deepEqual(chunks.map((chunk) => [chunk.symbol, ...chunk.context]), [['Box', 'outer'], ['open', 'outer', 'Box'], ['close', 'outer', 'Box']]);
  assert.deepEqual(chunks[0]?.definitions, ['Box', 'outer']);
});

test('short functions are packed and all their names kept', async () => {
  const chunks = await chunksOf('a.go', ['package a', '', 'func One() int { return 1 }', '', 'func Two() int { return 2 }']);
  assert.equal(chunks.length, 1);
  assert.deepEqual([...(chunks[0]?.definitions ?? [])].sort(), ['One', 'Two']);
});

test('a test is found by its title but defines no name', async () => {
  const chunks = await chunksOf('a.test.ts', ["test('opens the box', () => {", ...statements(8), '});']);
  assert.equal(chunks[0]?.symbol, 'opens the box');
  assert.deepEqual(chunks[0]?.definitions, []);
});

test('methods inside an exported object are found though nothing names the object', async () => {
  const method = (name: string) => [`  ${name}(input) {`, ...statements(16, '    '), '  },'];
  const chunks = await chunksOf('a.js', ['module.exports = {', ...method('encode'), ...method('decode'), '};']);
  assert.deepEqual(chunks.map((chunk) => chunk.symbol), ['encode', 'decode']);
});

test('variables inside a function define nothing', async () => {
  const chunks = await chunksOf('a.py', ['def run():', ...Array.from({ length: 150 }, (_, number) => `    local_${number} = compute(previous)`)]);
  assert.ok(chunks.length > 1 && chunks.every((chunk) => chunk.definitions.every((name) => name === 'run')));
});

test('a line of any length is one chunk and draws no other line into it', async () => {
  for (const path of ['a.ts', 'a.txt', 'a.md', 'a.kt']) {
    const chunks = await chunksOf(path, ['let before = 1;', `let long = "${'x'.repeat(5 * maximumSize)}";`, 'let after = 2;']);
    const long = chunks.find((chunk) => chunk.text.length > maximumSize);
    assert.deepEqual([long?.startLine, long?.endLine], [2, 2], path);
  }
});

test('a syntax error is reported and the rest of the file still has its names', async () => {
  const text = ['const broken = = 3;', '', 'function whole() {', ...statements(8), '}', '', 'class Also { ]'].join('\n');
  const { chunks, problems } = await chunkText(parser, 'a.ts', text);
  assert.deepEqual(problems.map((problem) => problem.code), ['parseErrors']);
  assert.ok(chunks.some((chunk) => chunk.definitions.includes('whole')));
});

test('plain text is cut at paragraphs', async () => {
  const paragraphs = Array.from({ length: 12 }, () => [words(60), words(60), '']).flat();
  const chunks = await chunksOf('a.txt', paragraphs);
  assert.ok(chunks.length > 2);
  assert.ok(chunks.slice(0, -1).every((chunk) => chunk.text.endsWith('\n')), 'each ends with its blank line');
});

test('a fenced block that fits is never cut, one that is too long is', async () => {
  const fence = (count: number) => ['```ts', ...statements(count), '', ...statements(3), '```'];
  const filler = [words(150), ''];
  const kept = await chunksOf('a.md', ['# Title', '', ...filler, ...filler, ...fence(25), '', ...filler, ...fence(25)]);
  for (const chunk of kept) assert.equal((chunk.text.match(/^```/gm) ?? []).length % 2, 0, chunk.text);
  const cut = await chunksOf('a.md', ['# Title', '', ...fence(200)]);
  assert.ok(cut.length > 2 && cut.every((chunk) => chunk.symbol === 'Title'));
});

test('a section is told the headings above it, its later parts also its own', async () => {
  const long = Array.from({ length: 10 }, () => [words(70), '']).flat();
  const chunks = await chunksOf('a.md', ['# Book', '', words(50), '', '## Chapter', '', words(50), '', '### Scene', '', ...long]);
  assert.deepEqual(chunks.map((chunk) => [chunk.symbol, ...chunk.context]).slice(0, 4), [
    ['Book'],
    ['Chapter', 'Book'],
    ['Scene', 'Book', 'Chapter'],
    ['Scene', 'Book', 'Chapter', 'Scene'],
  ]);
});

test('front matter, fences and hashtags are no headings', async () => {
  const chunks = await chunksOf('a.md', ['---', '# a: b', '---', '', '```', '# c', '```', '', '#hashtag', '', '    # indented', '', `# Real`, '', words(80)]);
  assert.deepEqual(chunks.flatMap((chunk) => chunk.definitions), ['Real']);
});

test('the enclosing range is the smallest definition, whole, with its comment', async () => {
  const lines = ['import a;', '', 'class Box {', '  // Opens.', '  open() {', ...statements(100, '    '), '  }', '', '  close() {', '    shut();', '  }', '}', '', ''];
  assert.deepEqual(await enclosing('a.js', lines, 50), { startLine: 4, endLine: 106, symbol: 'open' });
  assert.deepEqual(await enclosing('a.js', lines, 109), { startLine: 108, endLine: 111, symbol: 'close' });
  assert.deepEqual(await enclosing('a.js', lines, 3), { startLine: 3, endLine: 111, symbol: 'Box' });
  assert.equal((await enclosing('a.js', lines, 1)).symbol, 'Box');
});

test('the enclosing range of a line of prose is its section', async () => {
  const lines = ['# One', '', words(90), '', '## Two', '', ...Array.from({ length: 30 }, () => words(60)), '', '## Three', '', words(5)];
  assert.deepEqual(await enclosing('a.md', lines, 20), { startLine: 5, endLine: 36, symbol: 'Two' });
});

test('a line outside the file counts as the nearest, in an empty file as the first', async () => {
  assert.deepEqual(await enclosing('a.js', ['function a() {', '}'], 99), { startLine: 1, endLine: 2, symbol: 'a' });
  assert.deepEqual(await enclosing('a.js', [], 5), { startLine: 1, endLine: 1, symbol: null });
  assert.equal((await enclosing('a.js', ['function a() {', '}'], Number.NaN)).startLine, 1);
});
