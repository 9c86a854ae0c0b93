/** Which readers of ours see what others wrote, and what must hold whatever that is? */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSidecar, sealSidecar } from '../../src/adapters/hnswSidecar.ts';
import { TreeSitterParser } from '../../src/adapters/treeSitterParser.ts';
import { parseCliArguments, parsePlace } from '../../src/cli/arguments.ts';
import { chunkFile } from '../../src/core/chunk/chunkFile.ts';
import { linesOf } from '../../src/core/chunk/fileStructure.ts';
import { languageOfText } from '../../src/core/chunk/languageOf.ts';
import { textLines } from '../../src/core/chunk/sourceLines.ts';
import { parseModelDescription } from '../../src/core/embed/modelDescription.ts';
import { readSentenceTransformer, type SentenceTransformerFiles } from '../../src/core/embed/sentenceTransformer.ts';
import { parseWordPieceShape } from '../../src/core/embed/wordPieceShape.ts';
import { WordPieceTokenizer } from '../../src/core/embed/wordPieceTokenizer.ts';
import { Failure } from '../../src/core/failure.ts';
import { countTerms } from '../../src/core/lexical/chunkTerms.ts';
import { decodeTerms } from '../../src/core/lexical/encodeTerms.ts';
import { tokenise } from '../../src/core/lexical/tokenise.ts';
import { classifyContent } from '../../src/core/scan/classifyContent.ts';
import { parseIgnoreFile } from '../../src/core/scan/gitignoreRules.ts';
import { compileGlobs } from '../../src/core/scan/globSet.ts';
import { maskSecrets } from '../../src/core/scan/maskSecrets.ts';
import { legibleText } from '../../src/core/scan/readText.ts';
import { readRecall } from '../../src/core/search/graphRecall.ts';
import { parseQuery } from '../../src/core/search/parseQuery.ts';
import { literalsOf } from '../../src/core/search/patternLiterals.ts';
import { parseBut } from '../../src/core/similar/but.ts';
import { serveDaemon, type DaemonHandlers } from '../../src/protocol/connection.ts';
import { visibleText } from '../../src/protocol/visibleText.ts';
import { randomInteger } from '../core/lexical/random.ts';
import { installed } from '../support/testIndex.ts';
import { keptTargets } from './keptTargets.ts';
import { hostileBytes, hostileText, hostileValue, type Seeded } from './mutations.ts';

export interface FuzzTarget {
  readonly name: string;
  /** Of a hundred inputs so many are this reader's. */
  readonly share: number;
  readonly samples: readonly string[];
  /** Takes seconds, once: such a reader is left to the long run (test/core/chunk/invariants.test.ts spoils texts for every grammar). */
  readonly prepare?: () => Promise<void>;
  /** Throws where something does not hold. */
  readonly run: (input: Seeded) => void | Promise<void>;
}

const fixtures = path.join(import.meta.dirname, '../fixtures');
const chunkSamples = readdirSync(path.join(fixtures, 'chunks')).map((file) => ({ name: file.replace(/\.fixture$/, ''), text: readFileSync(path.join(fixtures, 'chunks', file), 'utf8') }));
const modelText = readFileSync(path.join(import.meta.dirname, '../../models/default/model.json'), 'utf8');
const tokenizerJson: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../models/default/tokenizer.json'), 'utf8'));
const tokenizer = WordPieceTokenizer.from(tokenizerJson)!;
const ofExtension = (extension: string): string[] => chunkSamples.filter(({ name }) => name.endsWith(extension)).map(({ text }) => text);
const queries = ['how is a retry delayed', 'lang:ts path:src/core -path:test retry', '"an exact phrase" /reg(ex)?p+/i', 'getUserName', 'src/core/chunk.ts:12', 'kind:docs -lang:py x'];

/** The chunks of a file tile its lines, whatever it holds. */
function chunks(extension: string): FuzzTarget {
  const name = `file.${extension}`;
  return {
    name: `chunks of .${extension}`, share: 4, samples: ofExtension(`.${extension}`),
    run: ({ text }) => {
      const language = languageOfText(name, text);
      const lines = linesOf({ language, text });
      let next = 1;
      for (const { startLine, endLine } of chunkFile({ path: name, language, text }, null).chunks) {
        assert.equal(startLine, next);
        assert.ok(endLine >= startLine);
        next = endLine + 1;
      }
      assert.equal(next, lines.count + 1);
    },
  };
}

const parser = new TreeSitterParser(installed.grammars);

async function loadGrammars(): Promise<void> {
  for (const { name, text } of chunkSamples) (await parser.parse(text, languageOfText(name, text)))?.delete();
}

/** By a syntax tree, each language in its turn. */
async function treeChunks({ text, random }: Seeded): Promise<void> {
  const { name } = chunkSamples[randomInteger(random, chunkSamples.length)]!;
  const language = languageOfText(name, text);
  const tree = await parser.parse(text, language);
  try {
    const { chunks: pieces } = chunkFile({ path: name, language, text }, tree);
    assert.equal(pieces.at(-1)?.endLine ?? 0, linesOf({ language, text }).count);
  } finally {
    tree?.delete();
  }
}

/** What a reader refuses it refuses by a Failure. */
export function orFailure(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    assert.ok(error instanceof SyntaxError);
    return undefined;
  }
}

