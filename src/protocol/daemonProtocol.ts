/** Which requests and events cross between the extension and the daemon? Typed tables, so that none can be forgotten. */
import type { LogRecord } from './logRecord.ts';
import type { TopicMap } from './topicTypes.ts';
import type { DuplicatesAnswer, DuplicatesRequest } from './duplicateTypes.ts';
import type { ExplainHitRequest, HitExplanation, SearchAnswer, SearchRequest, SimilarAnswer, SimilarRequest } from './searchTypes.ts';

export const protocolVersion = 1;

export interface RootFolder {
  readonly path: string;
  readonly name: string;
}

export interface IndexSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly filesExclude: readonly string[];
  readonly useIgnoreFiles: boolean;
  readonly allowSecretFiles: readonly string[];
  readonly maxFileSizeBytes: number;
  /** Worker threads that read and chunk files; 0 lets the daemon choose. */
  readonly threads: number;
  /** MB near which no graph of the vectors is built; 0: no bound. */
  readonly memory: number;
  readonly priority: 'normal' | 'low' | 'lowest';
  readonly pauseOnBattery: boolean;
}

export interface InitializeParams {
  readonly protocolVersion: number;
  readonly roots: readonly RootFolder[];
  /** Directory for this workspace's index; created when absent. */
  readonly indexDir: string;
  /** Directory of the embedding model: the bundled one, or the one that the user has set. */
  readonly modelDir: string;
  /** What all workspaces of this editor have in common: where it lies, and how much of it may be vectors (0: none are shared). */
  readonly shared: { readonly directory: string; readonly maxVectorBytes: number };
  readonly settings: IndexSettings;
}

export interface InitializeResult {
  readonly pid: number;
  readonly nodeVersion: string;
}

/** stopped: not started, or given up after quick deaths; restarting: waiting before the next try. */
export type DaemonState = 'stopped' | 'starting' | 'running' | 'restarting';

/** starting: loading the index; scanning, indexing, embedding: working; ready: up to date. */
export type IndexPhase = 'starting' | 'scanning' | 'indexing' | 'embedding' | 'ready' | 'paused' | 'failed';

/**
 * graph: what is near in meaning is found by the graph. Otherwise by looking at each vector: there are few, or too many for a graph to fit into memory, the graph is not complete,
 * its recall has not been measured, or it is not good enough.
 */
export type MeaningSearch = 'graph' | 'few' | 'many' | 'incomplete' | 'unmeasured' | 'insufficient';

/** The last measurement of the graph's recall@10, on samples, against looking at each vector. */
export interface GraphRecall {
  /** Mean over the samples, 0 to 1, and the lower end of its 95 % interval. */
  readonly recall: number;
  readonly atLeast: number;
  /** ef that it was measured at: the smallest that is enough, else the largest there is. */
  readonly width: number;
  readonly samples: number;
  /** Samples that were questions asked lately; the others are made of the index's own words. */
  readonly asked: number;
  /** Milliseconds since the epoch. */
  readonly measuredAt: number;
}

