/** Which pieces of the workspace are near-duplicates? All are compared once for each state of the index; a threshold then only chooses among the pairs. */
import type { Catalog } from '../catalog/catalog.ts';
import type { ChunkRow, FileRow } from '../catalog/rows.ts';
import { Failure, throwIfCancelled } from '../failure.ts';
import type { LongTask } from '../longTask.ts';
import type { FileSource } from '../ports.ts';
import type { Filters } from '../search/answer.ts';
import { fileTestOf } from '../search/filter.ts';
import { IndexedTexts } from '../similar/indexedTexts.ts';
import type { ContentKind, FileId, LineRange } from '../types.ts';
import { fingerprintOf, likeness, type Fingerprint } from './fingerprint.ts';
import { joinNeighbours, type Group, type Member } from './joinNeighbours.ts';
import { LikelyPairs } from './likelyPairs.ts';
import { starGroups, type Pair } from './starGroups.ts';
import { isVendored } from './vendored.ts';

export interface DuplicatesRequest extends Filters {
  /** From what likeness on pieces count as duplicates: `leastThreshold` to 1. */
  readonly threshold: number;
  /** True: folders of other people's code, too. */
  readonly vendored?: boolean;
  /** Groups at most. */
  readonly limit: number;
}

export interface DuplicatePiece extends FileId, LineRange {
  readonly symbol: string | null;
  readonly language: string;
  readonly kind: ContentKind;
  /** To the first piece of the group, 0 to 1; 1 of that itself. */
  readonly likeness: number;
}

export interface DuplicateGroup {
  /** Of the piece that is least like the first. */
  readonly likeness: number;
  /** The first is the one that most resemble. */
  readonly pieces: readonly DuplicatePiece[];
}

export interface DuplicatesAnswer {
  /** What repeats most lines first. */
  readonly groups: readonly DuplicateGroup[];
  /** Of all groups, those beyond the limit too. */
  readonly found: number;
  /** Pieces that were compared, and those that were left out: too little in them, or other people's. */
  readonly compared: number;
  readonly trivial: number;
  readonly vendored: number;
}

/** Pieces that have less in common are no near-duplicates to anybody. */
export const leastThreshold = 0.5;
/** Of copies with other names 98 % have as much in common, of those that lack every sixth line four fifths; hardly anything else has (bench/README.md). */
export const defaultThreshold = 0.7;

/** Some 20 ms of comparing. */
const pairsPerTurn = 10_000;

interface Compared {
  readonly revision: number;
  readonly includesVendored: boolean;
  readonly pieces: readonly ComparedPiece[];
  readonly pairs: readonly Pair[];
  readonly trivial: number;
  readonly vendored: number;
}

interface ComparedPiece {
  readonly chunk: ChunkRow;
  readonly file: FileRow;
  /** Place among the chunks of its file. */
  readonly place: number;
  /** Without the blank lines behind it. */
  readonly endLine: number;
}

export class DuplicateFinder {
  readonly #catalog: Catalog;
  readonly #files: Pick<FileSource, 'read'>;
  /** The last comparison: another threshold needs no other. */
  #last: Compared | null = null;

  constructor(catalog: Catalog, files: Pick<FileSource, 'read'>) {
    this.#catalog = catalog;
    this.#files = files;
  }

