/** Where does the snapshot lie between runs? In one file, column after column, of which the store knows every length and checksum. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { ColumnReader, type Column, type Columns } from '../core/columns.ts';
import type { SnapshotStorage } from '../core/ports.ts';
import { isSystemError } from './diskFailure.ts';
import { cacheWriteFailure } from './cacheWriteFailure.ts';

export const snapshotFile = 'tables.snapshot';
/** Read and checked, or checked and written, at a time: 4 MiB take a few milliseconds. */
const pieceLength = 4 * 1024 * 1024;

const kinds = { Uint8Array, Int8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;

/** One column as the description has it: what the values are, how many bytes they take, and their CRC-32. */
interface ColumnDescription {
  readonly name: string;
  readonly kind: keyof typeof kinds;
  readonly bytes: number;
  readonly crc32: number;
}

/**
 * The numbers lie as they do in memory, in the processor's byte order, which is the same on every platform that the product runs on.
 * The description is all that tells them apart: a file that was cut, zeroed, altered or replaced, or is that of another moment, does not fit it.
 */
export class SnapshotFile implements SnapshotStorage {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = path.join(directory, snapshotFile);
  }

  async save(columns: Columns): Promise<string> {
    const unfinished = `${this.#path}.unfinished`;
    try {
      const descriptions: ColumnDescription[] = [];
      const file = await fs.open(unfinished, 'w', 0o600);
      try {
        for (const [name, values] of Object.entries(columns)) descriptions.push(await writeColumn(file, name, ArrayBuffer.isView(values) ? [values] : values));
        await file.sync();
      } finally {
        await file.close();
      }
      await fs.rename(unfinished, this.#path);
      return JSON.stringify(descriptions);
    } catch (error) {
      await fs.rm(unfinished, { force: true }).catch(() => {});
      if (!isSystemError(error)) throw error;
      throw cacheWriteFailure('The snapshot of the index', this.#path, 'Until then the index opens more slowly; nothing is lost.', error);
    }
  }

  async load(description: string): Promise<ColumnReader | null> {
    const descriptions = parseDescription(description);
    if (!descriptions) return null;
    try {
      const file = await fs.open(this.#path, 'r');
      try {
        const length = descriptions.reduce((sum, { bytes }) => sum + bytes, 0);
        return (await file.stat()).size === length ? await readColumns(file, descriptions) : null;
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isSystemError(error)) return null;
      throw error;
    }
  }

  async remove(): Promise<void> {
    for (const name of [this.#path, `${this.#path}.unfinished`]) await fs.rm(name, { force: true }).catch(() => {});
  }
}

/** Null for what can't have been written here. */
function parseDescription(description: string): readonly ColumnDescription[] | null {
  try {
    const parsed: unknown = JSON.parse(description);
    return Array.isArray(parsed) && parsed.every(isColumnDescription) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isColumnDescription(value: unknown): value is ColumnDescription {
  const { name, kind, bytes, crc32: checksum } = Object(value) as Partial<ColumnDescription>;
  if (typeof name !== 'string' || typeof checksum !== 'number' || kind === undefined || !Object.hasOwn(kinds, kind)) return false;
  return Number.isSafeInteger(bytes) && bytes! >= 0 && bytes! % kinds[kind].BYTES_PER_ELEMENT === 0;
}

async function writeColumn(file: fs.FileHandle, name: string, parts: readonly Column[]): Promise<ColumnDescription> {
  let checksum = 0;
  let bytes = 0;
  for (const part of parts) {
    for (const piece of piecesOf(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))) {
      checksum = crc32(piece, checksum);
      for (let written = 0; written < piece.length;) written += (await file.write(piece, written)).bytesWritten;
      bytes += piece.length;
    }
  }
  const kind = (parts[0] ?? new Uint32Array(0)).constructor.name as keyof typeof kinds;
  return { name, kind, bytes, crc32: checksum };
}

/** Null where a checksum differs. While a piece is checked the next one is read. */
async function readColumns(file: fs.FileHandle, descriptions: readonly ColumnDescription[]): Promise<ColumnReader | null> {
  const columns = new Map<string, Column>();
  const pieces: { readonly bytes: Uint8Array; readonly isFirst: boolean; readonly expected: number | null }[] = [];
  for (const { name, kind, bytes, crc32: expected } of descriptions) {
    const values = new kinds[kind](bytes / kinds[kind].BYTES_PER_ELEMENT);
    columns.set(name, values);
    const parts = piecesOf(new Uint8Array(values.buffer));
    parts.forEach((part, at) => pieces.push({ bytes: part, isFirst: at === 0, expected: at === parts.length - 1 ? expected : null }));
  }
  let checksum = 0;
  let isWhole = true;
  let reading = pieces[0] ? readFully(file, pieces[0].bytes) : Promise.resolve();
  for (const [at, { bytes, isFirst, expected }] of pieces.entries()) {
    await reading;
    const next = pieces[at + 1];
    if (next && isWhole) reading = readFully(file, next.bytes);
    checksum = crc32(bytes, isFirst ? 0 : checksum);
    if (expected !== null && checksum !== expected) isWhole = false;
  }
  return isWhole ? new ColumnReader(columns) : null;
}

/** Ends early where the file does: the checksum then tells. */
async function readFully(file: fs.FileHandle, bytes: Uint8Array): Promise<void> {
  for (let length = 0; length < bytes.length;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length);
    if (bytesRead === 0) return;
    length += bytesRead;
  }
}

function piecesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, at) => bytes.subarray(at * pieceLength, (at + 1) * pieceLength));
}