export interface IndexStatus {
  readonly phase: IndexPhase;
  /** writer: this process keeps the index; reader: another process does, this one only reads. */
  readonly role: 'writer' | 'reader';
  readonly roots: readonly RootFolder[];
  /**
   * Every entry found on the disk is in one of indexed, skipped, failed and pending (found, and not read yet). stale: of those in a state,
   * files that wait to be read again.
   */
  readonly files: { readonly indexed: number; readonly skipped: number; readonly failed: number; readonly pending: number; readonly stale: number };
  /** Of the skipped entries, folders that are left out as a whole: each counts as one. */
  readonly skippedFolders: number;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly failedByCode: Readonly<Record<string, number>>;
  /** Of indexed files, by the language's identifier. */
  readonly filesByLanguage: Readonly<Record<string, number>>;
  readonly chunks: { readonly total: number; readonly withVectors: number };
  /** `ready`: it holds all vectors. `recall`: null before the first measurement. */
  readonly graph: { readonly vectors: number; readonly ready: boolean; readonly search: MeaningSearch; readonly recall: GraphRecall | null };
  /** Texts embedded since the index was made, and texts whose vectors were found instead of being embedded again. */
  readonly embedded: { readonly computed: number; readonly reused: number };
  /** The model that answers. */
  readonly model: { readonly id: string; readonly dimensions: number; readonly state: 'ready' | 'loading' | 'failed'; readonly code?: string; readonly message?: string };
  /**
   * On the way from one model to another: chunks that have a vector of the new one. Until all have, the old one answers, or,
   * where it is not there any more, words and the new vectors made so far.
   */
  readonly modelChange: { readonly from: string; readonly to: string; readonly made: number; readonly total: number; readonly answering: 'old' | 'new' } | null;
  /**
   * Vectors that all workspaces share; null where none are. `trouble`: why they are left out at the moment. `madeAnew`: the file was
   * damaged, and is filled again.
   */
  readonly sharedVectors: {
    readonly file: string; readonly bytes: number; readonly maxBytes: number; readonly trouble: string | null; readonly code?: string | null; readonly madeAnew: boolean;
  } | null;
  readonly languages: readonly string[];
  /** Milliseconds since the epoch of the last committed change; null before the first. */
  readonly lastUpdate: number | null;
  readonly memoryBytes: number;
  /**
   * Why the indexing is paused, if it is; whether the machine runs on its battery (null: not known), and whether indexing would then be paused.
   */
  readonly power: { readonly pausedBy: 'user' | 'battery' | null; readonly onBattery: boolean | null; readonly pauses: boolean };
  readonly indexDir: string;
  readonly indexBytes: number;
  /** Where the daemon's pending trouble lies, if any: a code and what to do next. */
  readonly trouble: { readonly code: string; readonly message: string; readonly nextStep: string; readonly about?: string | null } | null;
  /** How changes on the disk are noticed; null where another process sees to that, and before the index is open. */
  readonly watching: WatchingStatus | null;
}

export interface WatchingStatus {
  /** system: by the background process's own watcher. editor: it can't have one, and VS Code tells of what its watcher sees. */
  readonly by: 'system' | 'editor';
  /** Why some changes may not be noticed at once, and how often the whole disk is looked at for that; null: all are. */
  readonly limited: { readonly code: string; readonly message: string; readonly nextStep: string; readonly scanEveryMs: number } | null;
  /** Files that change again and again, and are left alone for up to half a minute before they are looked at. */
  readonly deferred: number;
}

export interface FileExplanation {
  /** folder: its files are looked at one by one. outside: in no folder of the workspace. missing: not on the disk. */
  readonly state: 'indexed' | 'skipped' | 'failed' | 'pending' | 'folder' | 'outside' | 'missing';
  /** The deciding rule or the error, as a sentence; for an indexed file, what is held of it. */
  readonly reason: string;
  /** What the reason is made of, to be said in the user's language. */
  readonly facts: StandingFacts;
}

export interface StandingFacts {
  /** Of a skipped file the reason, of a failed one the code. */
  readonly reason?: string;
  readonly rule?: string;
  /** The folder that is left out as a whole, above it. */
  readonly folder?: string;
  /** What is held of an indexed file. */
  readonly language?: string;
  readonly chunks?: number;
  readonly embedded?: number;
  /** What was met while it was read. */
  readonly problem?: string;
  /** What is in a folder. */
  readonly counts?: { readonly indexed: number; readonly skipped: number; readonly failed: number };
  /** What a file waits for that is to be read, for the first time or again; quiet: until it changes less often. */
  readonly waitsFor?: 'otherProcess' | 'trouble' | 'resume' | 'itsTurn' | 'notice' | 'quiet';
}

/** A part of the files in one state; `group`: the language of indexed ones, the reason of skipped ones, the code of failed ones. */
export interface FileListRequest {
  readonly state: 'indexed' | 'skipped' | 'failed';
  readonly group: string;
  /** Of skipped files only those that this rule has decided on; null: all. */
  readonly rule: string | null;
  /** Number of the first that is wanted, from 0. */
  readonly from: number;
  readonly limit: number;
}

/** In the order of their paths. */
export interface FileList {
  readonly total: number;
  /** `why`: the deciding rule, the error, or what was met while an indexed file was read. A skipped folder's path ends with a slash. */
  readonly files: readonly { readonly root: string; readonly path: string; readonly why: string }[];
}

