/** What would the product embed of the benchmark's development packages? One JSON line a package, for evaluateBenchmark.py.  node training/benchmarkChunks.ts OUT.jsonl */
import { appendFileSync, writeFileSync } from 'node:fs';
import { embeddedTexts } from '../bench/embeddedTexts.ts';
import { packageFolder } from '../bench/quality/fetchPackages.ts';
import { loadQuestionSets } from '../bench/quality/questions.ts';
import { installed } from '../bench/quality/packageIndex.ts';
import { DiskFiles } from '../src/adapters/diskFiles.ts';
import { TreeSitterParser } from '../src/adapters/treeSitterParser.ts';
import { pathText } from '../src/core/modelVectors.ts';
import { defaultScanSettings } from '../src/core/types.ts';

const out = process.argv[2];
if (out === undefined) throw new Error('usage: node training/benchmarkChunks.ts OUT.jsonl');
writeFileSync(out, '');
const tools = { files: new DiskFiles(), parser: new TreeSitterParser(installed.grammars) };
for (const set of loadQuestionSets().filter(({ split }) => split === 'development')) {
  const chunks: { path: string; pathText: string; text: string }[] = [];
  for await (const entry of tools.files.scan([{ path: await packageFolder(set), name: set.id }], defaultScanSettings)) {
    if (entry.type !== 'file') continue;
    const { path } = entry;
    for (const text of await embeddedTexts(entry, tools)) chunks.push({ path, pathText: pathText(path), text });
  }
  appendFileSync(out, `${JSON.stringify({ id: set.id, language: set.language, questions: set.questions, chunks })}\n`);
  console.error(set.id, chunks.length);
}
