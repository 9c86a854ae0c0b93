/**
 * What may the log say? Events of ours, with counts and codes. Texts that may name the user's files are details, shown at the level "debug" only.
 * In English, as its readers are the makers too.
 */

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

const logEvents = {
  // Of the background process.
  priorityNotSet: ['warning', 'The priority could not be set; a restart of the background process may.'],
  indexNotOpened: ['error', 'The index could not be opened.'],
  indexHealed: ['warning', 'The index was damaged; it is built anew from the files.'],
  snapshotDiscarded: ['warning', 'The snapshot of the index did not fit the catalog; its tables were built from the catalog.'],
  indexNotWritable: ['error', 'The index can\'t be written; what is there answers.'],
  graphDiscarded: ['warning', 'The saved graph can\'t be used; it is built again from the vectors.'],
  indexCopied: ['info', 'The index begins as a copy of that of another worktree.'],
  sharedVectorsMadeAnew: ['warning', 'The vectors that workspaces share were damaged; their file is made anew.'],
  sharedVectorsOff: ['warning', 'No vectors are shared with other workspaces.'],
  modelNotLoaded: ['error', 'The model could not be loaded.'],
  indexOpened: ['info', 'The index is open.'],
  indexCaughtUp: ['info', 'The index agrees with the disk.'],
  filesFailed: ['warning', 'Files could not be read.'],
  indexingStopped: ['error', 'The indexing has stopped; it is tried again.'],
  watchingLimited: ['warning', 'Not all changes may be noticed at once.'],
  graphSaved: ['debug', 'The graph is saved.'],
  graphNotSaved: ['warning', 'The graph could not be saved.'],
  snapshotSaved: ['debug', 'The snapshot of the index is saved.'],
  snapshotNotSaved: ['warning', 'The snapshot of the index could not be saved.'],
  tendingFailed: ['warning', 'The index could not be tended.'],
  writerFollowed: ['info', 'The other process that kept this index has ended; this one keeps it now.'],
  modelFollowed: ['info', 'The index has changed to another model.'],
  followingFailed: ['warning', 'The index\'s writer could not be followed.'],
  requestFailed: ['error', 'A request met an error that nobody foresaw: please report it.'],
  // Of the extension.
  daemonRuns: ['info', 'The background process runs.'],
  daemonRefused: ['error', 'The background process could not start.'],
  daemonEnded: ['error', 'The background process has ended.'],
  daemonPrinted: ['warning', 'The background process has printed something.'],
  shutdownFailed: ['debug', 'The background process did not take its leave.'],
  searchFailed: ['warning', 'A question was not answered.'],
  topicsFailed: ['warning', 'The topic map was not drawn.'],
  checkFailed: ['warning', 'Installation and index could not be checked.'],
  hitNotExplained: ['info', 'A hit was not explained.'],
  previewFailed: ['warning', 'A hit could not be previewed.'],
  editorNotRestored: ['warning', 'The editor could not be put back to where it was.'],
  changeNotTold: ['warning', 'A change of the workspace did not reach the background process; it looks at everything when it starts.'],
  commandFailed: ['error', 'What the user asked for could not be done.'],
} as const satisfies Readonly<Record<string, readonly [LogLevel, string]>>;

export type LogEvent = keyof typeof logEvents;

/** Numbers, switches and words of ours. */
export type LogFields = Readonly<Record<string, number | boolean | string>>;

export interface LogRecord {
  readonly event: LogEvent;
  readonly level: LogLevel;
  readonly fields: LogFields;
  /** May name files and hold messages of the system. */
  readonly detail: string | null;
}

/** Says that something happened. */
export type Note = (event: LogEvent, fields?: LogFields, detail?: unknown) => void;

/** `detail`: an error with all that it says, or a text. Of an error that nobody foresaw, which has no next step, the fields say where it happened. */
export function logRecord(event: LogEvent, fields: LogFields = {}, detail: unknown = null): LogRecord {
  const level = logEvents[event][0];
  if (!(detail instanceof Error)) return { event, level, fields, detail: detail === null ? null : String(detail) };
  const places = 'nextStep' in detail ? '' : placesIn(detail.stack ?? '');
  return { event, level, fields: places === '' ? fields : { ...fields, places }, detail: wordsOf(detail) };
}

/** With those of what caused it: an error may be told in the user's language, and its cause is in English. */
const wordsOf = (error: Error): string => `${error.stack ?? error.message}${error.cause instanceof Error ? `\ncaused by ${error.cause.message}` : ''}`;

/** The code of a failure or of the system's error, else the kind of error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Codes, versions, and places in our own programs. Anything else would be somebody's text. */
const wordOfOurs = /^[A-Za-z][A-Za-z_]{0,40}$|^v?\d{1,4}(\.\d{1,4}){1,3}$|^([A-Za-z]+\.[jt]s:\d+:\d+( |$))+$/;

const fieldText = (value: number | boolean | string): string => (typeof value !== 'string' || wordOfOurs.test(value) ? String(value) : 'other');

/** One line: what happened in words, its name, and its fields. */
export function logText({ event, fields }: LogRecord): string {
  return `${logEvents[event][1]} [${[event, ...Object.entries(fields).map(([name, value]) => `${name}=${fieldText(value)}`)].join(' ')}]`;
}

/** Where in our own programs a crash happened, the innermost first, as they print it themselves. Long lines are passed over: what they hold is no place. */
export function placesIn(printed: string): string {
  return [...printed.matchAll(/^ {1,8}at .{0,300}?\b([A-Za-z]{1,40}\.[jt]s:\d{1,9}:\d{1,9})\)?$/gm)].slice(0, 8).map(([, place]) => place).join(' ');
}

type Sink = Readonly<Record<'debug' | 'info' | 'warn' | 'error', (text: string) => void>>;

/** VS Code's channel drops what is below its level: so a detail is only ever seen where details are asked for. */
export function writeRecord(sink: Sink, record: LogRecord): void {
  sink[record.level === 'warning' ? 'warn' : record.level](logText(record));
  if (record.detail !== null) sink.debug(`${record.event}: ${record.detail}`);
}