export interface RuleListRequest {
  /** Of the skipped files. */
  readonly reason: string;
  readonly from: number;
  readonly limit: number;
}

/** Rules that have decided on most files come first. */
export interface RuleList {
  readonly total: number;
  readonly rules: readonly { readonly rule: string; readonly files: number }[];
}

/** What one check of the installation or the index has found. */
export interface Finding {
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'bad';
  readonly message: string;
  readonly nextStep: string | null;
  readonly repairable: boolean;
}

/** What a download would bring, to ask the user about. */
export interface ModelOffer {
  /** "owner/name@COMMIT": exactly what the user is asked about. */
  readonly model: string;
  /** As its authors name it; null where they don't. */
  readonly licence: string | null;
  /** Address of the hub. */
  readonly endpoint: string;
  /** Where the model will be, or is. */
  readonly folder: string;
  readonly totalBytes: number;
  /** 0: the model is here already. */
  readonly missingBytes: number;
}

/** Requests, extension to daemon: name -> [params, result]. */
export interface DaemonRequests {
  initialize: [InitializeParams, InitializeResult];
  setRoots: [{ readonly roots: readonly RootFolder[] }, null];
  setSettings: [{ readonly settings: IndexSettings }, null];
  search: [SearchRequest, SearchAnswer];
  similar: [SimilarRequest, SimilarAnswer];
  /** What in a hit matches; null where it is not there any more. */
  explainHit: [ExplainHitRequest, HitExplanation | null];
  /** Lines of an indexed file as they may be shown: with keys and passwords masked. Null where the index does not hold it, or it is gone. */
  readLines: [{ readonly root: string; readonly path: string; readonly startLine: number; readonly endLine: number }, { readonly text: string } | null];
  /** Tells how far it is by `taskProgress`. */
  duplicates: [DuplicatesRequest, DuplicatesAnswer];
  /** All files by meaning, in topics; tells how far it is. */
  topics: [null, TopicMap];
  status: [null, IndexStatus];
  listFiles: [FileListRequest, FileList];
  listRules: [RuleListRequest, RuleList];
  explainFile: [{ readonly file: string }, FileExplanation];
  /** Checks the installation and the index; mends what can be mended when asked, and then checks again. */
  doctor: [{ readonly repair: boolean }, { readonly findings: readonly Finding[] }];
  /** Reads again what could not be read; the answer comes when all have been tried. */
  retryFailed: [null, { readonly retried: number; readonly stillFailed: number }];
  /** Look at the disk again now: what changed is indexed. */
  refresh: [null, null];
  /** The same, unless that was done lately: the window has got the focus. */
  reconcile: [null, null];
  /** Absolute paths that the editor has seen made, changed or deleted; asked for by `watching.by`. */
  noticed: [{ readonly paths: readonly string[] }, null];
  /** Index everything anew; vectors of unchanged text are kept. */
  rebuild: [null, null];
  pause: [null, null];
  resume: [null, null];
  /** Delete the index from the disk, and stay paused. */
  clear: [null, null];
  /** Asks the hub what a model ("owner/name" or "owner/name@revision") would bring; writes nothing. */
  planModel: [{ readonly model: string }, ModelOffer];
  /** Downloads what the user has agreed to: `model` is the offer's. Aborting keeps what came. */
  downloadModel: [{ readonly model: string }, { readonly folder: string }];
  shutdown: [null, null];
}

/** How far a long request is. */
export interface TaskProgress {
  readonly task: 'duplicates' | 'topics';
  readonly done: number;
  readonly total: number;
}

/** Events, daemon to extension. */
export interface DaemonEvents {
  statusChanged: IndexStatus;
  taskProgress: TaskProgress;
  modelProgress: { readonly doneBytes: number; readonly totalBytes: number };
  log: LogRecord;
}

export type DaemonRequestName = keyof DaemonRequests;
export type DaemonEventName = keyof DaemonEvents;

/** What a rejected request carries in its error's data. */
export interface ErrorData {
  readonly code: string;
  readonly nextStep: string;
  /** What the message names: a file, a folder, an address. */
  readonly about?: string | null;
}
