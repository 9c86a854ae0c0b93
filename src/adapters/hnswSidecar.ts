/** What is written beside a graph file, so that it can be checked and its ids are known? */
import { createHash } from 'node:crypto';
import type { GraphShape } from '../core/ports.ts';

/** Why a saved graph is not used; it is then built again from the vectors. */
export type GraphRejection = 'missing' | 'unreadable' | 'otherFormat' | 'otherIdentity' | 'damaged';

export interface GraphContents {
  readonly dimensions: number;
  readonly shape: GraphShape;
  /** Vectors in the graph, those marked as deleted included. */
  readonly slots: number;
  readonly markedIds: readonly number[];
  /** Ids held with the zero vector, which has no place in the graph. */
  readonly zeroIds: readonly number[];
}

export interface GraphSidecar extends GraphContents {
  /** Which vectors these are, in the caller's own words. */
  readonly identity: string;
  readonly byteLength: number;
  /** Of the graph file, in hexadecimal. */
  readonly sha256: string;
}

/** 1: the first. 2: with the graph's shape. Another format is never read: the graph is a cache. */
const format = 2;

/** JSON that carries its own checksum. */
export function sealSidecar(sidecar: GraphSidecar): string {
  return JSON.stringify({ format, checksum: checksumOf(sidecar), sidecar });
}

/** `identity`: null where any will do. */
export function parseSidecar(text: string, identity: string | null): GraphSidecar | GraphRejection {
  const value = parseObject(text);
  if (value === null) return 'damaged';
  if (value['format'] !== format) return typeof value['format'] === 'number' ? 'otherFormat' : 'damaged';
  if (typeof value['sidecar'] !== 'object' || value['checksum'] !== checksumOf(value['sidecar'])) return 'damaged';
  // The checksum says that sealSidecar wrote this, in this format: its fields need no further look.
  const sidecar = value['sidecar'] as GraphSidecar;
  return identity === null || sidecar.identity === identity ? sidecar : 'otherIdentity';
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function checksumOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
