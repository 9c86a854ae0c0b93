/**
 * When did the daemon get each message, and when had it answered? Loaded into the daemon before its own code (node --import), so that the product needs
 * nothing for it; also has it use the bench's kept index. Writes a line of JSON for each message, times in milliseconds since the epoch.
 */
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

export interface NotedMessage {
  readonly at: number;
  readonly way: 'in' | 'out';
  /** Of a request and its answer. */
  readonly id: number | null;
  readonly method: string | null;
  readonly query: string | null;
  /** Of the answer to a search: what its handler took. */
  readonly tookMs: number | null;
  /** Whether a status says that everything is indexed, with all vectors, and the graph measured. */
  readonly complete: boolean | null;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    indexDir?: string; readonly query?: string; readonly phase?: string; readonly chunks?: { readonly total: number; readonly withVectors: number };
    readonly graph?: { readonly search: string };
  };
  readonly result?: { readonly tookMs?: number } | null;
}

const [file, indexDir] = [process.env['LODESTONE_BENCH_NOTES'], process.env['LODESTONE_BENCH_INDEX']];

function isComplete({ phase, chunks, graph }: NonNullable<Message['params']>): boolean {
  return phase === 'ready' && chunks !== undefined && chunks.total > 0 && chunks.withVectors === chunks.total && graph !== undefined && !['incomplete', 'unmeasured'].includes(graph.search);
}

function note(to: string, way: NotedMessage['way'], { id = null as never, method = null as never, params, result }: Message): void {
  const line: NotedMessage = {
    at: performance.timeOrigin + performance.now(), way, id, method, query: params?.query ?? null, tookMs: result?.tookMs ?? null,
    complete: method === 'statusChanged' && params ? isComplete(params) : null,
  };
  appendFileSync(to, `${JSON.stringify(line)}\n`);
}

if (isMainThread && file !== undefined) {
  const { emit, send } = process;
  process.emit = ((name: string, ...given: readonly unknown[]) => {
    if (name === 'message') {
      const message = given[0] as Message;
      note(file, 'in', message);
      if (message.method === 'initialize' && message.params && indexDir !== undefined) message.params.indexDir = indexDir;
    }
    return (emit as (...all: readonly unknown[]) => boolean).call(process, name, ...given);
  }) as typeof process.emit;
  if (send) {
    process.send = ((message: Message, ...rest: readonly unknown[]) => {
      note(file, 'out', message);
      return (send as (...all: readonly unknown[]) => boolean).call(process, message, ...rest);
    }) as NonNullable<typeof process.send>;
  }
}
