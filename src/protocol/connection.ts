/** How do the extension and the daemon call each other over a child process's IPC channel? The one importer of vscode-jsonrpc. */
import type { ChildProcess } from 'node:child_process';
import {
  CancellationTokenSource, ConnectionError, createMessageConnection, ErrorCodes, IPCMessageReader, IPCMessageWriter,
  NotificationType, RequestType, ResponseError, type CancellationToken, type DataCallback, type Disposable, type MessageConnection,
} from 'vscode-jsonrpc/node';
import { failureText, type FailureParts } from './failureText.ts';
import type { DaemonEventName, DaemonEvents, DaemonRequestName, DaemonRequests, ErrorData } from './daemonProtocol.ts';

type Params<Name extends DaemonRequestName> = DaemonRequests[Name][0];
type Result<Name extends DaemonRequestName> = DaemonRequests[Name][1];

/** What the daemon does for each request. A handler rejects with an error that has `code` and `nextStep` (core's Failure has). */
export type DaemonHandlers = {
  readonly [Name in DaemonRequestName]: (params: Params<Name>, signal: AbortSignal) => Result<Name> | Promise<Result<Name>>;
};

/** A call that the daemon did not answer. `code` is a FailureCode of the daemon, or "daemonGone" or "cancelled". */
export class RequestFailure extends Error {
  readonly code: string;
  /** What the user can do about it, as a sentence. */
  readonly nextStep: string;

  constructor(code: string, message: string, nextStep: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RequestFailure';
    this.code = code;
    this.nextStep = nextStep;
  }
}

const requestType = <Name extends DaemonRequestName>(name: Name) =>
  new RequestType<Params<Name>, Result<Name>, ErrorData>(name);
const eventType = <Name extends DaemonEventName>(name: Name) => new NotificationType<DaemonEvents[Name]>(name);

/** The extension's end of the channel. Its owner starts the process, and calls `close` when it has seen the process end. */
export class DaemonClient {
  readonly #connection: MessageConnection;

  constructor(child: ChildProcess) {
    this.#connection = connect(child);
    child.once('exit', () => this.close());
    child.once('disconnect', () => this.close());
    this.#connection.listen();
  }

  /** Rejects with a RequestFailure: at once with "cancelled" when aborted, with "daemonGone" when the process has ended. */
  request<Name extends DaemonRequestName>(name: Name, params: Params<Name>, signal?: AbortSignal): Promise<Result<Name>> {
    if (signal?.aborted === true) return Promise.reject(cancelled());
    return new Promise((resolve, reject) => {
      const source = new CancellationTokenSource();
      const cancel = (): void => {
        source.cancel();
        reject(cancelled());
      };
      signal?.addEventListener('abort', cancel, { once: true });
      // Async, because sending on a closed connection throws at once.
      const send = async (): Promise<Result<Name>> => this.#connection.sendRequest(requestType(name), params as never, source.token);
      send().then(resolve, (error: unknown) => reject(toRequestFailure(error)))
        .finally(() => signal?.removeEventListener('abort', cancel));
    });
  }

  /** One listener for each event: a later one replaces an earlier one, as vscode-jsonrpc has it. */
  on<Name extends DaemonEventName>(name: Name, listener: (event: DaemonEvents[Name]) => void): void {
    this.#connection.onNotification(eventType(name), listener);
  }

  /** Rejects every call in flight with "daemonGone". Closing twice is allowed. */
  close(): void {
    this.#connection.dispose();
  }
}

export interface DaemonServer {
  emit<Name extends DaemonEventName>(name: Name, event: DaemonEvents[Name]): void;
  /** Resolves when the other side has gone, which includes its death. */
  readonly closed: Promise<void>;
}

/** Is told of an error without a code: nobody foresaw it. */
export type OnBug = (request: DaemonRequestName, error: unknown) => void;

