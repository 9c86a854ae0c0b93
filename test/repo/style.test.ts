/** Does the source keep to the style that CONTRIBUTING.md names? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { root } from '../../scripts/run.ts';
import { repositoryFiles, sourceFiles, type SourceFile } from './sourceFiles.ts';

const source = sourceFiles('src');
const tests = sourceFiles('test');
const ours = [...source, ...tests, ...sourceFiles('bench'), ...sourceFiles('scripts')];

const longerThan = (files: readonly SourceFile[], limit: number) => files.filter(({ lines }) => lines > limit).map(({ path: name, lines }) => `${name}: ${lines}`);
const matching = (files: readonly SourceFile[], pattern: RegExp) =>
  files.flatMap(({ path: name, text }) => text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [])));

test('no file of src has more than 450 lines, no test more than 600', () => {
  assert.deepEqual([...longerThan(source, 450), ...longerThan(tests, 600)], []);
});

test('half of the files of src have at most 120 lines', () => {
  const sizes = source.map(({ lines }) => lines).sort((a, b) => a - b);
  assert.ok((sizes[Math.floor(sizes.length / 2)] ?? 0) <= 120);
});

test('no function of src has more than 50 lines', async () => {
  await Parser.init();
  const parser = new Parser();
  const grammar = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm');
  parser.setLanguage(await Language.load(grammar));
  const functions = ['function_declaration', 'method_definition', 'arrow_function', 'function_expression', 'generator_function_declaration'];
  const longFunctions = source.flatMap((file) => {
    const tree = parser.parse(file.text);
    if (tree === null) throw new Error(`${file.path} was not parsed`);
    const found = tree.rootNode.descendantsOfType(functions)
      .filter((node: Node | null) => node !== null && node.endPosition.row - node.startPosition.row + 1 > 50)
      .map((node: Node | null) => `${file.path}:${(node?.startPosition.row ?? 0) + 1}`);
    tree.delete();
    return found;
  });
  assert.deepEqual(longFunctions, []);
});

test('each file opens with a sentence that says which question it answers', () => {
  assert.deepEqual(ours.filter(({ text }) => !/^(#!.*\n)?\/\*\*\s[\s\S]{10,}?\*\//.test(text)).map((file) => file.path), []);
});

test('types are neither given up nor silenced', () => {
  assert.deepEqual(matching(ours, /(:|\bas|<)\s*any\b(?!\s+[a-z])|@ts-(ignore|nocheck|expect-error)|eslint-(disable|enable)/).filter((line) => !line.startsWith('test/repo/style.test.ts')), []);
});

test('no error is swallowed by an empty catch', () => {
  assert.deepEqual(ours.filter(({ text }) => /catch\s*(\([^)]*\))?\s*\{\s*\}/.test(text)).map((file) => file.path), []);
});

test('no test is skipped, left for later, or alone', () => {
  const pattern = /\b(it|test|describe|suite)\.(skip|only|todo|fails)\b|\b(xit|xdescribe|xtest)\(|\{\s*(skip|only|todo)\s*:|\bt\.(skip|todo)\(|\bthis\.skip\(/;
  assert.deepEqual(matching(tests, pattern).filter((line) => !line.startsWith('test/repo/style.test.ts')), []);
});

test('nothing is left open in the source', () => {
  assert.deepEqual(matching(source, /\b(TODO|FIXME|XXX|HACK)\b|not implemented/), []);
});

test('no file is called index, utils, helpers or manager', () => {
  const names = ours.map((file) => file.path).filter((name) => /^(index|utils?|helpers?|manager|common|misc)\.ts$/i.test(path.basename(name)));
  assert.deepEqual(names, []);
});

test('file names are in camelCase', () => {
  assert.deepEqual(source.map((file) => file.path).filter((name) => !/^[a-z][A-Za-z0-9]*\.ts$/.test(path.basename(name))), []);
});

test('no committed text names a machine-local path or a registry host', () => {
  // Written so that this file does not find itself.
  const forbidden = [['/wo', 'rk/'], ['/tmp', '/wb'], ['/ro', 'ot/'], ['registry', '.npmjs'], ['registry', '.yarnpkg'], ['files.python', 'hosted'], ['proxy.go', 'lang.org'], ['repo.maven', '.apache']].map((parts) => parts.join(''));
  const texts = repositoryFiles().filter((file) => /\.(ts|mts|mjs|cjs|js|json|md|yml|yaml|css|html|py|toml|txt|sh)$|^\.ci\/|^\.npmrc$/.test(file) && !file.startsWith('models/'));
  const found = texts.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return forbidden.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  assert.deepEqual(found, []);
});
