/** What in the workspace resembles a piece of code or text? The piece is taken apart as a file is, and its chunks' vectors and rarest words are searched for. */
import { embeddedText } from './analyseFile.ts';
import { chunkFile } from './chunk/chunkFile.ts';
import { enclosingChunk } from './chunk/enclosingChunk.ts';
import type { SourceFile } from './chunk/fileStructure.ts';
import { contentKindOf, languageOfText } from './chunk/languageOf.ts';
import { linesOf } from './chunk/fileStructure.ts';
import { linesOfCell } from './chunk/readableNotebook.ts';
import { textLines } from './chunk/sourceLines.ts';
import { combineVectors } from './embed/combineVectors.ts';
import { isZeroVector } from './embed/unitVector.ts';
import { Failure } from './failure.ts';
import type { SyntaxParser, SyntaxTree } from './ports.ts';
import { maskSecrets } from './scan/maskSecrets.ts';
import { legibleText } from './scan/readText.ts';
import type { SimilarAnswer, SimilarRequest } from './search/answer.ts';
import type { Candidate } from './search/candidate.ts';
import { acceptOf, fileTestOf } from './search/filter.ts';
import { present } from './search/present.ts';
import { byScore } from './search/rank.ts';
import { rankAlike } from './search/rankAlike.ts';
import { coverageOf, embedFor, type SearchParts } from './searcher.ts';
import type { SearchState } from './searchState.ts';
import { nothingToSee, viewOf, type Aspect, type SingleAspect } from './similar/aspect.ts';
import { parseBut } from './similar/but.ts';
import { namedCounterparts, rankCounterparts, type Named } from './similar/counterpart.ts';
import { IndexedTexts } from './similar/indexedTexts.ts';
import { rankByAspect, type Viewed } from './similar/rankByAspect.ts';
import { rankWithWords } from './similar/rankWithWords.ts';
import { similarPool } from './similar/similarPool.ts';
import type { UsageParts } from './similar/usage.ts';
import type { Piece, View } from './similar/view.ts';
import type { Chunk, FileId, LineRange } from './types.ts';

export interface SimilarParts extends SearchParts {
  readonly parser: SyntaxParser;
  /** Which root an absolute path lies in, and where; a file outside all roots has its folder for a root. */
  readonly locate: (file: string) => FileId;
}

/** A whole file is known well enough by its first chunks: each is one run of the model. */
const maxExampleChunks = 32;
/** Chunks that are read at a time: each may open a file. */
const batchSize = 64;

interface NamedRange extends LineRange {
  readonly symbol: string | null;
}

interface Example extends NamedRange {
  readonly chunks: readonly Chunk[];
  /** All of it together. */
  readonly piece: Piece;
}

/** What is compared, as it is embedded. Rejects with Failure "badRequest" where it is empty, and as reading the file does. */
export async function readExample(request: SimilarRequest, parts: SimilarParts): Promise<{ file: FileId; example: Example; texts: readonly string[] }> {
  const file = parts.locate(request.file);
  const text = request.text === undefined ? legibleText((await parts.files.read(file)).bytes).text : maskSecrets(request.text);
  const example = await exampleOf(request, file, text, parts.parser);
  const texts = example.chunks.map(embeddedText);
  if (!/[\p{L}\p{N}]/u.test(texts.join(''))) throw new Failure('nothingToCompare', 'There is nothing to compare with: the selection holds no words.', 'Select some code or text.');
  return { file, example, texts };
}

/** Rejects with Failure "badRequest" where the example is empty or has nothing of the aspect, and as reading the file does. */
export async function findSimilar(request: SimilarRequest, parts: SimilarParts, signal?: AbortSignal): Promise<SimilarAnswer> {
  const { catalog, state, files, texts: shown } = parts;
  const { counterpart = null } = request;
  const aspect = counterpart === null ? request.aspect ?? 'all' : 'all';
  const { file, example, texts } = await readExample(request, parts);
  const name = example.symbol ?? `${file.path}:${example.startLine}-${example.endLine}`;
  const inIndex = { catalog, state, texts: new IndexedTexts(files, signal) };
  const seen = await seenOf(example.piece, texts, aspect, name, inIndex);
  const but = parseBut(request.but ?? '');
  const [vector, wanted, unwanted] = await vectorsOf([seen.texts, but.wanted.words, but.unwanted.words], state, signal);
  const accept = acceptOf(fileTestOf(counterpart === null ? request : { ...request, kinds: counterpart === 'code' ? ['code', 'tests'] : ['docs'] }), catalog);
  const named: Named = counterpart === null || !accept ? new Map() : await namedCounterparts(counterpart, example.piece, file, accept, inIndex);
  const isExample = ({ file: other, chunk }: Candidate): boolean => other.root === file.root && other.path === file.path
    && chunk.startLine <= example.endLine && chunk.endLine >= example.startLine;
  const pool = await similarPool({ aspect, text: seen.texts.join('\n'), vector, wanted: but.wanted, wantedVector: wanted, accept, also: named.keys() }, inIndex);
  const candidates = pool.filter((candidate) => !isExample(candidate));
  const embed = (texts: readonly string[]): Promise<readonly Float32Array[]> => embedFor(state, texts, 'document', signal);
  const alike = seen.by === null ? (counterpart === null ? rankAlike(candidates) : rankCounterparts(candidates, named)) : await rankByAspect(seen.by.aspect, seen.by.view, await viewsOf(candidates, seen.by.aspect, inIndex), embed);
  const ranked = rankWithWords(alike, but, { wanted, unwanted }, state).sort(byScore);
  const answer = await present(ranked, { query: name, limit: request.limit, chunks: request.chunks ?? false, texts: shown, signal });
  const { startLine, endLine, symbol } = example;
  return { ...answer, retrieval: vector ? 'hybrid' : 'lexical', coverage: coverageOf(parts), source: { file: request.file, startLine, endLine, symbol, counterpart } };
}