/** The daemon's end of the channel: answers requests with the handlers, for as long as the parent process holds the channel. */
export function serveDaemon(handlers: DaemonHandlers, channel: NodeJS.Process = process, onBug: OnBug = () => {}): DaemonServer {
  const connection = connect(channel);
  for (const name of Object.keys(handlers) as DaemonRequestName[]) serve(connection, name, handlers[name], onBug);
  const closed = new Promise<void>((resolve) => {
    const close = (): void => {
      connection.dispose();
      resolve();
    };
    channel.once('disconnect', close);
    if (!channel.connected) close();
  });
  connection.listen();
  const emit: DaemonServer['emit'] = (name, event) => {
    if (channel.connected) void connection.sendNotification(eventType(name), event as never);
  };
  return { emit, closed };
}

function serve<Name extends DaemonRequestName>(connection: MessageConnection, name: Name, handler: DaemonHandlers[Name], onBug: OnBug): void {
  connection.onRequest(requestType(name), async (params: Params<Name>, token: CancellationToken) => {
    const abort = new AbortController();
    const subscription = token.onCancellationRequested(() => abort.abort());
    try {
      return await handler(params, abort.signal) as never;
    } catch (error) {
      const data = errorData(error, abort.signal);
      if (data.code === 'internal') onBug(name, error);
      return new ResponseError<ErrorData>(ErrorCodes.UnknownErrorCode, messageOf(error), data);
    } finally {
      subscription.dispose();
    }
  });
}

/** Errors of the channel itself end in "disconnect" or "exit", where they are dealt with: nothing is to be done for each. */
function connect(channel: ChildProcess | NodeJS.Process): MessageConnection {
  return createMessageConnection(new HeedfulReader(channel), new IPCMessageWriter(channel));
}

/** vscode-jsonrpc throws on a cancellation that names no request, which would end the process: it is passed over. */
class HeedfulReader extends IPCMessageReader {
  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => { if (!isAimlessCancellation(message)) callback(message); });
  }
}

function isAimlessCancellation(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || !('method' in message) || message.method !== '$/cancelRequest') return false;
  const params = 'params' in message ? message.params : null;
  return typeof params !== 'object' || params === null || !('id' in params) || (typeof params.id !== 'string' && typeof params.id !== 'number');
}

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error);

function errorData(error: unknown, signal: AbortSignal): ErrorData {
  if (signal.aborted) return { code: 'cancelled', nextStep: 'Ask again.' };
  if (error instanceof Error && 'code' in error && 'nextStep' in error) {
    return { code: String(error.code), nextStep: String(error.nextStep), about: 'about' in error && typeof error.about === 'string' ? error.about : null };
  }
  return { code: 'internal', nextStep: 'Open the Lodestone log, and report what it says.' };
}

const cancelled = (): RequestFailure => new RequestFailure('cancelled', 'The request was cancelled.', 'Ask again.');

function toRequestFailure(error: unknown): RequestFailure {
  if (error instanceof ResponseError && isErrorData(error.data)) {
    return spoken({ ...error.data, message: error.message }, error);
  }
  if (error instanceof ConnectionError || (error instanceof ResponseError && channelErrors.has(error.code))) {
    return spoken({ code: 'daemonGone', message: 'The background process has ended.', nextStep: 'It restarts by itself; ask again in a moment.' }, error);
  }
  return spoken({ code: 'internal', message: messageOf(error), nextStep: 'Open the Lodestone log, and report what it says.' }, error);
}

/** In the user's language; the cause has the engine's own words, for the log. */
function spoken(failure: FailureParts, cause: unknown): RequestFailure {
  const { message, nextStep } = failureText(failure);
  return new RequestFailure(failure.code, message, nextStep, cause);
}

const channelErrors: ReadonlySet<number> = new Set([
  ErrorCodes.PendingResponseRejected, ErrorCodes.ConnectionInactive, ErrorCodes.MessageWriteError, ErrorCodes.MessageReadError,
]);

function isErrorData(data: unknown): data is ErrorData {
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string'
    && 'nextStep' in data && typeof data.nextStep === 'string';
}
