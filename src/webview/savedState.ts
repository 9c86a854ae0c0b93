/** What does the search page remember while it is hidden? */
import type { ExplainTarget, PanelQuery, SimilarExample } from '../protocol/panelProtocol.ts';
import type { SearchAnswer, SimilarAnswer } from '../protocol/searchTypes.ts';
import type { TreeState } from './resultsTree.ts';

export interface SavedState {
  readonly version: 2;
  readonly query: PanelQuery;
  readonly unlike: readonly ExplainTarget[];
  readonly example: SimilarExample | null;
  readonly answer: SearchAnswer | SimilarAnswer | null;
  readonly tree: TreeState;
  readonly scrollTop: number;
}

/** A state of an older page is forgotten. */
export function readSavedState(saved: unknown): SavedState | null {
  const known = typeof saved === 'object' && saved !== null && 'version' in saved && saved.version === 2;
  return known ? saved as SavedState : null;
}
