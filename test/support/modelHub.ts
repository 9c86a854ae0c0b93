/** How does a test get a model hub? A real server on a loopback port, with the hub's routes, and with the faults that a test asks for. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export const commit = 'c0ffee1234567890abcdef1234567890abcdef12';
export const repository = 'tiny/encoder';

const random = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 2654435761) >>> 13 & 255));

export const tinyModel: Readonly<Record<string, Buffer>> = {
  'README.md': Buffer.from('---\nlanguage: en\nlicense: apache-2.0\n---\n# Tiny\n'),
  LICENSE: Buffer.from('Apache License\n'),
  'config.json': Buffer.from('{"hidden_size":8}'),
  'tokenizer.json': Buffer.from('{"version":"1.0"}'),
  '1_Pooling/config.json': Buffer.from('{"pooling_mode_mean_tokens":true}'),
  'model.safetensors': random(1000),
  'onnx/model.onnx': random(300_000),
  'onnx/model_int8.onnx': random(2000),
};
/** Of the files that are needed, in bytes. */
export const neededBytes = ['LICENSE', 'config.json', 'tokenizer.json', '1_Pooling/config.json', 'onnx/model.onnx']
  .reduce((sum, name) => sum + tinyModel[name]!.length, 0);

export interface HubFaults {
  files?: Readonly<Record<string, Buffer>>;
  /** More of what the hub says of the model. */
  info?: object;
  /** Of the whole hub, rather than an answer. */
  refuse?: { status: number; code?: string };
  /** Of the files alone. */
  refuseFiles?: { status: number; code?: string };
  /** For a request of this file: bytes after which the connection is cut. */
  cutAfter?: (path: string) => number | undefined;
  /** Rather than cut, the connection stays open and silent. */
  falls?: 'silent';
  /** Bytes that are sent in place of the file's. */
  altered?: Readonly<Record<string, Buffer>>;
  /** Of a file: everything is sent all the same (200), or nothing (416). */
  ranges?: 'ignored' | 'refused';
  /** Entries to a page of the tree; all of them without it. */
  pageSize?: number;
}

export interface TestHub {
  readonly endpoint: string;
  readonly faults: HubFaults;
  /** "METHOD PATH RANGE" of every request, of the store too. */
  readonly requests: string[];
  /** Authorization headers that the hub, and that the store was shown. */
  readonly tokens: { readonly hub: (string | undefined)[]; readonly store: (string | undefined)[] };
  stop(): Promise<void>;
}

/** The hub, and on another port the store that it sends readers of large files on to. */
export async function startHub(test: Pick<TestContext, 'after'>, faults: HubFaults = {}): Promise<TestHub> {
  const requests: string[] = [];
  const tokens = { hub: [] as (string | undefined)[], store: [] as (string | undefined)[] };
  const store = await listen(test, (request, response) => {
    note(requests, request);
    tokens.store.push(request.headers.authorization);
    sendFile(faults, decodeURIComponent(request.url!.slice(1)), request, response);
  });
  const hub = await listen(test, (request, response) => {
    note(requests, request);
    tokens.hub.push(request.headers.authorization);
    answer(faults, store.endpoint, request, response);
  });
  return { endpoint: hub.endpoint, faults, requests, tokens, stop: async () => { await hub.stop(); await store.stop(); } };
}

const note = (requests: string[], { method, url, headers }: http.IncomingMessage): void => { requests.push([method, url, headers.range ?? ''].join(' ').trim()); };

async function listen(test: Pick<TestContext, 'after'>, handler: http.RequestListener): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const server = http.createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  test.after(stop);
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

function answer(faults: HubFaults, store: string, request: http.IncomingMessage, response: http.ServerResponse): void {
  const url = new URL(request.url!, 'http://hub');
  const refusal = faults.refuse ?? (url.pathname.includes('/resolve/') ? faults.refuseFiles : undefined);
  if (refusal) return void response.writeHead(refusal.status, refusal.code ? { 'x-error-code': refusal.code } : {}).end('{"error":"refused"}');
  const resolve = `/${repository}/resolve/${commit}/`;
  if (url.pathname === `/api/models/${repository}/revision/main` || url.pathname === `/api/models/${repository}/revision/${commit}`) {
    return json(response, { id: repository, sha: commit, gated: false, tags: [], ...faults.info });
  }
  if (url.pathname.startsWith(`/api/models/${repository}/revision/`)) return void response.writeHead(404, { 'x-error-code': 'RevisionNotFound' }).end();
  if (url.pathname === `/api/models/${repository}/tree/${commit}`) return tree(faults, url, response);
  if (!url.pathname.startsWith(resolve)) return void response.writeHead(404).end();
  const path = url.pathname.slice(resolve.length);
  if (isLarge(path)) return void response.writeHead(302, { location: `${store}/${encodeURIComponent(path)}` }).end();
  sendFile(faults, path, request, response);
}

const isLarge = (path: string): boolean => /\.(onnx|onnx_data|safetensors)$/.test(path);

function tree(faults: HubFaults, url: URL, response: http.ServerResponse): void {
  const all = Object.entries(faults.files ?? tinyModel).map(([path, content]) => ({
    type: 'file', path, size: content.length, oid: createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
    ...(isLarge(path) ? { oid: '0'.repeat(40), lfs: { oid: createHash('sha256').update(content).digest('hex'), size: content.length, pointerSize: 134 } } : {}),
  }));
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const to = from + (faults.pageSize ?? all.length);
  const next = to < all.length ? { link: `<https://elsewhere.example${url.pathname}?recursive=true&cursor=${to}>; rel="next"` } : {};
  json(response, [{ type: 'directory', path: 'onnx', size: 0, oid: '1'.repeat(40) }, ...all.slice(from, to)], next);
}

function sendFile(faults: HubFaults, path: string, request: http.IncomingMessage, response: http.ServerResponse): void {
  const content = faults.altered?.[path] ?? (faults.files ?? tinyModel)[path];
  if (!content) return void response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end();
  const asked = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (asked > 0 && faults.ranges === 'refused') return void response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end('no such range');
  const from = faults.ranges === 'ignored' ? 0 : asked;
  const body = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length, ...(from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}),
  });
  const cut = request.method === 'HEAD' ? undefined : faults.cutAfter?.(path);
  if (cut === undefined) response.end(request.method === 'HEAD' ? undefined : body);
  else if (faults.falls === 'silent') response.write(body.subarray(0, cut));
  else response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 30)); // after what was written has left
}

function json(response: http.ServerResponse, body: unknown, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
