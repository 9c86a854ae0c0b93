/** What do chunks say now? The files of one question, each read once. */
import type { ChunkRow, FileRow } from '../catalog/rows.ts';
import { linesOf } from '../chunk/fileStructure.ts';
import { SourceLines } from '../chunk/sourceLines.ts';
import { throwIfCancelled } from '../failure.ts';
import type { FileSource } from '../ports.ts';
import { readText } from '../scan/readText.ts';
import type { Piece } from './view.ts';

export class IndexedTexts {
  readonly #files: Pick<FileSource, 'read'>;
  readonly #signal: AbortSignal | undefined;
  readonly #lines = new Map<number, Promise<SourceLines>>();

  constructor(files: Pick<FileSource, 'read'>, signal?: AbortSignal) {
    this.#files = files;
    this.#signal = signal;
  }

  async pieceOf({ chunk, file }: { readonly chunk: ChunkRow; readonly file: FileRow }): Promise<Piece> {
    const text = await this.textOf(chunk, file);
    return { text, language: file.language, kind: file.kind, symbols: chunk.symbol === null ? [] : [chunk.symbol] };
  }

  /** Empty where the file is gone, unreadable or shorter by now. Rejects with Failure "cancelled" when aborted. */
  async textOf({ startLine, endLine }: ChunkRow, file: FileRow): Promise<string> {
    let lines = this.#lines.get(file.id);
    if (!lines) this.#lines.set(file.id, (lines = this.#read(file)));
    const read = await lines;
    throwIfCancelled(this.#signal);
    return startLine > read.count ? '' : read.join(startLine, Math.min(endLine, read.count));
  }

  async #read(file: FileRow): Promise<SourceLines> {
    const read = await readText(file, this.#files);
    return read ? linesOf({ language: file.language, text: read.text }) : new SourceLines('');
  }
}
