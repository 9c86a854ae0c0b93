/** Does each folder of src import only what the design allows it? */
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { importsOf, packageOf, sourceFiles, type SourceFile } from './sourceFiles.ts';

/** Layer -> layers whose files it may import, itself among them. */
const allowedLayers: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  protocol: ['protocol'],
  adapters: ['adapters', 'core'],
  daemon: ['daemon', 'core', 'adapters', 'protocol'],
  cli: ['cli', 'core', 'adapters'],
  extension: ['extension', 'protocol'],
  webview: ['webview', 'protocol'],
};

/** Node's modules that compute only. */
const pureNodeModules = ['node:crypto', 'node:path', 'node:path/posix'];

const source = sourceFiles('src');
const layerOf = (file: string) => file.split('/')[1] ?? '';
const inLayer = (...layers: string[]) => source.filter((file) => layers.includes(layerOf(file.path)));

/** "FILE: SPECIFIER" of every import that `isWrong` objects to. */
const wrongImports = (files: readonly SourceFile[], isWrong: (specifier: string, file: SourceFile) => boolean) =>
  files.flatMap((file) => importsOf(file).filter((specifier) => isWrong(specifier, file)).map((specifier) => `${file.path}: ${specifier}`));

test('every folder of src is a layer that the design knows', () => {
  assert.deepEqual([...new Set(source.map((file) => layerOf(file.path)))].filter((layer) => !(layer in allowedLayers)), []);
});

test('a layer imports only from the layers below it', () => {
  assert.deepEqual(wrongImports(source, (specifier, file) => {
    if (!specifier.startsWith('.')) return false;
    const target = path.posix.join(path.posix.dirname(file.path), specifier);
    return !target.startsWith('src/') || !(allowedLayers[layerOf(file.path)] ?? []).includes(layerOf(target));
  }), []);
});

test('bench imports core and adapters only', () => {
  assert.deepEqual(wrongImports(sourceFiles('bench'), (specifier, file) => {
    const target = path.posix.join(path.posix.dirname(file.path), specifier);
    return specifier.startsWith('.') && target.startsWith('src/') && !['core', 'adapters'].includes(layerOf(target));
  }), []);
});

test('only the extension imports vscode', () => {
  const others = Object.keys(allowedLayers).filter((layer) => layer !== 'extension');
  assert.deepEqual(wrongImports(inLayer(...others), (specifier) => specifier === 'vscode'), []);
});

test('core and protocol touch no file, process, network or clock of Node', () => {
  const running = inLayer('core', 'protocol').map((file) => ({ ...file, text: file.text.replace(/import type [^;]*;/g, '') })); // types do nothing
  assert.deepEqual(wrongImports(running, (specifier) => specifier.startsWith('node:') && !pureNodeModules.includes(specifier)), []);
  const impure = /\b(Date\.now|new Date\(\)|performance\.now|process\.(?!versions)[a-z]|setTimeout|setInterval|setImmediate|Math\.random|fetch\()/;
  assert.deepEqual(inLayer('core').filter(({ text }) => impure.test(withoutComments(text))).map((file) => file.path), []);
});

test('core, protocol, extension and webview load no native module', () => {
  const natives = ['onnxruntime-node', 'hnswlib-node', 'chokidar'];
  assert.deepEqual(wrongImports(inLayer('core', 'protocol', 'extension', 'webview'), (specifier) => natives.includes(packageOf(specifier) ?? '')), []);
});

test('the webview imports nothing of Node', () => {
  assert.deepEqual(wrongImports(inLayer('webview'), (specifier) => specifier.startsWith('node:')), []);
});

test('each npm package is imported in exactly one file of src', () => {
  const files = new Map<string, Set<string>>();
  for (const file of source) {
    for (const name of importsOf(file).map(packageOf).filter((found) => found !== null)) {
      files.set(name, (files.get(name) ?? new Set()).add(file.path));
    }
  }
  assert.deepEqual([...files].filter(([, importers]) => importers.size > 1).map(([name, importers]) => `${name}: ${[...importers].join(', ')}`), []);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}
