/** Is a saved graph complete, unaltered and the one asked for? Decided before native code sees the file, which can crash on a bad one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { Failure } from '../core/failure.ts';
import { cacheWriteFailure, diskIsFull, errorCode } from './cacheWriteFailure.ts';
import { expectedLength } from './hnswFileLayout.ts';
import { parseSidecar, sealSidecar, type GraphContents, type GraphRejection, type GraphSidecar } from './hnswSidecar.ts';

/**
 * Writes a graph and its sidecar beside `path`, then renames both: a crash at any moment leaves the old graph, the new
 * one, or a pair that is rejected. Rejects with Failure "diskFull", "readOnly", "notPermitted", "folderMissing" or
 * "internal"; the old graph is then still there.
 */
export async function writeGraphFile(path: string, identity: string, writeNatively: (file: string) => Promise<GraphContents>): Promise<void> {
  const graph = `${path}.unfinished`;
  const sidecar = `${sidecarPath(path)}.unfinished`;
  try {
    // Native code reports success where it can't write at all: the file system says why.
    await (await open(graph, 'w')).close();
    const contents = await writeNatively(graph);
    await flush(graph);
    const { length, sha256 } = await measure(graph);
    if (length !== (await expectedLength(graph, contents))) {
      throw diskIsFull(`Only ${length} bytes of the search graph could be written to ${path}.`, meanwhile);
    }
    await writeAndFlush(sidecar, sealSidecar({ identity, ...contents, byteLength: length, sha256 }));
    await rename(graph, path);
    await rename(sidecar, sidecarPath(path));
  } catch (error) {
    await Promise.allSettled([rm(graph, { force: true }), rm(sidecar, { force: true })]);
    throw error instanceof Failure ? error : cacheWriteFailure('The search graph', path, meanwhile, error);
  }
}

/** The sidecar of a graph file that native code may read, or why there is none. Never rejects. */
export async function verifyGraphFile(path: string, identity: string | null): Promise<GraphSidecar | GraphRejection> {
  try {
    const sidecar = parseSidecar(await readFile(sidecarPath(path), 'utf8'), identity);
    if (typeof sidecar === 'string') return sidecar;
    // The length first: no need to read what was cut short.
    if ((await stat(path)).size !== sidecar.byteLength) return 'damaged';
    const { length, sha256 } = await measure(path);
    if (length !== sidecar.byteLength || sha256 !== sidecar.sha256) return 'damaged';
    return (await expectedLength(path, sidecar)) === length ? sidecar : 'damaged';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

const sidecarPath = (path: string): string => `${path}.json`;

async function measure(path: string): Promise<{ readonly length: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let length = 0;
  // Pieces of 1 MiB take about 1 ms each to hash: the event loop is never held for longer.
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(piece);
    length += piece.length;
  }
  return { length, sha256: hash.digest('hex') };
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

async function writeAndFlush(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

const meanwhile = 'Until then the graph is built again at every start; nothing else is lost.';