/** What of the example is searched for; under an aspect, its view. */
interface Seen {
  readonly texts: readonly string[];
  readonly by: { readonly aspect: SingleAspect; readonly view: View } | null;
}

async function seenOf(piece: Piece, texts: readonly string[], aspect: Aspect, name: string, inIndex: UsageParts): Promise<Seen> {
  if (aspect === 'all') return { texts, by: null };
  const view = await viewOf(aspect, piece, inIndex);
  if (view === null) throw nothingToSee(aspect, name);
  return { texts: [view.text], by: { aspect, view } };
}

async function viewsOf(candidates: readonly Candidate[], aspect: SingleAspect, inIndex: UsageParts): Promise<Viewed[]> {
  const viewed: Viewed[] = [];
  for (let at = 0; at < candidates.length; at += batchSize) {
    const batch = candidates.slice(at, at + batchSize);
    const views = await Promise.all(batch.map(async (candidate) => viewOf(aspect, await inIndex.texts.pieceOf(candidate), inIndex)));
    batch.forEach((candidate, place) => { if (views[place]) viewed.push({ candidate, view: views[place] }); });
  }
  return viewed;
}

/** A unit vector of each group of texts; null where there is no model, or it knows none of their words. */
async function vectorsOf(groups: readonly [readonly string[], string, string], state: SearchState, signal?: AbortSignal): Promise<readonly [Float32Array | null, Float32Array | null, Float32Array | null]> {
  const [texts, wanted, unwanted] = groups;
  const documents = (await embedFor(state, texts, 'example', signal)).filter((vector) => !isZeroVector(vector)).map((vector) => ({ vector, weight: 1 }));
  const words = wanted || unwanted ? await embedFor(state, [wanted, unwanted], 'query', signal) : [];
  const known = (vector: Float32Array | undefined): Float32Array | null => (vector && !isZeroVector(vector) ? vector : null);
  return [documents.length ? combineVectors(documents) : null, wanted ? known(words[0]) : null, unwanted ? known(words[1]) : null];
}

async function exampleOf(request: SimilarRequest, file: FileId, text: string, parser: SyntaxParser): Promise<Example> {
  const language = languageOfText(file.path, text);
  const source = { path: file.path, language, text };
  const tree = await parser.parse(text, language).catch(() => null);
  try {
    const range = rangeOf(request, source, tree);
    // What has no name of its own is known by the names of the file's chunks that it touches.
    const ofFile = range === null || range.symbol === null ? chunkFile(source, tree).chunks : [];
    const chosen = range ?? { startLine: 1, endLine: ofFile.at(-1)?.endLine ?? 1, symbol: null };
    const chunks = range ? [linesAsChunk(range, linesOf(source).text)] : ofFile.slice(0, maxExampleChunks);
    const named = chosen.symbol === null ? ofFile.filter((chunk) => chunk.startLine <= chosen.endLine && chunk.endLine >= chosen.startLine) : [chosen];
    const symbols = [...new Set(named.flatMap(({ symbol }) => (symbol === null ? [] : [symbol])))].slice(0, maxExampleChunks);
    const piece = { text: chunks.map((chunk) => chunk.text).join('\n'), language, kind: contentKindOf(language, file.path), symbols };
    return { ...chosen, chunks, piece };
  } finally {
    tree?.delete();
  }
}

/** Null: the whole file. */
function rangeOf({ startLine, endLine, enclosing, cell }: SimilarRequest, source: SourceFile, tree: SyntaxTree | null): NamedRange | null {
  if (cell !== undefined) {
    const lines = linesOfCell(source.text, cell);
    if (lines === null) throw new Failure('nothingToCompare', 'There is nothing to compare with: the saved notebook has no such cell.', 'Save the notebook.');
    return { ...lines, symbol: null };
  }
  if (startLine === undefined) return null;
  return enclosing ? enclosingChunk(source, tree, startLine) : { startLine, endLine: endLine ?? startLine, symbol: null };
}

function linesAsChunk({ startLine, endLine, symbol }: NamedRange, text: string): Chunk {
  return { startLine, endLine, symbol, shape: 'lines', context: [], definitions: [], text: textLines(text).slice(startLine - 1, endLine).join('\n') };
}
