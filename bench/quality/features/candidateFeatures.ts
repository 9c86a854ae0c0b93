/** What is known of each candidate of a question that could tell an answer from the rest? Raw values: scaling is the learner's business. */
import type { LexicalQuery } from '../../../src/core/lexical/lexicalQuery.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import type { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { wordOf, wordTerms } from '../../../src/core/lexical/tokenise.ts';
import type { QueryContext } from '../../../src/core/search/candidate.ts';
import { signals } from '../../../src/core/search/signals/all.ts';
import { contextOf } from '../../../src/core/searcher.ts';
import type { PackageIndex } from '../packageIndex.ts';
import type { PooledCandidate } from './featurePool.ts';
import type { TokenMatch } from './tokenSimilarity.ts';
import { fileSimilarities } from './wholeFiles.ts';

/** Values are numbers or null where there are none; ranks count from 1. */
export type Features = Readonly<Record<string, number | string | null>>;

export interface FeatureInput {
  readonly query: string;
  readonly vector: Float32Array | null;
  readonly candidates: readonly PooledCandidate[];
  readonly tokenMatches: readonly TokenMatch[];
  readonly wholeFiles: LexicalIndex;
  /** Ids of the chunks that define a symbol which the query writes out. */
  readonly definers: ReadonlySet<number>;
  readonly target: PackageIndex;
}

/** Places from 1 of the items, by value from the highest down; equal values share a place. */
export function ranksOf(values: readonly number[]): number[] {
  const descending = [...values].sort((a, b) => b - a);
  const places = new Map<number, number>();
  descending.forEach((value, place) => { if (!places.has(value)) places.set(value, place + 1); });
  return values.map((value) => places.get(value)!);
}

const topThree = (values: readonly number[]): [number, number, number] => [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];

interface FileFeatures {
  readonly similarities: readonly number[];
  readonly lexicals: readonly number[];
  readonly whole: number;
  readonly wholeCoverage: number;
  readonly pooled: number;
}

function featuresOfFiles({ query, vector, candidates, wholeFiles, target }: FeatureInput): Map<number, FileFeatures> {
  const byFile = new Map<number, PooledCandidate[]>();
  for (const candidate of candidates) {
    const own = byFile.get(candidate.file.id);
    if (own) own.push(candidate); else byFile.set(candidate.file.id, [candidate]);
  }
  const whole = new Map(wholeFiles.search(parseLexicalQuery(query, wholeFiles), byFile.size, (id) => byFile.has(id)).map((hit) => [hit.id, hit]));
  return new Map([...byFile].map(([id, own]) => [id, {
    similarities: vector ? fileSimilarities(id, vector, target) : [],
    lexicals: own.map(({ lexical }) => lexical).sort((a, b) => b - a),
    whole: whole.get(id)?.score ?? 0, wholeCoverage: whole.get(id)?.coverage ?? 0,
    pooled: own.length,
  }]));
}

/** Ranks of the files among each other by one of their values, by file id. */
function fileRanks(files: ReadonlyMap<number, FileFeatures>, value: (features: FileFeatures) => number): Map<number, number> {
  const ranks = ranksOf([...files.values()].map(value));
  return new Map([...files.keys()].map((id, place) => [id, ranks[place]!]));
}

const share = (words: readonly string[], of: readonly string[]): number =>
  (words.length === 0 ? 0 : words.filter((word) => of.includes(word)).length / words.length);

