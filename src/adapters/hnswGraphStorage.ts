/** Where does the graph lie between runs? One file and its sidecar in the index directory. */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { GraphShape, GraphStorage, VectorIndex } from '../core/ports.ts';
import { verifyGraphFile } from './hnswGraphFile.ts';
import { HnswVectorIndex } from './hnswVectorIndex.ts';

const fileName = 'graph.hnsw';
/** The graph and its sidecar. */
export const graphFiles = [fileName, `${fileName}.json`] as const;

export class HnswGraphStorage implements GraphStorage {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  create(dimensions: number, shape?: GraphShape): HnswVectorIndex {
    return new HnswVectorIndex(dimensions, shape);
  }

  async load(identity: string, dimensions: number): Promise<VectorIndex | null> {
    const loaded = await HnswVectorIndex.load(path.join(this.#directory, fileName), identity);
    return loaded instanceof HnswVectorIndex && loaded.dimensions === dimensions ? loaded : null;
  }

  /** Whether what is saved is whole, whichever vectors it holds. */
  async standing(): Promise<'sound' | 'missing' | 'damaged'> {
    const verified = await verifyGraphFile(path.join(this.#directory, fileName), null);
    if (verified === 'missing') return 'missing';
    return typeof verified === 'string' ? 'damaged' : 'sound';
  }

  async save(index: VectorIndex, identity: string): Promise<void> {
    if (index instanceof HnswVectorIndex) await index.save(path.join(this.#directory, fileName), identity);
  }

  async remove(): Promise<void> {
    const names = await fs.readdir(this.#directory).catch(() => []);
    await Promise.all(names.filter((name) => name.startsWith(fileName)).map((name) => fs.rm(path.join(this.#directory, name), { force: true })));
  }
}
