/** Into which chunks is a file of each language divided? The answers are files that people read: test/golden/chunks. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { TreeSitterParser } from '../../../src/adapters/treeSitterParser.ts';
import { allLanguages } from '../../../src/core/chunk/languages/all.ts';
import { languageOf } from '../../../src/core/chunk/languageOf.ts';
import type { ChunkingResult } from '../../../src/core/types.ts';
import { assertGolden } from '../../support/golden.ts';
import { chunkText, linkedGrammars } from './grammars.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/chunks');
const parser = new TreeSitterParser(linkedGrammars());
const names = readdirSync(fixtures).map((file) => file.replace(/\.fixture$/, '')).sort();

function listing({ chunks, problems }: ChunkingResult): string {
  const parts = chunks.map((chunk) => {
    const size = chunk.text.replace(/\s/g, '').length;
    const context = chunk.context.length > 0 ? `\n  in ${chunk.context.join(' > ')}` : '';
    const defines = chunk.definitions.length > 0 ? `\n  defines ${chunk.definitions.join(', ')}` : '';
    const firstLine = chunk.text.split('\n').find((line) => line.trim() !== '')?.trim() ?? '';
    return `${chunk.startLine}-${chunk.endLine} ${chunk.shape} ${chunk.symbol ?? '-'} (${size})${context}${defines}\n  | ${firstLine}\n`;
  });
  return [...problems.map((problem) => `problem ${problem.code}\n`), ...parts].join('');
}

for (const name of names) {
  test(`${name} is divided as its golden says`, async () => {
    const actual = listing(await chunkText(parser, name, readFileSync(path.join(fixtures, `${name}.fixture`), 'utf8')));
    assertGolden(`chunks/${name}.txt`, actual);
  });
}

test('every language with a grammar has a golden', () => {
  const covered = new Set(names.map((name) => languageOf(name)));
  const missing = allLanguages.filter((language) => language.grammar && !covered.has(language.id) && language.id !== 'javascriptreact');
  assert.deepEqual(missing.map((language) => language.id), []);
});
