/** What may a ranker weigh? Each feature is a number of a candidate's evidence; its signal is the name under which people see what it adds. */
import type { Evidence } from './evidence.ts';
import { places } from './places.ts';

/** The parts of a score that people are shown. */
export type SignalName = 'meaning' | 'words' | 'file' | 'name' | 'folder' | 'shape' | 'place';

export interface Feature {
  readonly name: string;
  readonly signal: SignalName;
  readonly value: (evidence: Evidence) => number;
}

/** Shares of the best rather than similarities and scores themselves: what is learned with one model and one index holds for others. Only the cut-off looks at `similarity`. */
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** Share of the words that are among the others. */
function shareOf(words: readonly string[], others: readonly string[]): number {
  return words.length === 0 ? 0 : words.filter((word) => others.includes(word)).length / words.length;
}

/** The term of reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009), with a smaller constant as candidates are few. */
const reciprocal = (place: number): number => 1 / (5 + place);
const topThree = (values: readonly number[]): number => (values[0] ?? 0) + (values[1] ?? 0) + (values[2] ?? 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Files that pass on or start what others do. */
const hub = /(^|\/)(index|main|mod|lib|__init__|init|package|exports?|api)\.[^/]*$/i;

const ofSignal = (signal: SignalName, values: Readonly<Record<string, Feature['value']>>): Feature[] =>
  Object.entries(values).map(([name, value]) => ({ name, signal, value }));

export const features: readonly Feature[] = [
  ...ofSignal('meaning', {
    similarity: ({ candidate }) => candidate.similarity ?? 0,
    similarityShare: ({ candidate, query }) => share(candidate.similarity ?? 0, query.topSimilarity),
    similarityPlace: ({ similarityPlace }) => reciprocal(similarityPlace),
    feedbackShare: ({ feedback, query }) => share(feedback ?? 0, query.topFeedback),
    outstanding: ({ candidate, query }) => query.outstanding(candidate.similarity),
    topOutstanding: ({ query }) => query.outstanding(query.topSimilarity),
    tenthOutstanding: ({ query }) => query.outstanding(query.tenthSimilarity),
    shareOfFileSimilarity: ({ candidate, file }) => share(candidate.similarity ?? 0, file.similarities[0] ?? 0),
  }),
  ...ofSignal('words', {
    lexicalShare: ({ candidate, query }) => share(candidate.lexical, query.topLexical),
    lexicalPlace: ({ lexicalPlace }) => reciprocal(lexicalPlace),
    coverage: ({ candidate }) => candidate.coverage,
    shareOfFileLexical: ({ candidate, file }) => share(candidate.lexical, file.lexicals[0] ?? 0),
    lexicalOfIdeal: ({ candidate, query }) => share(candidate.lexical, query.ideal),
    wholeOfIdeal: ({ file, query }) => share(file.whole, query.ideal),
    unknown: ({ query }) => query.unknown,
    places: ({ similarityPlace, lexicalPlace }) => reciprocal(similarityPlace) + reciprocal(lexicalPlace),
  }),
  ...ofSignal('file', {
    fileSimilarityPlace: ({ file }) => reciprocal(file.similarityPlace),
    fileSimilarityThree: ({ file, query }) => share(topThree(file.similarities), query.topSimilarity),
    fileSimilarityMean: ({ file, query }) => share(mean(file.similarities), query.topSimilarity),
    fileLexicalPlace: ({ file }) => reciprocal(file.lexicalPlace),
    fileLexicalThree: ({ file, query }) => share(topThree(file.lexicals), query.topLexical),
    wholeShare: ({ file, query }) => share(file.whole, query.topWhole),
    wholePlace: ({ file }) => reciprocal(file.wholePlace),
    wholeCoverage: ({ file }) => file.wholeCoverage,
    filePlaces: ({ file }) => reciprocal(file.similarityPlace) + reciprocal(file.lexicalPlace),
    filePlacesThree: ({ file }) => reciprocal(file.similarityPlace) + reciprocal(file.lexicalPlace) + reciprocal(file.wholePlace),
  }),
  ...ofSignal('name', {
    symbolInQuery: ({ symbolWords, query }) => shareOf(symbolWords, query.words),
    queryInSymbol: ({ symbolWords, query }) => shareOf(query.words, symbolWords),
    symbolIsQuery: ({ symbolWords, query }) => (symbolWords.length > 0 && symbolWords.join('') === query.words.join('') ? 1 : 0),
    fileNameInQuery: ({ file, query }) => shareOf(file.nameWords, query.words),
    queryInFileName: ({ file, query }) => shareOf(query.words, file.nameWords),
    queryInPath: ({ file, query }) => shareOf(query.words, file.pathWords),
    pathInQuery: ({ file, query }) => shareOf(file.pathWords, query.words),
    pathSimilarityShare: ({ file, query }) => share(file.pathSimilarity ?? 0, query.topSimilarity),
    symbolMentions: ({ symbolMentions }) => Math.log1p(symbolMentions),
    fileMentions: ({ file }) => Math.log1p(file.mentions),
  }),
  ...ofSignal('folder', {
    folderSimilarity: ({ file, query }) => share(file.folderSimilarity, query.topSimilarity),
    folderWhole: ({ file, query }) => share(file.folderWhole, query.topWhole),
    depth: ({ file }) => file.row.path.split('/').length - 1,
  }),
  ...ofSignal('shape', {
    fileSize: ({ file }) => Math.log1p(file.row.size),
    fileChunks: ({ file }) => file.chunks,
    chunkLines: ({ candidate }) => candidate.chunk.endLine - candidate.chunk.startLine + 1,
    chunkStart: ({ candidate }) => Math.log1p(candidate.chunk.startLine),
    hasSymbol: ({ candidate }) => (candidate.chunk.symbol === null ? 0 : 1),
    isFunction: ({ candidate }) => (candidate.chunk.shape === 'function' ? 1 : 0),
    isType: ({ candidate }) => (candidate.chunk.shape === 'class' || candidate.chunk.shape === 'type' ? 1 : 0),
    isModule: ({ candidate }) => (candidate.chunk.shape === 'module' || candidate.chunk.shape === 'lines' ? 1 : 0),
    isDocs: ({ candidate }) => (candidate.file.kind === 'docs' ? 1 : 0),
    isHub: ({ file }) => (hub.test(file.row.path) ? 1 : 0),
  }),
  ...places.map(({ name, path }): Feature => ({
    name, signal: 'place', value: ({ file, query }) => (!query.asksFor.has(name) && path.test(file.row.path) ? 1 : 0),
  })),
];

/** The values of all features, in their order. */
export const featureValues = (evidence: Evidence): number[] => features.map(({ value }) => value(evidence));
