/** What does one file come to? Bytes -> text -> chunks -> terms and token ids: everything that needs no index, so that threads can do it. */
import { createHash } from 'node:crypto';
import type { AnalysedChunk, FileAnalysis } from './catalog/rows.ts';
import { chunkFile } from './chunk/chunkFile.ts';
import { contentKindOf, languageOfText } from './chunk/languageOf.ts';
import { Failure } from './failure.ts';
import { countTerms } from './lexical/chunkTerms.ts';
import type { Tokenizer } from './embed/tokenizer.ts';
import type { FileSource, SyntaxParser } from './ports.ts';
import { classifyContent } from './scan/classifyContent.ts';
import { legibleText } from './scan/readText.ts';
import type { Chunk, FileId, Problem } from './types.ts';

/** Raised whenever chunks or terms come out differently: files indexed by another recipe are read again; vectors of equal text are kept. */
export const recipeVersion = 4;

/** Earlier recipes kept keys and passwords as they stand: nothing of theirs is kept, the dictionary's words neither. */
export const firstMaskingRecipe = 4;

export interface AnalysisTools {
  readonly files: Pick<FileSource, 'read'>;
  readonly parser: SyntaxParser;
  /** Null while no model can be loaded: chunks then carry no tokens. */
  readonly tokenizer: Tokenizer | null;
  readonly maxTokens: number;
}

/** Hex of the first 16 bytes of SHA-256: 2^64 texts before two are likely to meet. */
export const keyOf = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex').slice(0, 32);

/** What is embedded of a chunk: the names around it, then its text. */
export const embeddedText = (chunk: Pick<Chunk, 'context' | 'text'>): string =>
  chunk.context.length ? `${chunk.context.join(' ')}\n${chunk.text}` : chunk.text;

/** `knownContent`: the content key of the text that need not be taken apart again; null where they must be. */
export async function analyseFile(file: FileId, tools: AnalysisTools, knownContent: string | null = null): Promise<FileAnalysis> {
  try {
    const { bytes, stamp } = await tools.files.read(file);
    const skip = classifyContent(file.path, bytes);
    if (skip) return { outcome: 'skipped', stamp, ...skip };
    const { text, problem } = legibleText(bytes);
    const contentKey = keyOf(text);
    if (contentKey === knownContent) return { outcome: 'unchanged', stamp, contentKey };
    const language = languageOfText(file.path, text);
    const problems: Problem[] = problem ? [problem] : [];
    const chunks = await chunk(file.path, language, text, tools.parser, problems);
    return {
      outcome: 'indexed', stamp, language, kind: contentKindOf(language, file.path), contentKey,
      chunks: chunks.map((each) => analyseChunk(each, tools)), problems,
    };
  } catch (error) {
    if (!(error instanceof Failure)) return { outcome: 'failed', code: 'internal', message: String(error) };
    return error.code === 'vanished' ? { outcome: 'vanished' } : { outcome: 'failed', code: error.code, message: error.message };
  }
}

async function chunk(path: string, language: string, text: string, parser: SyntaxParser, problems: Problem[]): Promise<readonly Chunk[]> {
  const tree = await parser.parse(text, language).catch(() => null); // chunkFile reports a missing tree
  try {
    const result = chunkFile({ path, language, text }, tree);
    problems.push(...result.problems);
    return result.chunks;
  } finally {
    tree?.delete();
  }
}

function analyseChunk(chunk: Chunk, tools: AnalysisTools): AnalysedChunk {
  const { startLine, endLine, shape, symbol, context, definitions, text } = chunk;
  const embedded = embeddedText(chunk);
  const name = definitions.join(' ');
  return {
    startLine, endLine, shape, symbol,
    contentKey: keyOf(`${name}\0${embedded}`),
    terms: countTerms({ name, context: context.join(' '), body: text }),
    tokens: tools.tokenizer?.encode(embedded, tools.maxTokens) ?? null,
  };
}
