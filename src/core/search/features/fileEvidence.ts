/** What is known of the files that candidates lie in, whole, for one question? */
import type { Catalog } from '../../catalog/catalog.ts';
import type { FileRow } from '../../catalog/rows.ts';
import type { LexicalQuery } from '../../lexical/lexicalQuery.ts';
import { wordOf, wordTerms } from '../../lexical/tokenise.ts';
import type { SearchState } from '../../searchState.ts';
import type { Candidate } from '../candidate.ts';

export interface FileEvidence {
  readonly row: FileRow;
  /** Cosine similarities of all the file's chunks, from the best down. */
  readonly similarities: readonly number[];
  /** BM25F scores of the file's candidates, from the best down. */
  readonly lexicals: readonly number[];
  /** BM25F of the whole file taken as one document, and the share of the question that it holds. */
  readonly whole: number;
  readonly wholeCoverage: number;
  /** Of the words of the path; null where there is no such vector. */
  readonly pathSimilarity: number | null;
  readonly nameWords: readonly string[];
  readonly pathWords: readonly string[];
  readonly chunks: number;
  /** Chunks of the index that hold the file's name as a word: those that import it, mostly. */
  readonly mentions: number;
  /** Places among the candidates' files, from 1; equal values share a place. */
  readonly similarityPlace: number;
  readonly lexicalPlace: number;
  readonly wholePlace: number;
  /** The best of the folder's other files among the candidates'. */
  readonly folderSimilarity: number;
  readonly folderWhole: number;
}

/** What is asked, of which candidates, in which index. */
export interface EvidenceSource {
  readonly query: string;
  readonly vector: Float32Array | null;
  readonly lexical: LexicalQuery;
  readonly candidates: readonly Candidate[];
  readonly state: SearchState;
  readonly catalog: Catalog;
}

/** Places from 1 of values, from the highest down; equal values share a place. */
export function placesOf(values: readonly number[]): number[] {
  const descending = [...values].sort((a, b) => b - a);
  const places = new Map<number, number>();
  descending.forEach((value, index) => { if (!places.has(value)) places.set(value, index + 1); });
  return values.map((value) => places.get(value)!);
}

/** Number of chunks that hold a name as a word. */
export const mentionsOf = (name: string, { lexical }: SearchState): number => lexical.documentFrequency(wordOf(name).terms.at(-1) ?? '');

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
const folderOf = ({ root, path }: FileRow): string => `${root}\0${path.slice(0, Math.max(0, path.lastIndexOf('/')))}`;

/** By file id. */
export function fileEvidence(source: EvidenceSource): Map<number, FileEvidence> {
  const own = knownOf(source);
  const similarityPlaces = placesOf(own.map(({ similarities }) => similarities[0] ?? -1));
  const lexicalPlaces = placesOf(own.map(({ lexicals }) => lexicals[0]!));
  const wholePlaces = placesOf(own.map(({ whole }) => whole));
  const folders = Map.groupBy(own, ({ row }) => folderOf(row));
  return new Map(own.map((file, index) => {
    const siblings = folders.get(folderOf(file.row))!.filter((other) => other !== file);
    return [file.row.id, {
      ...file, similarityPlace: similarityPlaces[index]!, lexicalPlace: lexicalPlaces[index]!, wholePlace: wholePlaces[index]!,
      folderSimilarity: Math.max(0, ...siblings.map(({ similarities }) => similarities[0] ?? 0)),
      folderWhole: Math.max(0, ...siblings.map(({ whole }) => whole)),
    }];
  }));
}

/** What can be said of each file without the others. */
function knownOf({ vector, lexical, candidates, state, catalog }: EvidenceSource) {
  const byFile = [...Map.groupBy(candidates, ({ file }) => file.id)];
  const chunkIds = byFile.map(([id]) => catalog.chunkIdsOf(id));
  const merged = state.lexical.scoreMerged(chunkIds, lexical, catalog.chunkCount / Math.max(1, catalog.fileCounts.indexed));
  return byFile.map(([id, candidatesOfFile], index) => {
    const { file: row } = candidatesOfFile[0]!;
    const name = baseName(row.path);
    return {
      row,
      similarities: vector ? chunkIds[index]!.flatMap((chunkId) => state.vectors.similarity(chunkId, vector) ?? []).sort((a, b) => b - a) : [],
      lexicals: candidatesOfFile.map((each) => each.lexical).sort((a, b) => b - a),
      whole: merged[index]!.score, wholeCoverage: merged[index]!.coverage,
      pathSimilarity: vector && state.pathSimilarity(id, vector),
      nameWords: wordTerms(name), pathWords: wordTerms(row.path),
      chunks: chunkIds[index]!.length, mentions: mentionsOf(name, state),
    };
  });
}
