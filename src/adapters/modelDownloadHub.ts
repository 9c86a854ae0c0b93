/** What does the Hugging Face hub, or a mirror of it, say of a model? The only file of the product that opens a connection. */
import { Failure } from '../core/failure.ts';

const defaultEndpoint = 'https://huggingface.co';

export interface HubFile {
  /** Relative to the repository, with "/". */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Of large files (LFS) the hub knows the SHA-256, of the others git's: SHA-1 over "blob SIZE\0" and the content. */
  readonly algorithm: 'sha256' | 'gitBlobSha1';
  /** Hexadecimal. */
  readonly digest: string;
}

export interface HubModel {
  /** 40 hexadecimal digits: what the revision stands for now. */
  readonly commit: string;
  /** As its authors name it, such as "apache-2.0"; null where they don't. */
  readonly licence: string | null;
  /** True: its authors ask for a consent or an account before its files are given out. */
  readonly gated: boolean;
  readonly files: readonly HubFile[];
}

/**
 * A hub, by its address: HF_ENDPOINT (a mirror) or huggingface.co. HF_TOKEN, where it is set, is shown to that address and to no
 * other: fetch leaves it out when it is sent on to another host. Every call rejects with Failure "hubUnreachable", "hubRefused",
 * "notOnHub" or "cancelled".
 */
export class ModelHub {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** Throws Failure "badRequest" when HF_ENDPOINT is no address. */
  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.endpoint = endpointOf(environment['HF_ENDPOINT'] || defaultEndpoint);
    const token = environment['HF_TOKEN'];
    // Sizes and ranges count the bytes as they are stored.
    this.#headers = { 'accept-encoding': 'identity', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  }

  /** https://huggingface.co/docs/hub/api: the revision's commit, then the files of exactly that commit. */
  async describe(repository: string, revision: string, signal?: AbortSignal): Promise<HubModel> {
    const { body: info } = await this.#json(`/api/models/${repository}/revision/${encodeURIComponent(revision)}`, repository, signal);
    const commit = field(info, 'sha');
    if (typeof commit !== 'string' || !/^[0-9a-f]{40}$/.test(commit)) throw this.#notAHub();
    const files = await this.#files(repository, commit, signal);
    const gated = field(info, 'gated') !== undefined && field(info, 'gated') !== false;
    return { commit, gated, files, licence: licenceOf(info) ?? await this.#licenceInReadme(repository, commit, files, signal) };
  }

  /** The bytes of a file from an offset on. The answer may hold all of them instead (status 200), or none (416). */
  open(repository: string, commit: string, path: string, from: number, signal?: AbortSignal): Promise<Response> {
    return this.#ask('GET', `/${repository}/resolve/${commit}/${path}`, repository, signal, from > 0 ? { range: `bytes=${from}-` } : {});
  }

  /** Settles when the file would be given out. */
  async check(repository: string, commit: string, path: string, signal?: AbortSignal): Promise<void> {
    await this.#ask('HEAD', `/${repository}/resolve/${commit}/${path}`, repository, signal);
  }

  async #files(repository: string, commit: string, signal?: AbortSignal): Promise<HubFile[]> {
    const files: HubFile[] = [];
    for (let query: string | null = '?recursive=true'; query !== null;) {
      const { body, next } = await this.#json(`/api/models/${repository}/tree/${commit}${query}`, repository, signal);
      if (!Array.isArray(body)) throw this.#notAHub();
      files.push(...body.flatMap(fileOf));
      query = next;
    }
    return files;
  }

  async #licenceInReadme(repository: string, commit: string, files: readonly HubFile[], signal?: AbortSignal): Promise<string | null> {
    if (!files.some(({ path }) => path === 'README.md')) return null;
    const text = await this.#text(await this.open(repository, commit, 'README.md', 0, signal), signal);
    const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
    return /^license:[ \t]*["']?([^"'\r\n]+)/m.exec(frontMatter)?.[1]?.trim() ?? null;
  }

