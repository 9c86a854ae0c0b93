/** What does the search page remember while it is hidden? */
import type { Feedback, PanelQuery, SimilarExample } from '../protocol/panelProtocol.ts';
import type { SearchAnswer, SimilarAnswer } from '../protocol/searchTypes.ts';
import type { TreeState } from './resultsTree.ts';

export interface SavedState {
  readonly version: 3;
  readonly query: PanelQuery;
  readonly feedback: Feedback;
  readonly example: SimilarExample | null;
  readonly answer: SearchAnswer | SimilarAnswer | null;
  readonly tree: TreeState;
  readonly scrollTop: number;
}

/** A state of an older page is forgotten. */
export function readSavedState(saved: unknown): SavedState | null {
  const known = typeof saved === 'object' && saved !== null && 'version' in saved && saved.version === 3;
  return known ? saved as SavedState : null;
}
