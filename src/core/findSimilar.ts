/** What in the workspace resembles a piece of code or text? The piece is taken apart as a file is, and its chunks' vectors and rarest words are searched for. */
import { embeddedText } from './analyseFile.ts';
import { chunkFile } from './chunk/chunkFile.ts';
import { enclosingChunk } from './chunk/enclosingChunk.ts';
import { languageOfText } from './chunk/languageOf.ts';
import { combineVectors } from './embed/combineVectors.ts';
import { isZeroVector } from './embed/unitVector.ts';
import { Failure } from './failure.ts';
import { characteristicQuery } from './lexical/characteristicQuery.ts';
import type { SyntaxParser } from './ports.ts';
import { decodeText } from './scan/decodeText.ts';
import type { SimilarAnswer, SimilarRequest } from './search/answer.ts';
import type { Candidate } from './search/candidate.ts';
import { acceptOf, fileTestOf } from './search/filter.ts';
import { present } from './search/present.ts';
import { rank } from './search/rank.ts';
import { retrieve } from './search/retrieve.ts';
import { meaning } from './search/signals/meaning.ts';
import { words } from './search/signals/words.ts';
import { contextOf, coverageOf, embedFor, type SearchParts } from './searcher.ts';
import type { Chunk, FileId, LineRange } from './types.ts';

export interface SimilarParts extends SearchParts {
  readonly parser: SyntaxParser;
  /** Which root an absolute path lies in, and where; a file outside all roots has its folder for a root. */
  readonly locate: (file: string) => FileId;
}

/** A whole file is known well enough by its first chunks: each is one run of the model. */
const maxExampleChunks = 32;

interface Example extends LineRange {
  readonly symbol: string | null;
  readonly chunks: readonly Chunk[];
}

/** What is compared, as it is embedded. Rejects with Failure "badRequest" where it is empty, and as reading the file does. */
export async function readExample(request: SimilarRequest, parts: SimilarParts): Promise<{ file: FileId; example: Example; texts: readonly string[] }> {
  const file = parts.locate(request.file);
  const text = request.text ?? decodeText((await parts.files.read(file)).bytes).text;
  const example = await exampleOf(request, file, text, parts.parser);
  const texts = example.chunks.map(embeddedText);
  if (!/[\p{L}\p{N}]/u.test(texts.join(''))) throw new Failure('badRequest', 'There is nothing to compare with: the selection holds no words.', 'Select some code or text.');
  return { file, example, texts };
}

/** Rejects with Failure "badRequest" where the example is empty, and as reading the file does. */
export async function findSimilar(request: SimilarRequest, parts: SimilarParts, signal?: AbortSignal): Promise<SimilarAnswer> {
  const { catalog, state, files } = parts;
  const { file, example, texts } = await readExample(request, parts);
  const vectors = await embedFor(state, texts, 'document', signal);
  const known = vectors.filter((vector) => !isZeroVector(vector)).map((vector) => ({ vector, weight: 1 }));
  const vector = known.length ? combineVectors(known) : null;
  const isExample = (candidate: Candidate): boolean => candidate.file.root === file.root && candidate.file.path === file.path
    && candidate.chunk.startLine <= example.endLine && candidate.chunk.endLine >= example.startLine;
  const candidates = retrieve({ vector, lexical: characteristicQuery(texts.join('\n'), state.lexical), accept: acceptOf(fileTestOf(request), catalog) }, state, catalog)
    .filter((candidate) => !isExample(candidate));
  const ranked = rank(candidates, contextOf('', candidates), [meaning, words]);
  const name = example.symbol ?? `${file.path}:${example.startLine}-${example.endLine}`;
  const answer = await present(ranked, { query: name, limit: request.limit, chunks: request.chunks ?? false, files });
  const { startLine, endLine, symbol } = example;
  return { ...answer, retrieval: vector ? 'hybrid' : 'lexical', coverage: coverageOf(parts), source: { file: request.file, startLine, endLine, symbol } };
}

async function exampleOf(request: SimilarRequest, file: FileId, text: string, parser: SyntaxParser): Promise<Example> {
  const language = languageOfText(file.path, text);
  const source = { path: file.path, language, text };
  const tree = await parser.parse(text, language).catch(() => null);
  try {
    if (request.startLine === undefined) {
      const { chunks } = chunkFile(source, tree);
      return { startLine: 1, endLine: chunks.at(-1)?.endLine ?? 1, symbol: null, chunks: chunks.slice(0, maxExampleChunks) };
    }
    const range = request.enclosing
      ? enclosingChunk(source, tree, request.startLine)
      : { startLine: request.startLine, endLine: request.endLine ?? request.startLine, symbol: null };
    const lines = text.split(/\r\n|\r|\n/).slice(range.startLine - 1, range.endLine);
    const { startLine, endLine, symbol } = range;
    return { startLine, endLine, symbol, chunks: [{ startLine, endLine, symbol, shape: 'lines', context: [], definitions: [], text: lines.join('\n') }] };
  } finally {
    tree?.delete();
  }
}
