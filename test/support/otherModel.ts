/** Where does a test get a second real model? Made of the bundled one: half its dimensions, and each word with another word's vector. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { tempDirectory } from './tempDirectory.ts';
import { installed } from './testIndex.ts';

export interface OtherModel {
  readonly dir: string;
  readonly id: string;
  readonly dimensions: number;
}

const dimensions = 128;
const read = (name: string): Buffer => fs.readFileSync(path.join(installed.modelDir, name));
const description: { readonly id: string } = JSON.parse(read('model.json').toString('utf8'));
export const bundledModel = description.id;
/** Padding and the unknown token keep their numbers. */
const specialTokens = 2;

/** `shift`: how far the words' numbers are moved on; models with different shifts split texts alike and number the pieces differently. */
export function otherModel(test: Pick<TestContext, 'after'>, shift = 1000): OtherModel {
  const dir = tempDirectory(test);
  const id = `lodestone-other-${shift}`;
  const model = narrowed(read('model.onnx'));
  const tokenizer = Buffer.from(JSON.stringify(renumbered(JSON.parse(read('tokenizer.json').toString('utf8')), shift)));
  fs.writeFileSync(path.join(dir, 'model.onnx'), model);
  fs.writeFileSync(path.join(dir, 'tokenizer.json'), tokenizer);
  const sha256 = { 'model.onnx': hash(model), 'tokenizer.json': hash(tokenizer) };
  fs.writeFileSync(path.join(dir, 'model.json'), JSON.stringify({ ...description, id, dimensions, sha256 }));
  return { dir, id, dimensions };
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface TokenizerJson { readonly model: { readonly vocab: Readonly<Record<string, number>> } }

function renumbered(json: TokenizerJson, shift: number): TokenizerJson {
  const words = Object.keys(json.model.vocab).length - specialTokens;
  const vocab = Object.fromEntries(Object.entries(json.model.vocab)
    .map(([word, at]) => [word, at < specialTokens ? at : specialTokens + (at - specialTokens + shift) % words]));
  return { ...json, model: { ...json.model, vocab } };
}

/** A field of a protocol buffer: its number, and its value as a number or as bytes. */
type Field = readonly [number: number, value: number | Buffer];

/** ONNX: model.graph is field 7; in it 5 are tensors, 12 the outputs. */
function narrowed(model: Buffer): Buffer {
  return write(fieldsOf(model).map(([number, value]): Field => (number === 7 && typeof value !== 'number' ? [7, narrowedGraph(value)] : [number, value])));
}

function narrowedGraph(graph: Buffer): Buffer {
  return write(fieldsOf(graph).map(([number, value]): Field => {
    if (typeof value === 'number') return [number, value];
    // An output's type (field 2) names its shape; without one the shape follows from the table.
    if (number === 12) return [number, write(fieldsOf(value).filter(([part]) => part !== 2))];
    return [number, number === 5 ? narrowedTensor(value) : value];
  }));
}

/** Of the table of words ("emb") the first values of each row stay. A tensor: 1 its dimensions, 8 its name, 9 its bytes. */
function narrowedTensor(tensor: Buffer): Buffer {
  const fields = fieldsOf(tensor);
  const value = (wanted: number): number | Buffer | undefined => fields.find(([number]) => number === wanted)?.[1];
  const [name, data] = [value(8), value(9)];
  if (String(name) !== 'emb' || !(data instanceof Buffer)) return tensor;
  const shape = fields.flatMap(([number, part]) => (number !== 1 ? [] : typeof part === 'number' ? [part] : varints(part)));
  const [rows = 0, width = 0] = shape;
  const narrow = Buffer.concat(Array.from({ length: rows }, (_, row) => data.subarray(row * width, row * width + dimensions)));
  return write([[1, rows], [1, dimensions], ...fields.filter(([number]) => number !== 1 && number !== 9), [9, narrow]]);
}

function fieldsOf(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = varint(bytes, at);
    const [number, kind] = [tag.value >>> 3, tag.value & 7];
    if (kind === 0) {
      const { value, end } = varint(bytes, tag.end);
      fields.push([number, value]);
      at = end;
    } else if (kind === 2) {
      const length = varint(bytes, tag.end);
      fields.push([number, bytes.subarray(length.end, length.end + length.value)]);
      at = length.end + length.value;
    } else throw new Error(`A field of kind ${kind} is not expected in this model.`);
  }
  return fields;
}

function varints(bytes: Buffer): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const { value, end } = varint(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start, unit = 1; ; at++, unit *= 128) {
    value += (bytes[at]! & 127) * unit;
    if (bytes[at]! < 128) return { value, end: at + 1 };
  }
}

function written(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const write = (fields: readonly Field[]): Buffer => Buffer.concat(fields.flatMap(([number, value]) =>
  (typeof value === 'number' ? [written(number * 8), written(value)] : [written(number * 8 + 2), written(value.length), value])));
