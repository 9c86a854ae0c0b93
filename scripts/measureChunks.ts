/**
 * How do real files come apart?  node scripts/bootstrap.mjs scripts/measureChunks.ts FOLDER...
 * A table by language: chunks, their tokens against the model's window, and functions that are cut in two. Ends with 1 where
 * a line is in no chunk, or in two.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DiskFiles } from '../src/adapters/diskFiles.ts';
import { installedFiles } from '../src/adapters/installedFiles.ts';
import { openDocumentTokenizer } from '../src/adapters/modelFolder.ts';
import { TreeSitterParser } from '../src/adapters/treeSitterParser.ts';
import { embeddedText } from '../src/core/analyseFile.ts';
import type { Block } from '../src/core/chunk/block.ts';
import { chunkFile } from '../src/core/chunk/chunkFile.ts';
import { maximumSize } from '../src/core/chunk/chunkSizes.ts';
import { fileStructure, linesOf } from '../src/core/chunk/fileStructure.ts';
import { languageOfText } from '../src/core/chunk/languageOf.ts';
import { classifyContent } from '../src/core/scan/classifyContent.ts';
import { decodeText } from '../src/core/scan/decodeText.ts';
import { defaultScanSettings, type Chunk } from '../src/core/types.ts';
import { root as checkout } from './run.ts';

interface Measured {
  files: number;
  lines: number;
  unparsed: number;
  withErrors: number;
  readonly tokens: number[];
  functions: number;
  /** Functions in more than one chunk: those that would fit into one, and those that are too long. */
  cutThoughFitting: number;
  cutAsTooLong: number;
}

const wrong: string[] = [];
const byLanguage = new Map<string, Measured>();
const installed = installedFiles(path.join(checkout, 'src/adapters'));
const parser = new TreeSitterParser(installed.grammars);
const { tokenizer, maxTokens } = await openDocumentTokenizer(installed.modelDir);
/** More than any chunk has, so that what exceeds the window is counted too. */
const allTokens = 100_000;

function measured(language: string): Measured {
  const known = byLanguage.get(language);
  if (known) return known;
  const fresh: Measured = { files: 0, lines: 0, unparsed: 0, withErrors: 0, tokens: [], functions: 0, cutThoughFitting: 0, cutAsTooLong: 0 };
  byLanguage.set(language, fresh);
  return fresh;
}

function checkTiling(file: string, chunks: readonly Chunk[], lineCount: number): void {
  let next = 1;
  for (const { startLine, endLine } of chunks) {
    if (startLine !== next || endLine < startLine) wrong.push(`${file}: a chunk begins at ${startLine}, not at ${next}`);
    next = endLine + 1;
  }
  if (next !== lineCount + 1) wrong.push(`${file}: ${lineCount} lines, and the chunks end at ${next - 1}`);
}

/** Functions only: the outermost of nested ones. */
function functionsOf(block: Block): readonly Block[] {
  if (block.definition?.role === 'unit' && block.definition.shape === 'function') return [block];
  return block.children().flatMap(functionsOf);
}

async function measure(file: string): Promise<void> {
  const bytes = readFileSync(file);
  if (classifyContent(file, bytes)) return;
  const { text } = decodeText(bytes);
  const language = languageOfText(file, text);
  const source = { path: file, language, text };
  const tree = await parser.parse(text, language);
  try {
    const { chunks, problems } = chunkFile(source, tree);
    const lines = linesOf(source);
    const entry = measured(language);
    entry.files++;
    entry.lines += lines.count;
    entry.unparsed += problems.filter(({ code }) => code === 'parseFailed').length;
    entry.withErrors += problems.filter(({ code }) => code === 'parseErrors').length;
    checkTiling(file, chunks, lines.count);
    for (const chunk of chunks) entry.tokens.push(tokenizer.encode(embeddedText(chunk), allTokens).length);
    const ends = new Set(chunks.map(({ endLine }) => endLine));
    for (const { startLine, endLine } of functionsOf(fileStructure(lines, language, tree).root)) {
      let last = endLine;
      while (last > startLine && lines.isBlank(last)) last--;
      entry.functions++;
      const cut = Array.from({ length: last - startLine }, (_, offset) => startLine + offset).some((line) => ends.has(line));
      if (cut && lines.size(startLine, endLine) <= maximumSize) entry.cutThoughFitting++;
      else if (cut) entry.cutAsTooLong++;
    }
  } finally {
    tree?.delete();
  }
}

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const percent = (part: number, whole: number): string => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`);

function row(language: string, { files, lines, unparsed, withErrors, tokens, functions, cutThoughFitting, cutAsTooLong }: Measured): string {
  const sorted = tokens.toSorted((first, second) => first - second);
  const over = sorted.filter((count) => count > maxTokens).length;
  return [
    '', language, files, lines, percent(unparsed, files), percent(withErrors, files), sorted.length,
    quantile(sorted, 0.1), quantile(sorted, 0.5), quantile(sorted, 0.9), percent(over, sorted.length),
    functions, percent(cutThoughFitting, functions), percent(cutAsTooLong, functions), '',
  ].join(' | ').trim();
}

const files = new DiskFiles();
const roots = process.argv.slice(2).map((folder) => ({ path: path.resolve(folder), name: path.basename(folder) }));
if (roots.length === 0) throw new Error('usage: measureChunks.ts FOLDER...');
for await (const entry of files.scan(roots, defaultScanSettings)) {
  if (entry.type === 'file') await measure(path.join(entry.root, entry.path));
}
console.log(`| language | files | lines | no tree | tree with errors | chunks | tokens, 10 % | 50 % | 90 % | more than ${maxTokens} | functions | cut though fitting | cut as too long |`);
console.log(`| --- |${' --: |'.repeat(12)}`);
for (const [language, entry] of [...byLanguage].sort(([, first], [, second]) => second.lines - first.lines)) console.log(row(language, entry));
for (const fault of wrong) console.log(fault);
process.exitCode = wrong.length > 0 ? 1 : 0;
