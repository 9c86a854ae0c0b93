/** Which messages cross between the extension and its pages: the search panel, the index status page and the topic map? */
import type { TopicMap } from './topicTypes.ts';
import type { DaemonState, FileList, FileListRequest, Finding, IndexStatus, RuleList, RuleListRequest } from './daemonProtocol.ts';
import type { Pace } from './pace.ts';
import type { FileKind, HitExplanation, SearchAnswer, SimilarAnswer, SimilarAspect } from './searchTypes.ts';

export interface PanelFilters {
  readonly kind: KindChoice;
  /** A language identifier; empty means all. */
  readonly language: string;
  /** A folder or glob; empty means everywhere. */
  readonly path: string;
  readonly among: FileChoice;
}

export type KindChoice = FileKind | 'all';

/** Files that are looked into: all of them, those of open editors, or those that differ from the last commit. */
export type FileChoice = 'everywhere' | 'openEditors' | 'changedFiles';

export interface PanelQuery extends PanelFilters {
  readonly query: string;
  /** Each hit by itself, rather than each file once. */
  readonly flat: boolean;
}

/** Kept for the workspace, newest first. */
export interface KeptSearches {
  /** Texts that were asked. */
  readonly recent: readonly string[];
  /** Searches that the user keeps, with their filters. */
  readonly saved: readonly PanelQuery[];
}

/** The example of a "Find Similar": the text of an open editor is added by the extension, so that it never crosses twice. */
export interface SimilarExample {
  /** Absolute path. */
  readonly file: string;
  /** Absent: the whole file. */
  readonly startLine?: number;
  readonly endLine?: number;
  /** True: widen to the enclosing function, class or section. */
  readonly enclosing?: boolean;
  /** A cell of a notebook, from 0, instead of lines. */
  readonly cell?: number;
  /** docs: the documentation about it; code: the code that it is about; absent: what resembles it. */
  readonly counterpart?: 'docs' | 'code';
  /** Absent: all. */
  readonly aspect?: SimilarAspect;
  /** "Similar, but ...", in words. */
  readonly but?: string;
}

export interface OpenTarget {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Relative to `root`, with "/". */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** peek: preview, the focus stays in the panel; open: preview, focused; pin: a tab that stays; side: in the next group; beside: there too, as a preview, the focus stays. */
export type OpenMode = 'peek' | 'open' | 'pin' | 'side' | 'beside';

/** Commands that a page's buttons may run; each is "lodestone.NAME", openFolder and manageTrust are VS Code's own. */
export const pageCommands = [
  'showStatus', 'rebuild', 'refresh', 'retryFailed', 'pause', 'resume', 'clear', 'restart', 'showLog', 'search', 'showQuerySyntax', 'openFolder', 'manageTrust',
] as const;
export type PageCommand = (typeof pageCommands)[number];

/** Names a hit of an answer. */
export interface ExplainTarget {
  readonly root: string;
  readonly path: string;
  readonly startLine: number;
}

/** A file or folder that is listed, indexed or not. */
export interface ListedPlace {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Relative to `root`, with "/"; a folder's ends with one. */
  readonly path: string;
}

/** How an examination of the installation and the index stands. */
export type CheckState =
  | { readonly state: 'running'; readonly repairing: boolean }
  | { readonly state: 'done'; readonly findings: readonly Finding[] }
  | { readonly state: 'failed'; readonly message: string; readonly nextStep: string };

/** Hits of a question that the user wants more like, and fewer like. */
export interface Feedback {
  readonly like: readonly ExplainTarget[];
  readonly unlike: readonly ExplainTarget[];
}

/** Page to extension. `sequence` grows with every question; its answer carries it, so that late ones are dropped. */
export type PageRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'search'; readonly sequence: number; readonly query: PanelQuery; readonly feedback: Feedback }
  | { readonly type: 'similar'; readonly sequence: number; readonly example: SimilarExample; readonly filters: PanelFilters }
  /** Explain a hit of the answer to this sequence's question, if that is still the last one. */
  | { readonly type: 'explain'; readonly sequence: number; readonly hit: ExplainTarget }
  /** Make the map of the topics, as the index is now. */
  | { readonly type: 'topics' }
  | { readonly type: 'open'; readonly target: OpenTarget; readonly mode: OpenMode }
  | { readonly type: 'copyPlace'; readonly target: OpenTarget }
  | { readonly type: 'keep'; readonly searches: KeptSearches }
  /** Ask VS Code's own search. */
  | { readonly type: 'findText'; readonly text: string }
  | { readonly type: 'listFiles'; readonly list: FileListRequest }
  | { readonly type: 'listRules'; readonly list: RuleListRequest }
  /** Beside the page; in the explorer what no editor can show. */
  | { readonly type: 'showPlace'; readonly place: ListedPlace }
  | { readonly type: 'whyPlace'; readonly place: ListedPlace }
  | { readonly type: 'check'; readonly repair: boolean }
  | { readonly type: 'command'; readonly command: PageCommand };

/** What the extension knows of the index, sent whenever it changes. */
export interface PageState {
  readonly hasFolder: boolean;
  readonly isTrusted: boolean;
  /** Names of the workspace's folders that lie on no disk of this machine, and so are not indexed; absent where there are none. */
  readonly virtualFolders?: readonly string[];
  readonly daemon: DaemonState;
  /** Why the daemon is not running, where that is known. */
  readonly trouble: { readonly message: string; readonly nextStep: string } | null;
  /** The last status that the daemon sent; null before the first. */
  readonly status: IndexStatus | null;
  /** How fast the indexing goes; absent where nothing can be said of it. */
  readonly pace?: Pace;
}

/** Extension to page. */
export type PageEvent =
  | { readonly type: 'state'; readonly state: PageState }
  | { readonly type: 'answer'; readonly sequence: number; readonly answer: SearchAnswer | SimilarAnswer }
  | { readonly type: 'explanation'; readonly sequence: number; readonly hit: ExplainTarget; readonly explanation: HitExplanation }
  | { readonly type: 'failed'; readonly sequence: number; readonly code: string; readonly message: string; readonly nextStep: string }
  /** Put this into the search field, ask it, and take the focus. */
  | { readonly type: 'setQuery'; readonly query: string }
  | { readonly type: 'findSimilar'; readonly example: SimilarExample }
  /** Ask again, with more or fewer like this hit. */
  | { readonly type: 'feedback'; readonly wanted: keyof Feedback; readonly hit: ExplainTarget }
  | { readonly type: 'kept'; readonly searches: KeptSearches }
  | { readonly type: 'focus' }
  | { readonly type: 'topics'; readonly map: TopicMap }
  | { readonly type: 'files'; readonly asked: FileListRequest; readonly list: FileList }
  | { readonly type: 'rules'; readonly asked: RuleListRequest; readonly list: RuleList }
  | { readonly type: 'check'; readonly check: CheckState }
  /** How far the map is, 0 to 1. */
  | { readonly type: 'progress'; readonly share: number }
  /** Why there is no map. */
  | { readonly type: 'noTopics'; readonly message: string; readonly nextStep: string };
