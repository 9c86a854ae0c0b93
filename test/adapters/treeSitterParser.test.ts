/** Does the parser give trees for every grammar, give up in time, fail with a code, and leave no memory behind? */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { copyGrammars, grammarFiles } from '../../scripts/grammars.mjs';
import { TreeSitterParser } from '../../src/adapters/treeSitterParser.ts';
import { chunkFile } from '../../src/core/chunk/chunkFile.ts';
import { allLanguages } from '../../src/core/chunk/languages/all.ts';
import { Failure } from '../../src/core/failure.ts';
import { linkedGrammars, runtimeWasm } from '../core/chunk/grammars.ts';

const parser = new TreeSitterParser(linkedGrammars());
const parsed = allLanguages.filter((language) => language.grammar);

test('the grammars that are shipped are those that the languages name', () => {
  const named = new Set(parsed.map((language) => language.grammar?.wasm));
  assert.deepEqual([...grammarFiles().keys()].sort(), [...named].sort());
});

test('the build copies each grammar', async (t) => {
  const grammarDir = mkdtempSync(path.join(os.tmpdir(), 'lodestone-copied-'));
  t.after(() => rmSync(grammarDir, { recursive: true, force: true }));
  copyGrammars(grammarDir);
  const copied = new TreeSitterParser({ grammarDir, runtimeWasm });
  for (const language of parsed) (await copied.parse('x', language.id))?.delete();
});

for (const language of parsed) {
  test(`${language.id} is parsed, and all node types that its rules name exist in its grammar`, async () => {
    const tree = await parser.parse('', language.id);
    assert.ok(tree);
    const grammar = (tree as unknown as { language: { types: readonly string[] } }).language;
    const known = new Set(grammar.types);
    const { definitions, bodies, transparent, attached } = language.grammar ?? assert.fail();
    const named = [...Object.keys(definitions), ...bodies, ...transparent, ...attached];
    assert.deepEqual(named.filter((type) => !known.has(type)), []);
    tree.delete();
  });
}

test('a language without a grammar has no tree', async () => {
  assert.equal(await parser.parse('a: 1', 'yaml'), null);
  assert.equal(await parser.parse('x', 'no such language'), null);
});

test('positions are UTF-16 code units', async () => {
  const text = '/* 😀 é */ function after() {}';
  const tree = await parser.parse(text, 'javascript');
  const name = tree?.rootNode.namedChildren.at(-1)?.childForFieldName('name');
  assert.equal(text.slice(name?.startIndex, name?.endIndex), 'after');
  tree?.delete();
});

test('a grammar that is missing or damaged fails with its code, and is not tried again', async (t) => {
  const grammarDir = mkdtempSync(path.join(os.tmpdir(), 'lodestone-damaged-'));
  t.after(() => rmSync(grammarDir, { recursive: true, force: true }));
  const poor = new TreeSitterParser({ grammarDir, runtimeWasm });
  writeFileSync(path.join(grammarDir, 'tree-sitter-go.wasm'), 'not a grammar');
  const isUnavailable = (error: unknown) => error instanceof Failure && error.code === 'parserUnavailable' && error.nextStep !== '' && error.cause !== undefined;
  await assert.rejects(poor.parse('x', 'go'), isUnavailable);
  await assert.rejects(poor.parse('x', 'python'), isUnavailable);
  symlinkSync(grammarFiles().get('tree-sitter-python') ?? assert.fail(), path.join(grammarDir, 'tree-sitter-python.wasm'));
  await assert.rejects(poor.parse('x', 'python'), isUnavailable);
  symlinkSync(grammarFiles().get('tree-sitter-ruby') ?? assert.fail(), path.join(grammarDir, 'tree-sitter-ruby.wasm'));
  (await poor.parse('x', 'ruby') ?? assert.fail()).delete();
});

test('a text that the grammar reads over and over is given up, and the next text is parsed', async () => {
  const nested = Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n');
  assert.equal(await parser.parse(nested, 'css'), null);
  const result = chunkFile({ path: 'a.css', language: 'css', text: nested }, null);
  assert.deepEqual(result.problems.map((problem) => problem.code), ['parseFailed']);
  const tree = await parser.parse('.a { color: red; }', 'css');
  assert.equal(tree?.rootNode.namedChildren[0]?.type, 'rule_set');
  tree?.delete();
});

test('a text that never comes to an end of its errors is given up, and the next text is parsed', async () => {
  assert.equal(await parser.parse('a\0\n'.repeat(100_000), 'ruby'), null);
  const tree = await parser.parse('def a; end', 'ruby');
  assert.equal(tree?.rootNode.namedChildren[0]?.type, 'method');
  tree?.delete();
});

test('hostile texts of a megabyte are chunked without an error', async () => {
  const size = 1 << 20;
  for (const text of ['('.repeat(size), '(\n'.repeat(size / 2), '{\n'.repeat(size / 2), '\0'.repeat(size), 'a +\n'.repeat(size / 4)]) {
    const tree = await parser.parse(text, 'typescript');
    const { chunks } = chunkFile({ path: 'a.ts', language: 'typescript', text }, tree);
    assert.equal(chunks.at(-1)?.endLine, text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    tree?.delete();
  }
});

test('parsing 500 files leaves no memory behind', async () => {
  const text = 'export function add(first: number, second: number): number { return first + second; }\n'.repeat(100);
  const parseOnce = async (): Promise<void> => {
    const tree = await parser.parse(text, 'typescript');
    chunkFile({ path: 'a.ts', language: 'typescript', text }, tree);
    tree?.delete();
  };
  for (let round = 0; round < 20; round++) await parseOnce();
  const before = process.memoryUsage().external;
  for (let round = 0; round < 500; round++) await parseOnce();
  assert.ok(process.memoryUsage().external - before < 2_000_000, `grew by ${process.memoryUsage().external - before} bytes`);
});
