/** What is a workspace about? Its files in groups that are named by their own words, and laid out in the plane. Made once for each state of the index. */
import type { Catalog } from '../catalog/catalog.ts';
import type { FileRow } from '../catalog/rows.ts';
import { throwIfCancelled } from '../failure.ts';
import { wordOf } from '../lexical/tokenise.ts';
import type { LongTask } from '../longTask.ts';
import type { FileSource } from '../ports.ts';
import type { SearchState } from '../searchState.ts';
import { IndexedTexts } from '../similar/indexedTexts.ts';
import type { FileId } from '../types.ts';
import { distinctiveTerms } from './distinctiveTerms.ts';
import { layOut } from './layOut.ts';
import { findTopics, type FoundTopic } from './findTopics.ts';
import { normaliseRow, rowsOf, type VectorRows } from './vectorRows.ts';

export interface Topic {
  /** Words that set it apart, the most telling first; none where nothing does. */
  readonly terms: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly files: number;
  readonly chunks: number;
}

export interface MappedFile extends FileId {
  /** Place of its topic among the topics. */
  readonly topic: number;
  readonly x: number;
  readonly y: number;
  /** It hardly belongs to its topic, the nearest though it is. */
  readonly outlier: boolean;
  readonly chunks: number;
}

export interface TopicMap {
  /** The largest first. */
  readonly topics: readonly Topic[];
  /** By topic, and in each the most typical first. */
  readonly files: readonly MappedFile[];
  /** Indexed files that have no vector (yet): they are not on the map. */
  readonly withoutVectors: number;
}

const termsPerTopic = 5;
/** Files whose words are looked at as they are written, and chunks of each. */
const typicalFiles = 10;
const chunksOfEach = 2;

export interface TopicMapperParts {
  readonly catalog: Catalog;
  readonly state: SearchState;
  readonly files: Pick<FileSource, 'read'>;
}

export class TopicMapper {
  readonly #parts: TopicMapperParts;
  #last: { readonly revision: number; readonly vectors: number; readonly map: TopicMap } | null = null;

  constructor(parts: TopicMapperParts) {
    this.#parts = parts;
  }

  /** Rejects with Failure "cancelled" when aborted. */
  async map(task: LongTask, signal?: AbortSignal): Promise<TopicMap> {
    const { catalog: { revision }, state: { vectors: { count } } } = this.#parts;
    if (this.#last?.revision !== revision || this.#last.vectors !== count) this.#last = { revision, vectors: count, map: await this.#make(task, signal) };
    return this.#last.map;
  }

  async #make({ turn, progress }: LongTask, signal?: AbortSignal): Promise<TopicMap> {
    const check = async (): Promise<void> => {
      await turn();
      throwIfCancelled(signal);
    };
    const { files, rows, withoutVectors } = await this.#fileVectors(check);
    progress(1, 4);
    const found = await findTopics(rows, check);
    progress(2, 4);
    const terms = await this.#termsOf(found, files, signal);
    await check();
    progress(3, 4);
    const { topics, members } = await layOut(rows, found, check);
    progress(4, 4);
    const chunksOf = ({ id }: FileRow): number => this.#parts.catalog.chunkIdsOf(id).length;
    return {
      topics: found.topics.map(({ members: inside }, at) => ({
        terms: terms[at]!, ...topics[at]!, files: inside.length, chunks: inside.reduce((sum, row) => sum + chunksOf(files[row]!), 0),
      })),
      files: members.map(({ row, topic, x, y }) => {
        const { root, path } = files[row]!;
        return { root, path, topic, x, y, outlier: found.outliers.has(row), chunks: chunksOf(files[row]!) };
      }),
      withoutVectors,
    };
  }

  /** The mean direction of each file's chunks. */
  async #fileVectors(check: () => Promise<void>): Promise<{ files: FileRow[]; rows: VectorRows; withoutVectors: number }> {
    const { catalog, state: { vectors } } = this.#parts;
    const files: FileRow[] = [];
    const means: Float32Array[] = [];
    let withoutVectors = 0;
    let at = 0;
    for (const file of [...catalog.files()].sort(byPlace)) {
      if (file.state !== 'indexed') continue;
      const mean = new Float32Array(vectors.dimensions);
      for (const id of catalog.chunkIdsOf(file.id)) vectors.get(id)?.forEach((value, dimension) => { mean[dimension]! += value; });
      if (normaliseRow({ values: mean, width: mean.length, count: 1 }, 0)) {
        files.push(file);
        means.push(mean);
      } else withoutVectors++;
      if (++at % 500 === 0) await check();
    }
    return { files, rows: rowsOf(means, vectors.dimensions), withoutVectors };
  }

  /** The index also holds words run together ("getusername"): a term is a word where it stands so, or within a name, in a typical file. */
  async #termsOf({ topics }: { readonly topics: readonly FoundTopic[] }, files: readonly FileRow[], signal?: AbortSignal): Promise<string[][]> {
    const { catalog, state: { lexical }, files: source } = this.#parts;
    const groupOf = new Int32Array(largest(catalog.allChunkIds()) + 1).fill(-1);
    const words = new Set<string>();
    for (const [topic, { members }] of topics.entries()) {
      for (const row of members) for (const id of catalog.chunkIdsOf(files[row]!.id)) groupOf[id] = topic;
      for (const row of members.slice(0, typicalFiles)) {
        const file = files[row]!;
        const texts = new IndexedTexts(source, signal);
        for (const id of catalog.chunkIdsOf(file.id).slice(0, chunksOfEach)) {
          const text = await texts.textOf(catalog.chunk(id)!, file);
          for (const [written] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) for (const part of wordOf(written).parts) words.add(part);
        }
      }
    }
    return distinctiveTerms(lexical, groupOf, topics.length, (term) => words.has(term), termsPerTopic);
  }
}

const byPlace = (a: FileRow, b: FileRow): number => (a.root === b.root ? (a.path < b.path ? -1 : 1) : a.root < b.root ? -1 : 1);

function largest(ids: Iterable<number>): number {
  let most = -1;
  for (const id of ids) most = Math.max(most, id);
  return most;
}