function nameFeatures({ chunk, file }: PooledCandidate, context: QueryContext, query: string, definers: ReadonlySet<number>): Features {
  const baseName = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\..*$/, '');
  const symbolWords = chunk.symbol === null ? [] : wordTerms(chunk.symbol);
  const fileWords = wordTerms(baseName);
  const pathTerms = wordTerms(file.path);
  const compact = wordOf(query.replaceAll(/[^\p{L}\p{N}]+/gu, '')).joined;
  return {
    symbolInQuery: share(symbolWords, context.words), queryInSymbol: share(context.words, symbolWords),
    fileNameInQuery: share(fileWords, context.words), queryInFileName: share(context.words, fileWords),
    pathInQuery: share(pathTerms, context.words), queryInPath: share(context.words, pathTerms),
    definesQueried: definers.has(chunk.id) ? 1 : 0,
    symbolIsQuery: chunk.symbol !== null && wordOf(chunk.symbol).joined === compact ? 1 : 0,
  };
}

function lexicalFields(chunkId: number, lexical: LexicalQuery, { index }: PackageIndex): Features {
  const explained = index.state.lexical.explain(chunkId, lexical);
  const sums = { name: 0, context: 0, path: 0, body: 0 };
  for (const { fields } of explained?.terms ?? []) for (const field of ['name', 'context', 'path', 'body'] as const) sums[field] += fields[field];
  const matched = explained?.terms.filter(({ matchedBy }) => matchedBy !== null).length ?? 0;
  return { lexicalName: sums.name, lexicalContext: sums.context, lexicalPath: sums.path, lexicalBody: sums.body, matchedTerms: matched };
}

/** The features of all candidates of one question, in their order. */
export function candidateFeatures(input: FeatureInput): Features[] {
  const { query, candidates, tokenMatches, definers, target } = input;
  const context = contextOf(query, candidates);
  const lexical = parseLexicalQuery(query, target.index.state.lexical);
  const files = featuresOfFiles(input);
  const similarityRanks = ranksOf(candidates.map(({ similarity }) => similarity ?? -1));
  const lexicalRanks = ranksOf(candidates.map((candidate) => candidate.lexical));
  const byFileSimilarity = fileRanks(files, ({ similarities }) => similarities[0] ?? -1);
  const byFileLexical = fileRanks(files, ({ lexicals }) => lexicals[0] ?? 0);
  const byWholeFile = fileRanks(files, ({ whole }) => whole);
  return candidates.map((candidate, place) => {
    const { chunk, file } = candidate;
    const own = files.get(file.id)!;
    const [similarity1, similarity2, similarity3] = topThree(own.similarities);
    const [lexical1, lexical2, lexical3] = topThree(own.lexicals);
    return {
      from: candidate.from.join('+'), similarity: candidate.similarity, lexical: candidate.lexical, coverage: candidate.coverage,
      similarityRank: similarityRanks[place]!, lexicalRank: lexicalRanks[place]!,
      ...lexicalFields(chunk.id, lexical, target), ...nameFeatures(candidate, context, query, definers),
      tokenMean: tokenMatches[place]!.mean, tokenWeighted: tokenMatches[place]!.weighted, tokenLeast: tokenMatches[place]!.least,
      fileSimilarity1: similarity1, fileSimilarity2: similarity2, fileSimilarity3: similarity3,
      fileSimilarityMean: own.similarities.reduce((sum, value) => sum + value, 0) / Math.max(1, own.similarities.length),
      fileLexical1: lexical1, fileLexical2: lexical2, fileLexical3: lexical3, fileWhole: own.whole, fileWholeCoverage: own.wholeCoverage,
      fileSimilarityRank: byFileSimilarity.get(file.id)!, fileLexicalRank: byFileLexical.get(file.id)!, fileWholeRank: byWholeFile.get(file.id)!,
      filePooled: own.pooled, fileChunks: target.index.catalog.chunkIdsOf(file.id).length, fileSize: file.size,
      pathDepth: file.path.split('/').length - 1, chunkLines: chunk.endLine - chunk.startLine + 1, chunkStart: chunk.startLine,
      hasSymbol: chunk.symbol === null ? 0 : 1, shape: chunk.shape, kind: file.kind, language: file.language,
      ...Object.fromEntries(signals.map((signal) => [`signal.${signal.name}`, signal.value(candidate, context)])),
    };
  });
}