  async #json(path: string, repository: string, signal?: AbortSignal): Promise<{ body: unknown; next: string | null }> {
    const response = await this.#ask('GET', path, repository, signal);
    const text = await this.#text(response, signal);
    try {
      return { body: JSON.parse(text), next: nextPage(response) };
    } catch (cause) {
      throw this.#notAHub(cause);
    }
  }

  async #text(response: Response, signal?: AbortSignal): Promise<string> {
    try {
      return await response.text();
    } catch (cause) {
      throw connectionFailure(this.endpoint, cause, signal);
    }
  }

  async #ask(method: string, path: string, repository: string, signal?: AbortSignal, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.endpoint + path, { method, headers: { ...this.#headers, ...headers }, ...(signal && { signal }) });
    } catch (cause) {
      throw connectionFailure(this.endpoint, cause, signal);
    }
    if (response.ok || response.status === 416) return response;
    await response.body?.cancel();
    throw this.#refusal(response, repository);
  }

  /** The hub answers 401 rather than 404 for what does not exist, unless its error code says so. */
  #refusal({ status, headers }: Response, repository: string): Failure {
    const code = headers.get('x-error-code');
    const name = `${repository} on ${this.endpoint}`;
    if (code === 'RevisionNotFound') return new Failure('notOnHub', `There is no such revision of ${name}.`, 'Look up its branches, tags or commits there.', undefined, name);
    if (status === 404 || code === 'RepoNotFound') {
      return new Failure('notOnHub', `There is no model ${name}, or it is private.`, 'Check the name: OWNER/NAME, as in the address of its page.', undefined, name);
    }
    if (status === 401 || status === 403) {
      return new Failure('hubRefused', `${this.endpoint} does not give out ${repository} without an account (HTTP ${status}): it is gated or private, or does not exist.`,
        'Check the name; accept its terms on its page and set HF_TOKEN, or choose another model.', undefined, repository);
    }
    return new Failure('hubUnreachable', `${this.endpoint} answers with HTTP ${status}.`, 'Ask again later: what is there already is kept.', undefined, `${this.endpoint}, HTTP ${status}`);
  }

  #notAHub(cause?: unknown): Failure {
    return new Failure('hubUnreachable', `${this.endpoint} does not answer as a model hub does.`, 'Check HF_ENDPOINT, and whether the network asks for a login.', cause, this.endpoint);
  }
}

/** For what fetch or a body's stream throws. */
export function connectionFailure(endpoint: string, error: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted) return new Failure('cancelled', 'The download was stopped.', 'Ask again to go on from where it was.', error);
  const cause = error instanceof Error ? error.cause ?? error : error;
  const reason = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause);
  return new Failure('hubUnreachable', `${endpoint} can't be reached, or the connection was cut (${reason}).`,
    'Check the network (behind a proxy set NODE_USE_ENV_PROXY=1, for a mirror HF_ENDPOINT), then ask again: it goes on from where it was.', error, `${endpoint}, ${reason}`);
}

function endpointOf(text: string): string {
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address?.protocol === 'https:' || address?.protocol === 'http:') return text.replace(/\/+$/, '');
  throw new Failure('badEndpoint', `HF_ENDPOINT is not the address of a hub: ${text}.`, `Set it to an address such as ${defaultEndpoint}, or unset it.`, undefined, text);
}

const field = (value: unknown, name: string): unknown => typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

function licenceOf(info: unknown): string | null {
  const card = field(info, 'cardData');
  const tags = field(info, 'tags');
  const tagged = Array.isArray(tags) ? tags.find((tag) => typeof tag === 'string' && tag.startsWith('license:')) : undefined;
  const named = field(card, 'license') === 'other' ? field(card, 'license_name') ?? 'other' : field(card, 'license') ?? tagged?.slice('license:'.length);
  return typeof named === 'string' && named !== '' ? named : null;
}

function fileOf(entry: unknown): HubFile[] {
  const [type, path, size, oid, lfs] = ['type', 'path', 'size', 'oid', 'lfs'].map((name) => field(entry, name));
  if (type !== 'file' || typeof path !== 'string' || typeof size !== 'number') return [];
  const sha256 = field(lfs, 'oid');
  if (typeof sha256 === 'string') return [{ path, size, algorithm: 'sha256', digest: sha256.replace(/^sha256:/, '') }];
  return typeof oid === 'string' ? [{ path, size, algorithm: 'gitBlobSha1', digest: oid }] : [];
}

/** A long tree comes in pages. Only the query of the next page's address is taken: a mirror may pass on the hub's own host. */
function nextPage(response: Response): string | null {
  const link = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  return link === undefined ? null : new URL(link, response.url).search;
}
