/** How long must a graph file of hnswlib be, if it is complete and holds what is said of it? */
import { open, type FileHandle } from 'node:fs/promises';
import type { GraphShape } from '../core/ports.ts';

/**
 * HierarchicalNSW::saveIndex of hnswlib 0.8: a header of eleven 64-bit and two 32-bit numbers; a row for each vector
 * (a count and its bottom links, the vector, its label); then for each vector the byte length of its upper links, and these.
 */
const headerLength = 96;
const slotsAt = 16;
const rowLengthAt = 24;
const linksAt = 72;
const labelLength = 8;
const bottomLinksLength = (links: number): number => 4 + 2 * links * 4;
const upperLayerLength = (links: number): number => 4 + links * 4;

interface Expected {
  readonly slots: number;
  readonly dimensions: number;
  readonly shape: GraphShape;
}

/** Null where the header or the link lengths contradict the number of vectors and dimensions, or end too soon. */
export async function expectedLength(path: string, contents: Expected): Promise<number | null> {
  const file = await open(path, 'r');
  try {
    const header = await readAt(file, 0, headerLength);
    if (header.length < headerLength) return null;
    const { links } = contents.shape;
    const rowLength = bottomLinksLength(links) + 4 * contents.dimensions + labelLength;
    const matches =
      header.readBigUInt64LE(slotsAt) === BigInt(contents.slots) &&
      header.readBigUInt64LE(rowLengthAt) === BigInt(rowLength) &&
      header.readBigUInt64LE(linksAt) === BigInt(links);
    if (!matches) return null;
    const upperAt = headerLength + contents.slots * rowLength;
    const upper = await readAt(file, upperAt, (await file.stat()).size - upperAt);
    const upperLength = lengthOfUpperLinks(upper, contents.slots, upperLayerLength(links));
    return upperLength === null ? null : upperAt + upperLength;
  } finally {
    await file.close();
  }
}

function lengthOfUpperLinks(bytes: Buffer, slots: number, layerLength: number): number | null {
  let position = 0;
  for (let slot = 0; slot < slots; slot++) {
    if (position + 4 > bytes.length) return null;
    const length = bytes.readUInt32LE(position);
    if (length % layerLength !== 0) return null;
    position += 4 + length;
  }
  return position;
}

/** Fewer bytes than asked for at the end of the file; none for a length below zero. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (length <= 0) return Buffer.alloc(0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
