/** How does a test get a model as Hugging Face lays it out, with something about it changed? */
import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { tempDirectory } from './tempDirectory.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/models');
export const tinyModel = path.join(fixtures, 'tiny');
/** A graph of test/fixtures/models/graphs. */
export const tinyGraph = (name: string): string => path.join(fixtures, 'graphs', `${name}.onnx`);

/** A copy of the tiny model, in a folder called "tiny"; each file is replaced by a value (as JSON), a text, or bytes, or (null) removed. */
export function foreignModel(t: Pick<TestContext, 'after'>, changes: Readonly<Record<string, object | string | Uint8Array | null>> = {}): string {
  const directory = path.join(tempDirectory(t), 'tiny');
  fs.cpSync(tinyModel, directory, { recursive: true });
  for (const [name, content] of Object.entries(changes)) {
    const file = path.join(directory, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (content === null) fs.rmSync(file, { recursive: true });
    else fs.writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  return directory;
}

const dimensions = 32;
const specialTokens = 5;

/** A token's vector, by the formula of makeTinyModels.py. */
export function tinyTokenVector(id: number): number[] {
  return Array.from({ length: dimensions }, (_, place) => Math.sin((id + 1) * (place + 1)) * (id < specialTokens ? 0.1 : 1));
}