  /** Rejects with Failure "badRequest" for a threshold out of bounds, "cancelled" when aborted. */
  async find(request: DuplicatesRequest, task: LongTask, signal?: AbortSignal): Promise<DuplicatesAnswer> {
    if (!(request.threshold >= leastThreshold && request.threshold <= 1)) {
      throw new Failure('badRequest', `The threshold must be between ${leastThreshold} and 1.`, 'Choose another threshold.');
    }
    const { revision } = this.#catalog;
    const includesVendored = request.vendored ?? false;
    if (this.#last?.revision !== revision || this.#last.includesVendored !== includesVendored) this.#last = await this.#compare(includesVendored, task, signal);
    const { pieces, pairs, trivial, vendored } = this.#last;
    const files = new Map(pieces.map(({ file }) => [file.id, file]));
    const groups = groupsOf(request, pieces, pairs).map((group) => presented(group, files));
    groups.sort((a, b) => repeatedLines(b) - repeatedLines(a));
    return { groups: groups.slice(0, request.limit), found: groups.length, compared: pieces.length, trivial, vendored };
  }

  async #compare(includesVendored: boolean, { turn, progress }: LongTask, signal: AbortSignal | undefined): Promise<Compared> {
    const { revision, chunkCount } = this.#catalog;
    const pieces: ComparedPiece[] = [];
    const fingerprints: Fingerprint[] = [];
    const pairs: Pair[] = [];
    const likely = new LikelyPairs();
    let [trivial, vendored, done] = [0, 0, 0];
    for (const file of [...this.#catalog.files()]) {
      const chunkIds = this.#catalog.chunkIdsOf(file.id);
      done += chunkIds.length;
      if (!includesVendored && isVendored(file.path)) {
        vendored += chunkIds.length;
        continue;
      }
      const read = await this.#fingerprintsOf(file, chunkIds, signal);
      trivial += chunkIds.length - read.length;
      for (const { piece, fingerprint } of read) {
        pieces.push(piece);
        fingerprints.push(fingerprint);
        likely.add(fingerprint.shingles);
      }
      progress(done, chunkCount);
      await turn();
    }
    let looked = 0;
    for (const [a, b] of likely.pairs()) {
      const alike = likeness(fingerprints[a]!, fingerprints[b]!);
      if (alike >= leastThreshold && pieces[a]!.file.kind === pieces[b]!.file.kind) pairs.push({ a, b, likeness: alike });
      if (++looked % pairsPerTurn !== 0) continue;
      await turn();
      throwIfCancelled(signal);
    }
    return { revision, includesVendored, pieces, pairs, trivial, vendored };
  }

  async #fingerprintsOf(file: FileRow, chunkIds: readonly number[], signal: AbortSignal | undefined): Promise<{ piece: ComparedPiece; fingerprint: Fingerprint }[]> {
    const texts = new IndexedTexts(this.#files, signal);
    const found: { piece: ComparedPiece; fingerprint: Fingerprint }[] = [];
    for (const [place, id] of chunkIds.entries()) {
      throwIfCancelled(signal);
      const chunk = this.#catalog.chunk(id);
      if (!chunk) continue;
      const piece = await texts.pieceOf({ chunk, file });
      const fingerprint = fingerprintOf(piece);
      if (fingerprint) found.push({ piece: { chunk, file, place, endLine: chunk.endLine - blankLinesBehind(piece.text) }, fingerprint });
    }
    return found;
  }
}

function blankLinesBehind(text: string): number {
  const lines = text.split('\n');
  return lines.length - 1 - lines.findLastIndex((line) => line.trim() !== '');
}

function groupsOf({ threshold, ...filters }: DuplicatesRequest, pieces: readonly ComparedPiece[], pairs: readonly Pair[]): Group[] {
  const test = fileTestOf(filters);
  const accepted = test ? pairs.filter(({ a, b }) => test(pieces[a]!.file) && test(pieces[b]!.file)) : pairs;
  const compared = new Set(pieces.map(({ file, place }) => `${file.id}:${place}`));
  const groups = starGroups(accepted, threshold).map(({ centre, others }) =>
    [memberOf(pieces[centre]!, 1), ...others.map(({ piece, likeness: alike }) => memberOf(pieces[piece]!, alike))]);
  return joinNeighbours(groups, (fileId, place) => !compared.has(`${fileId}:${place}`));
}

const memberOf = ({ chunk, place, endLine }: ComparedPiece, alike: number): Member =>
  ({ fileId: chunk.fileId, first: place, last: place, startLine: chunk.startLine, endLine, symbol: chunk.symbol, likeness: alike });

function presented(group: Group, files: ReadonlyMap<number, FileRow>): DuplicateGroup {
  const found = group.map(({ fileId, startLine, endLine, symbol, likeness: alike }): DuplicatePiece => {
    const { root, path, language, kind } = files.get(fileId)!;
    return { root, path, startLine, endLine, symbol, language, kind, likeness: alike };
  });
  return { likeness: Math.min(...found.map((piece) => piece.likeness)), pieces: found };
}

const repeatedLines = ({ pieces: [, ...others] }: DuplicateGroup): number => others.reduce((sum, { startLine, endLine, likeness: alike }) => sum + alike * (endLine - startLine + 1), 0);
