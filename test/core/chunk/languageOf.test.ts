/** Is the language of a file recognised, and whether it is documentation? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { allLanguages } from '../../../src/core/chunk/languages/all.ts';
import { contentKindOf, languageOf } from '../../../src/core/chunk/languageOf.ts';

const cases: readonly (readonly [path: string, language: string, firstLine?: string])[] = [
  ['src/a.ts', 'typescript'],
  ['src/a.d.ts', 'typescript'],
  ['a.tsx', 'typescriptreact'],
  ['a.mjs', 'javascript'],
  ['a.jsx', 'javascriptreact'],
  ['C:\\code\\A.PY', 'python'],
  ['include/a.h', 'cpp'],
  ['a.c', 'c'],
  ['views/page.blade.php', 'blade'],
  ['a.php', 'php'],
  ['Gemfile', 'ruby'],
  ['Makefile', 'makefile'],
  ['docker/Dockerfile.test', 'dockerfile'],
  ['compose.yaml', 'dockercompose'],
  ['requirements-dev.txt', 'pip-requirements'],
  ['CMakeLists.txt', 'cmake'],
  ['tsconfig.build.json', 'jsonc'],
  ['package.json', 'json'],
  ['.env.local', 'dotenv'],
  ['.gitignore', 'ignore'],
  ['notes.txt', 'plaintext'],
  ['bin/tool', 'python', '#!/usr/bin/env python3'],
  ['bin/tool', 'javascript', '#!/usr/bin/env -S node --no-warnings'],
  ['bin/tool', 'shellscript', '#!/bin/bash -e'],
  ['bin/tool', 'perl', '#!/usr/local/bin/perl5.30 -w'],
  ['header', 'cpp', '// -*- C++ -*-'],
  ['header', 'python', '# vim: set ts=4 ft=python :'],
  ['a.ts', 'typescript', '#!/usr/bin/env python3'],
  ['bin/tool', 'plaintext', 'hello'],
  ['constructor', 'plaintext', '// -*- constructor -*-'],
  ['', 'plaintext'],
];

for (const [path, language, firstLine] of cases) {
  test(`${path || '(no name)'}${firstLine ? ` with "${firstLine}"` : ''} is ${language}`, () => {
    assert.equal(languageOf(path, firstLine), language);
  });
}

test('prose is documentation, everything else is code', () => {
  const docs = ['README.md', 'docs/use.rst', 'guide.adoc', 'notes.txt', 'LICENSE', 'COPYING', 'CHANGELOG', 'LICENSE-MIT', 'paper.tex'];
  const code = ['a.py', 'index.html', 'style.css', 'config.yaml', 'package.json', 'data.unknown', 'requirements.txt', 'CMakeLists.txt', 'Makefile', 'license.ts'];
  assert.deepEqual(docs.filter((path) => contentKindOf(languageOf(path), path) !== 'docs'), []);
  assert.deepEqual(code.filter((path) => contentKindOf(languageOf(path), path) !== 'code'), []);
});

test('no two languages share an identifier, and every extension has its dot and lower case', () => {
  const ids = allLanguages.map((language) => language.id);
  assert.equal(new Set(ids).size, ids.length);
  const extensions = allLanguages.flatMap((language) => language.extensions);
  assert.deepEqual(extensions.filter((extension) => !/^\.[^A-Z]+$/.test(extension)), []);
});
