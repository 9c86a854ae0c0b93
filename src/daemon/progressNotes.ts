/** What of opening and indexing is worth a line in the log? Counts and codes; files are named nowhere but in details. */
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import type { WorkspaceIndex } from '../core/workspaceIndex.ts';
import type { Note } from '../protocol/logRecord.ts';

/** The status page lists as many. */
const mostListed = 200;

export function noteOpening({ healed, snapshot, begunWith, sharedVectors, modelTrouble, writeTrouble, role, index }: OpenedIndex, note: Note): void {
  if (healed) note('indexHealed');
  if (snapshot === 'discarded') note('snapshotDiscarded');
  if (begunWith) note('indexCopied', {}, begunWith);
  if (sharedVectors?.madeAnew) note('sharedVectorsMadeAnew');
  if (sharedVectors?.trouble) note('sharedVectorsOff', {}, sharedVectors.trouble);
  if (writeTrouble) note('indexNotWritable', { code: writeTrouble.code }, writeTrouble);
  void index.graphLoaded.then(() => { if (index.graphIsDiscarded) note('graphDiscarded'); });
  if (modelTrouble) note('modelNotLoaded', { code: modelTrouble.code }, modelTrouble);
  const { indexed, skipped, failed } = index.catalog.fileCounts;
  note('indexOpened', { role, snapshot, indexed, skipped, failed, chunks: index.catalog.chunkCount, vectors: index.state.vectors.count });
}

/** Told once that the index agrees with the disk, and whenever other files fail than before. */
export class ProgressNotes {
  readonly #note: Note;
  readonly #startedAt = performance.now();
  #hasCaughtUp = false;
  #failed = '';

  constructor(note: Note) {
    this.#note = note;
  }

  /** To be called after changes, once the whole disk has been looked at. */
  look(index: WorkspaceIndex): void {
    const { indexer, catalog } = index;
    if (indexer.phase !== 'ready' || indexer.paused || indexer.trouble) return;
    this.#lookAtFailed(index);
    if (this.#hasCaughtUp) return;
    this.#hasCaughtUp = true;
    const { indexed, skipped, failed } = catalog.fileCounts;
    const seconds = Math.round((performance.now() - this.#startedAt) / 1000);
    this.#note('indexCaughtUp', { indexed, skipped, failed, chunks: catalog.chunkCount, vectors: index.state.vectors.count, seconds });
  }

  #lookAtFailed({ catalog }: WorkspaceIndex): void {
    const { failed } = catalog.fileCounts;
    const files = catalog.failedFiles(mostListed);
    const details = files.map(({ message }) => message).join('\n');
    if (details === this.#failed) return;
    this.#failed = details;
    if (failed === 0) return;
    const byCode: Record<string, number> = {};
    for (const { reason } of files) byCode[reason] = (byCode[reason] ?? 0) + 1;
    this.#note('filesFailed', { failed, ...byCode }, details);
  }
}
