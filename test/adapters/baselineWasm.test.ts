/** Does a grammar with a huge lexer take as little memory as others, and is it the same grammar? */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { compiledAtBaseline, largestFunction } from '../../src/adapters/baselineWasm.ts';

const packageDir = path.resolve(import.meta.dirname, '../..');
const grammarDir = path.join(packageDir, 'dist/grammars');
const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path.join(grammarDir, `tree-sitter-${name}.wasm`)));

/** Parses PowerShell until its lexer is one that V8 would optimise; with this flag it does so at once. */
const parsing = `
import { TreeSitterParser } from ${JSON.stringify(path.join(packageDir, 'src/adapters/treeSitterParser.ts'))};
import { installedFiles } from ${JSON.stringify(path.join(packageDir, 'src/adapters/installedFiles.ts'))};
const parser = new TreeSitterParser(installedFiles(${JSON.stringify(path.join(packageDir, 'src/adapters'))}).grammars);
const text = 'function Get-Retry($Count) { while ($Count -gt 0) { try { return Invoke-Thing -Force } catch { Write-Host "again $_"; $Count-- } } }\\n'.repeat(200);
let root = '';
for (let times = 0; times < 30; times++) {
  const tree = await parser.parse(text, 'powershell');
  root = tree.rootNode.type + ' ' + tree.rootNode.hasError + ' ' + tree.rootNode.descendantCount;
  tree.delete();
}
console.log(JSON.stringify({ root, megabytes: process.resourceUsage().maxRSS / 1000 }));
`;

test('parsing PowerShell over and over takes no gigabytes for the optimised code of its lexer', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--wasm-sync-tier-up', '--input-type=module', '-e', parsing]);
  const { root, megabytes } = JSON.parse(stdout) as { root: string; megabytes: number };
  assert.match(root, /^program false \d{4,}$/);
  assert.ok(megabytes < 400, `${megabytes} MB`);
});

test('the largest function of a grammar is found, and none in what is no module', () => {
  assert.ok(largestFunction(bytesOf('powershell')) > 300_000);
  assert.ok(largestFunction(bytesOf('go')) < 10_000);
  assert.equal(largestFunction(new Uint8Array(0)), 0);
  assert.equal(largestFunction(new TextEncoder().encode('no module at all')), 0);
});

test('only grammars with huge functions are compiled at once', () => {
  const compiled = readdirSync(grammarDir).filter((file) => compiledAtBaseline(new Uint8Array(readFileSync(path.join(grammarDir, file)))) !== null);
  for (const name of ['powershell', 'swift', 'bash', 'kotlin', 'cpp']) assert.ok(compiled.includes(`tree-sitter-${name}.wasm`), name);
  for (const name of ['go', 'python', 'typescript', 'java', 'c']) assert.ok(!compiled.includes(`tree-sitter-${name}.wasm`), name);
});
