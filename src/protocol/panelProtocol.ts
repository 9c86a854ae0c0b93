/** Which messages cross between the extension and the search panel's page? */
import type { IndexStatus } from './daemonProtocol.ts';
import type { ContentFilter, SearchAnswer, SimilarAnswer } from './searchTypes.ts';

export interface PanelQuery {
  readonly query: string;
  readonly kind: ContentFilter;
  readonly language: string;
  /** A folder or glob. */
  readonly path: string;
}

export interface OpenTarget {
  readonly root: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Page to extension. */
export type PanelRequest =
  | { readonly type: 'ready' }
  /** `sequence` grows with every query; answers carry it, so that late ones are dropped. */
  | ({ readonly type: 'search'; readonly sequence: number } & PanelQuery)
  | { readonly type: 'open'; readonly target: OpenTarget; readonly preview: boolean }
  | { readonly type: 'findSimilar'; readonly target: OpenTarget }
  | { readonly type: 'command'; readonly command: 'showStatus' | 'rebuild' | 'resume' | 'restart' };

/** Extension to page. */
export type PanelEvent =
  | { readonly type: 'answer'; readonly sequence: number; readonly answer: SearchAnswer }
  | { readonly type: 'similar'; readonly answer: SimilarAnswer; readonly title: string }
  | { readonly type: 'failed'; readonly sequence: number; readonly message: string; readonly nextStep: string }
  | { readonly type: 'busy'; readonly sequence: number }
  | { readonly type: 'status'; readonly status: IndexStatus }
  | { readonly type: 'daemon'; readonly state: 'starting' | 'running' | 'restarting' | 'stopped' }
  | { readonly type: 'setQuery'; readonly query: PanelQuery; readonly run: boolean }
  | { readonly type: 'focus' };