const sidecar = sealSidecar({ identity: 'model/256', dimensions: 256, shape: { links: 16, efConstruction: 200 }, slots: 4, markedIds: [1], zeroIds: [], byteLength: 100, sha256: 'aa' });
const modelKeys = ['id', 'dimensions', 'maxTokens', 'files', 'sha256', 'pooling', 'inputs', 'model_type', 'hidden_size', 'type', 'path', 'pooling_mode_mean_tokens', 'max_seq_length', 'do_lower_case', 'vocab', 'model', 'added_tokens', 'WordPiece', 'unk_token', 'prompts', 'query'];
const messageKeys = ['jsonrpc', '2.0', 'id', 'method', 'params', 'search', 'status', 'initialize', 'query', 'limit', 'result', 'error', 'code', 'message', '$/cancelRequest', 'value', 'token', '$/progress', '$/setTrace'];

/** A parent process that sends whatever it likes. */
class HostileParent extends EventEmitter {
  readonly connected = true;
  send(_message: unknown, ...rest: readonly unknown[]): boolean {
    const done = rest.find((each) => typeof each === 'function');
    if (typeof done === 'function') done(null);
    return true;
  }
}

function daemonChannel(): (message: unknown) => void {
  const parent = new HostileParent();
  const handlers = { search: () => ({}), status: () => ({}), initialize: () => ({}), explain: () => { throw new Failure('badRequest', 'Bad.', 'Ask better.'); } };
  serveDaemon(handlers as unknown as DaemonHandlers, parent as unknown as NodeJS.Process);
  return (message) => void parent.emit('message', message);
}

let send: ((message: unknown) => void) | null = null;

export const fuzzTargets: readonly FuzzTarget[] = [
  ...['ipynb', 'html', 'md', 'mdx', 'rst', 'adoc', 'json', 'yaml', 'toml', 'txt', 'py', 'ts'].map(chunks),
  { name: 'chunks by a syntax tree', share: 2, samples: chunkSamples.map(({ text }) => text), prepare: loadGrammars, run: treeChunks },
  { name: 'decoding and masking of bytes', share: 7, samples: chunkSamples.map(({ text }) => text), run: (input) => {
    const bytes = hostileBytes(input);
    classifyContent('file.ts', bytes);
    const { text } = legibleText(bytes);
    assert.ok(typeof text === 'string');
  } },
  { name: 'lines kept by the mask', share: 5, samples: ['const apiKey = "a1b2c3d4e5f6g7h8i9j0";\npassword: hunter22\n', ...chunkSamples.map(({ text }) => text)], run: ({ text }) => {
    assert.equal(textLines(maskSecrets(text)).length, textLines(text).length);
  } },
  { name: 'ignore file', share: 5, samples: ['node_modules/\n*.log\n!keep.log\n/dist\ndocs/**/*.md\n[a-z]*.tmp\n\\#x\n'], run: ({ text }) => {
    const rules = parseIgnoreFile(text, false);
    for (const asked of ['src/a.ts', 'dist', 'a/b/c.log']) rules.decide(asked, 'file');
  } },
  { name: 'globs', share: 5, samples: ['src/**/*.{ts,tsx}', '**/test/**', '*.[ch]', './docs', '[!a]b?'], run: ({ text }) => {
    const globs = compileGlobs(text.split('\n'), 'anyDepth');
    for (const asked of ['src/a.ts', 'a/b/c/test/d.js']) globs.match(asked);
  } },
  { name: 'query', share: 8, samples: queries, run: ({ text }) => {
    const { pattern } = parseQuery(text);
    if (pattern !== null) literalsOf(pattern);
    parseBut(text);
  } },
  { name: 'words', share: 5, samples: chunkSamples.map(({ text }) => text), run: ({ text }) => {
    tokenise(text);
    countTerms({ name: text.slice(0, 40), context: '', body: text });
    visibleText(text);
  } },
  { name: 'tokens', share: 3, samples: chunkSamples.map(({ text }) => text), run: ({ text }) => { assert.ok(tokenizer.encode(text, 512).length <= 512); } },
  { name: 'model.json', share: 3, samples: [modelText], run: ({ text, random }) => {
    parseModelDescription(parsed(text));
    parseModelDescription(hostileValue(random, modelKeys));
  } },
  { name: 'tokenizer.json and its neighbours', share: 3, samples: ['{}'], run: ({ random }) => {
    parseWordPieceShape(hostileValue(random, modelKeys));
    const files = { config: hostileValue(random, modelKeys), tokenizer: hostileValue(random, modelKeys), modules: hostileValue(random, modelKeys), pooling: hostileValue(random, modelKeys) };
    orFailure(() => readSentenceTransformer(files as unknown as SentenceTransformerFiles));
  } },
  { name: 'side-car of the graph', share: 2, samples: [sidecar], run: ({ text }) => { parseSidecar(text, 'model/256'); } },
  { name: 'stored terms and measurements', share: 4, samples: ['{"recall":{"widths":[],"measuredAt":1},"changes":0}'], run: (input) => {
    orFailure(() => decodeTerms(hostileBytes(input)));
    readRecall(input.text);
  } },
  { name: 'messages to the daemon', share: 2, samples: ['x'], run: ({ random }) => {
    send ??= daemonChannel();
    send(random() < 0.5 ? hostileValue(random, messageKeys) : { jsonrpc: '2.0', id: hostileValue(random, messageKeys), method: hostileValue(random, messageKeys), params: hostileValue(random, messageKeys) });
  } },
  ...keptTargets,
  { name: 'arguments of the command line', share: 2, samples: ['search retry --limit 3 --json', 'similar a.ts:3-9'], run: ({ text }) => {
    orFailure(() => parseCliArguments(text.split(' ')));
    parsePlace(text);
  } },
];

/** One input, named by its number: the same number makes the same input. */
export const runInput = async (target: FuzzTarget, seed: number): Promise<void> => target.run(hostileText(target.samples, seed));
