/** How are hundreds of thousands of chunks held in little memory? By columns over their ids; a row is made when it is asked for. */
import { prefixed, type ColumnReader, type Columns } from '../columns.ts';
import { PackedStrings } from '../packedStrings.ts';
import type { ChunkShape } from '../types.ts';
import type { ChunkRow } from './rows.ts';

/** The order is that of the stored numbers: new shapes go to the end. */
const shapes: readonly ChunkShape[] = ['function', 'class', 'type', 'section', 'module', 'lines'];
const keyLength = 16;
const none = -1;
const firstCapacity = 256;

/** A chunk takes 45 bytes and its name: 395,000 chunks and their 50,000 files come to 60 MB; with an object a chunk it was 117. */
export class ChunkTable {
  #fileIds = new Int32Array(0);
  #startLines = new Uint32Array(0);
  #endLines = new Uint32Array(0);
  #shapes = new Uint8Array(0);
  #symbols = new Int32Array(0);
  #revisions = new Float64Array(0);
  #keys = new Uint8Array(0);
  /** Names of definitions. One that no chunk has any more stays until the index is opened without a snapshot. */
  #names = new PackedStrings();
  #end = 0;
  #count = 0;

  get count(): number { return this.#count; }
  /** Ids at and after this one are absent. */
  get end(): number { return this.#end; }

  has(id: number): boolean { return (this.#fileIds[id] ?? none) !== none; }
  /** Undefined where there is no such chunk, here and below. */
  fileIdOf(id: number): number | undefined { return this.has(id) ? this.#fileIds[id] : undefined; }
  revisionOf(id: number): number | undefined { return this.has(id) ? this.#revisions[id] : undefined; }
  startLineOf(id: number): number | undefined { return this.has(id) ? this.#startLines[id] : undefined; }
  /** Null also where nothing is defined. */
  symbolOf(id: number): string | null {
    const name = this.#symbols[id] ?? none;
    return name === none ? null : this.#names.at(name) ?? null;
  }

  get(id: number): ChunkRow | undefined {
    if (!this.has(id)) return undefined;
    return {
      id, fileId: this.#fileIds[id]!, startLine: this.#startLines[id]!, endLine: this.#endLines[id]!, shape: shapes[this.#shapes[id]!]!,
      symbol: this.symbolOf(id), contentKey: keyText(this.#keys, id * keyLength), revision: this.#revisions[id]!,
    };
  }

  *ids(): Generator<number> {
    for (let id = 0; id < this.#end; id++) if (this.#fileIds[id] !== none) yield id;
  }

  set({ id, fileId, startLine, endLine, shape, symbol, contentKey, revision }: ChunkRow): void {
    if (id >= this.#fileIds.length) this.#grow(Math.max(id + 1, firstCapacity, Math.ceil(this.#fileIds.length * 1.5)));
    if (this.#fileIds[id] === none) this.#count++;
    this.#end = Math.max(this.#end, id + 1);
    this.#fileIds[id] = fileId;
    this.#startLines[id] = startLine;
    this.#endLines[id] = endLine;
    this.#shapes[id] = shapes.indexOf(shape);
    this.#symbols[id] = symbol === null ? none : this.#names.add(symbol);
    this.#revisions[id] = revision;
    for (let at = 0; at < keyLength; at++) this.#keys[id * keyLength + at] = byteAt(contentKey, at);
  }

  remove(id: number): void {
    if (!this.has(id)) return;
    this.#fileIds[id] = none;
    this.#count--;
  }

  clear(): void {
    this.#grow(0);
    this.#names = new PackedStrings();
    this.#end = this.#count = 0;
  }

  columns(): Columns {
    const used = <Values extends Int32Array | Uint32Array | Uint8Array | Float64Array>(values: Values) => values.subarray(0, this.#end);
    return {
      fileIds: used(this.#fileIds), startLines: used(this.#startLines), endLines: used(this.#endLines), shapes: used(this.#shapes),
      symbols: used(this.#symbols), revisions: used(this.#revisions), keys: this.#keys.subarray(0, this.#end * keyLength),
      ...prefixed('names', this.#names.columns()),
    };
  }

  /** Takes the place of what is held. Throws Failure "indexDamaged" where a column is missing. */
  restore(columns: ColumnReader): void {
    this.#fileIds = columns.take('fileIds', Int32Array);
    const end = this.#fileIds.length;
    this.#startLines = columns.take('startLines', Uint32Array, end);
    this.#endLines = columns.take('endLines', Uint32Array, end);
    this.#shapes = columns.take('shapes', Uint8Array, end);
    this.#symbols = columns.take('symbols', Int32Array, end);
    this.#revisions = columns.take('revisions', Float64Array, end);
    this.#keys = columns.take('keys', Uint8Array, end * keyLength);
    this.#names.restore(columns.within('names'));
    this.#end = end;
    this.#count = this.#fileIds.reduce((count, fileId) => count + Number(fileId !== none), 0);
  }

  /** Room for so many ids; 0 empties it. */
  #grow(capacity: number): void {
    const kept = Math.min(capacity, this.#fileIds.length);
    const larger = <Values extends Int32Array | Uint32Array | Uint8Array | Float64Array>(target: Values, source: Values): Values => {
      target.set(source.subarray(0, Math.min(source.length, target.length)));
      return target;
    };
    this.#fileIds = larger(new Int32Array(capacity).fill(none, kept), this.#fileIds);
    this.#startLines = larger(new Uint32Array(capacity), this.#startLines);
    this.#endLines = larger(new Uint32Array(capacity), this.#endLines);
    this.#shapes = larger(new Uint8Array(capacity), this.#shapes);
    this.#symbols = larger(new Int32Array(capacity), this.#symbols);
    this.#revisions = larger(new Float64Array(capacity), this.#revisions);
    this.#keys = larger(new Uint8Array(capacity * keyLength), this.#keys);
  }
}

const hexOf: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function keyText(keys: Uint8Array, start: number): string {
  let text = '';
  for (let at = start; at < start + keyLength; at++) text += hexOf[keys[at]!]!;
  return text;
}

const byteAt = (key: string, at: number): number => (nibble(key.charCodeAt(2 * at)) << 4) | nibble(key.charCodeAt(2 * at + 1));
const nibble = (code: number): number => (code <= 0x39 ? code - 0x30 : code - 0x57);
